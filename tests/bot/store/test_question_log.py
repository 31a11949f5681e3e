"""Questions of the log: unanswered ones, counts, the most frequent."""

from __future__ import annotations

from bot.store import MAX_CHAT_ID, WRONG_KIND, QuestionCount, Store, UnansweredQuestion
from tests.bot.store.test_store import NOW, exchange


async def test_unanswered_questions_are_counted(store: Store) -> None:
    asked = [
        ("天气", "refuse", NOW, 1),
        ("天气", "refuse", NOW + 1, 2),
        ("股票", "refuse", NOW + 2, 1),
        ("电梯", "clarify", NOW + 3, 1),
        ("股票", "refuse", NOW - 1, 1),
        ("安徽", "cases", NOW, 1),
        (None, "clarify", NOW, 1),
        ("安徽", WRONG_KIND, NOW, 2),
        ("安徽", WRONG_KIND, NOW + 4, 1),
    ]
    for number, (question, kind, at, asker) in enumerate(asked, start=1):
        await store.add(exchange(number, question=question, kind=kind, at=at, asker=asker))
    expected = [
        UnansweredQuestion("安徽", WRONG_KIND, 2),
        UnansweredQuestion("天气", "refuse", 2),
        UnansweredQuestion("电梯", "clarify", 1),
        UnansweredQuestion("股票", "refuse", 1),
    ]
    assert await store.question_log.count_unanswered(NOW, 10) == expected
    assert await store.question_log.count_unanswered(NOW, 1) == expected[:1]
    assert await store.question_log.count_unanswered(NOW + 5, 10) == []


async def test_what_was_chosen_instead_of_a_question(store: Store) -> None:
    rows = [
        (1, "电梯", "clarify", None, NOW),
        (2, "电梯监管", "card", 1, NOW),
        (3, "电梯监管", "card", 1, NOW + 1),
        (4, None, "card", 1, NOW),
        (5, "天气", "refuse", None, NOW),
        (6, "安徽", "cases", 5, NOW),
        (7, "以前", "clarify", None, NOW - 1),
        (8, "后来", "card", 7, NOW),
    ]
    for number, question, kind, parent, at in rows:
        await store.add(exchange(number, question=question, kind=kind, parent=parent, at=at))
    assert await store.question_log.list_chosen(NOW) == [("电梯", "电梯监管")]


async def test_questions_are_counted_by_surface_and_kind(store: Store) -> None:
    rows = [
        (7, "甲", "cases", NOW),
        (MAX_CHAT_ID, "乙", "cases", NOW + 1),
        (-7, "甲", "cases", NOW),
        (-7, "丙", "refuse", NOW),
        (MAX_CHAT_ID + 1, "甲", "cases", NOW),
        (0, "甲", "cases", NOW),
        (7, "甲", WRONG_KIND, NOW),
        (7, None, "cases", NOW),
        (7, "早", "cases", NOW - 1),
        (7, "晚", "cases", NOW + 2),
    ]
    for number, (chat, question, kind, at) in enumerate(rows, start=1):
        await store.add(exchange(number, chat=chat, question=question, kind=kind, at=at))
    counts = await store.question_log.count_questions(NOW, NOW + 2)
    assert sorted(counts, key=lambda one: (one.surface, one.kind)) == [
        QuestionCount("elsewhere", "cases", 2),
        QuestionCount("group", "cases", 1),
        QuestionCount("group", "refuse", 1),
        QuestionCount("private", "cases", 2),
        QuestionCount("private", WRONG_KIND, 1),
    ]


async def test_the_questions_asked_most(store: Store) -> None:
    rows = [("甲", "cases", NOW), ("乙", "cases", NOW), ("甲", "count", NOW + 1), ("丙", "cases", NOW + 2)]
    rows += [("帮助", "help", NOW)] * 3 + [("甲", "cases", NOW - 1)]
    for number, (question, kind, at) in enumerate(rows, start=1):
        await store.add(exchange(number, question=question, kind=kind, at=at))
    log = store.question_log
    assert await log.list_most_asked(NOW, 9, ["help"]) == [("甲", 2), ("丙", 1), ("乙", 1)]
    assert await log.list_most_asked(NOW, 1, []) == [("帮助", 3)]


async def test_what_is_not_written_yet_is_counted(store: Store) -> None:
    store.remember(exchange(1))
    assert await store.question_log.count_questions(NOW, NOW + 1) == [QuestionCount("private", "cases", 1)]

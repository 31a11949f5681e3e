from __future__ import annotations

import pytest

from bot.cli.sessions import Question, Sessions
from bot.text import MAX_QUESTION_LENGTH, SHORTENED, TOO_LONG
from data.model import Dataset
from intents.engine import Engine


def titles(sessions: Sessions, text: str, chat: str | None = None) -> list[str]:
    return [case.title for case in sessions.reply(Question(text, chat)).answer.cases]


def test_only_questions_of_a_chat_share_a_context(sessions: Sessions) -> None:
    anhui, jiangsu = titles(sessions, "安徽参与了哪些案例"), titles(sessions, "江苏参与了哪些案例")
    assert len(anhui) != len(jiangsu)
    assert titles(sessions, "安徽参与了哪些优秀案例", "a")
    assert titles(sessions, "安徽参与了哪些案例", "b") == anhui
    assert titles(sessions, "那江苏呢", "b") == jiangsu
    assert set(titles(sessions, "那江苏呢", "a")) < set(jiangsu)
    assert sessions.reply(Question("其中优秀的")).answer.kind != "cases" or titles(sessions, "其中优秀的") != titles(
        sessions, "其中优秀的", "a"
    )


def test_a_context_expires_after_a_quarter_of_an_hour(dataset: Dataset) -> None:
    now = 0.0
    sessions = Sessions(Engine(dataset), lambda: now)
    best = titles(sessions, "安徽参与了哪些最佳案例", "a")
    now = 14 * 60
    jiangsu = titles(sessions, "那江苏呢", "a")
    assert all("最佳" in str(case.tier) for case in sessions.reply(Question("那安徽呢", "a")).answer.cases)
    assert best
    assert jiangsu
    now += 16 * 60
    assert titles(sessions, "那安徽呢", "a") == titles(sessions, "那安徽呢")


def test_the_least_recently_used_chat_is_dropped(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.sessions.MAX_CONVERSATIONS", 2)
    sessions = Sessions(Engine(dataset))
    for chat in ("a", "b", "a", "c"):
        titles(sessions, "安徽参与了哪些最佳案例", chat)
    assert titles(sessions, "那江苏呢", "b") == titles(sessions, "那江苏呢")
    assert titles(sessions, "那江苏呢", "c") == titles(sessions, "江苏参与了哪些最佳案例")


@pytest.mark.parametrize(("length", "error"), [(MAX_QUESTION_LENGTH, ""), (MAX_QUESTION_LENGTH + 1, TOO_LONG)])
def test_a_question_has_a_maximum_length(sessions: Sessions, length: int, error: str) -> None:
    reply = sessions.reply(Question("x" * length, "a"))
    assert (reply.answer.kind, reply.error) == ("refuse", error)


def test_the_last_sentence_of_a_long_text_is_answered(sessions: Sessions) -> None:
    reply = sessions.reply(Question("这是一段很长的话。" * 100 + "安徽参与了哪些最佳案例？"))
    assert reply.answer.notes[0] == SHORTENED
    assert reply.answer.cases == sessions.reply(Question("安徽参与了哪些最佳案例")).answer.cases


def test_a_refused_question_does_not_change_the_context(sessions: Sessions) -> None:
    titles(sessions, "安徽参与了哪些最佳案例", "a")
    sessions.reply(Question("x" * 5000, "a"))
    sessions.reply(Question("?", "a", error="不行"))
    assert titles(sessions, "那江苏呢", "a") == titles(sessions, "江苏参与了哪些最佳案例")


def test_tasks_are_questions_that_have_an_answer(sessions: Sessions) -> None:
    tasks = sessions.tasks()
    assert [*tasks] == ["查案例", "查单位", "统计比较"]
    assert [sessions.reply(Question(question)).answer.kind for question in tasks.values()] == ["cases", "units", "rank"]

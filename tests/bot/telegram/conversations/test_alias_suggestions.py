from __future__ import annotations

from bot.store import UnansweredQuestion
from bot.telegram.conversations.alias_suggestions import MAX_ALIAS, MAX_SUGGESTIONS, suggest_aliases
from intents.engine import Engine


def rows(*questions: str) -> list[UnansweredQuestion]:
    return [UnansweredQuestion(question, "clarify", 1) for question in questions]


def test_an_offered_case_makes_a_suggestion(engine: Engine) -> None:
    engine.offers.prepare()
    found = suggest_aliases(rows("今天天气怎么样", "开饭店办手续？", "安徽参与了哪些案例", "开饭店办手续"), engine)
    assert [(one.question, one.alias) for one in found] == [("开饭店办手续？", "开饭店办手续")]
    answer, _ = engine.ask("开饭店办手续")
    assert found[0].case.title == answer.options[0].question


def test_of_several_offered_cases_the_chosen_one_is_suggested(engine: Engine) -> None:
    engine.offers.prepare()
    question = "老城保护"
    first, second, *_ = (option.question for option in engine.ask(question)[0].options)
    assert suggest_aliases(rows(question), engine) == []
    (found,) = suggest_aliases(rows(question), engine, [(question, second), (question, "安徽"), ("开酒馆", first)])
    assert (found.alias, found.case.title) == (question, second)
    assert suggest_aliases(rows(question), engine, [(question, first), (question, second)]) == []


def test_of_a_long_question_the_word_that_was_not_understood_is_the_alias(engine: Engine) -> None:
    engine.offers.prepare()
    question = "开饭店的手续麻烦不麻烦呀"
    assert len(question) > MAX_ALIAS
    answer, _ = engine.ask(question)
    assert answer.kind == "clarify"
    chosen = [(question, answer.options[0].question)]
    assert [one.alias for one in suggest_aliases(rows(question), engine, chosen)] == [max(answer.unused, key=len)]


def test_suggestions_are_told_apart_and_few(engine: Engine) -> None:
    engine.offers.prepare()
    questions = [f"开饭店{word}手续" for word in "的和要办跑交补找问填报领"]
    chosen = [(question, option.question) for question in questions for option in engine.ask(question)[0].options[:1]]
    found = suggest_aliases(rows(*questions), engine, chosen)
    assert 1 < len(found) <= MAX_SUGGESTIONS
    assert len({one.digest for one in found}) == len(found)

from __future__ import annotations

import pytest

from intents.parsing.grammar import shipped
from tests.tools.ablate import Chat, Part, Result, Whole, all_chats, report, summary

CHATS = (
    Chat(("安徽参与了哪些案例", "没有安徽的案例")),
    Chat(("请问最佳案例有几个", "那优秀案例呢", "和上海一起的")),
    Chat(("跟上海没关系的案例",), is_example=True),
)
WORDS = {
    "没有": (1, 1),  # the answer is another
    "请问": (1, 0),  # it may be left out: 请 and 问 say nothing either
    "偕同": (0, 0),  # nobody says it
    "那": (1, 1),  # without it the question is asked about, and what follows is about the one reading that is offered
}
"""Word → on how many turns it is tried, and how many of them it changes."""


@pytest.fixture(scope="module")
def whole() -> Whole:
    return Whole(CHATS)


@pytest.mark.parametrize(("word", "expected"), WORDS.items(), ids=WORDS)
def test_a_word_is_tried_where_it_stands(whole: Whole, word: str, expected: tuple[int, int]) -> None:
    result = whole.tried(Part(word), most=9)
    assert (result.turns, result.changed) == expected


def test_a_production_is_tried_where_it_is_used(whole: Whole) -> None:
    used = {line for _, turns in whole.asked for turn in turns for line in turn.lines}
    results = {part.name: whole.tried(part, most=9) for part in whole.parts("productions") if part.line in used}
    assert results["C -> NEG P"].changed == results["C -> NEG P"].turns == 1
    assert all(result.turns for result in results.values())


def test_the_whole_engine_is_as_before(whole: Whole) -> None:
    before = [turn.got for _, turns in whole.asked for turn in turns]
    whole.engine_without(Part("案例"), None).ask("安徽参与了哪些案例")
    assert [turn.got for _, turns in Whole(CHATS).asked for turn in turns] == before


def test_what_changes_too_much_is_not_printed() -> None:
    results = [Result(Part("少"), 1, 0), Result(Part("改"), 5, 1), Result(Part("np -> UNIT", 7, "单位"), 3, 0)]
    assert list(report(results, most=0)) == ["     3        0  7: np -> UNIT  | 单位", "     1        0  少"]
    assert len(list(report(results, most=1))) == 3


def test_a_summary_counts_what_changes_nothing() -> None:
    results = [Result(Part("少"), 0, 0), Result(Part("改"), 5, 1), Result(Part("请问"), 3, 0)]
    assert summary("words", results) == "words: 2 of 3 change no answer; 1 of these are in no turn"


def test_all_sets_and_examples_are_asked() -> None:
    chats = all_chats()
    assert {one.example for one in shipped().productions if one.example} <= {
        text for chat in chats if chat.is_example for text in chat.turns
    }
    assert len({chat.data for chat in chats}) > 1

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.hanzi import Hanzi
from intents.engine import Engine
from intents.spelling.candidates import OWN, SpellingIndex
from intents.spelling.vocabulary import vocabulary
from tests.intents.names import PLACES, SUBJECTS

HANZI = Hanzi.load()
SMALL = SpellingIndex(
    {"安徽": 1.0, "安徽省": 1.0, "禁渔": 1.0, "叉车": 1.0, "满意消费": 0.9, "没有": 0.7, "参与": 0.7, "和": 0.3}, HANZI
)


@pytest.fixture(scope="module")
def speller(engine: Engine) -> SpellingIndex:
    return SpellingIndex(vocabulary(engine.index, engine.lexicon), HANZI)


SLIPS = {
    "a homophone": ("禁鱼", "禁渔"),
    "a homophone of another tone": ("差车", "叉车"),
    "a look-alike": ("安微", "安徽"),
    "a part left out": ("上每", "上海"),
    "strokes alike": ("淅江", "浙江"),
    "both characters": ("案惠", "安徽"),
    "swapped": ("徽安", "安徽"),
    "one too many": ("安徽徽省", "安徽省"),
    "one too few": ("满意消", "满意消费"),
    "one wrong of four": ("满意消废", "满意消费"),
    "a tier": ("最加", "最佳"),
    "a department": ("计亮处", "计量处"),
    "a small word": ("参雨", "参与"),
    "a rare character": ("毫州", "亳州"),
}


@pytest.mark.parametrize(("text", "word"), SLIPS.values(), ids=SLIPS)
def test_the_best_candidate_for_a_slip(speller: SpellingIndex, text: str, word: str) -> None:
    assert speller.candidates(text)[0].word == word


SURE = {
    "a homophone": ("禁鱼", True),
    "a look-alike": ("安微", True),
    "swapped": ("徽安", True),
    "one wrong of four": ("满意消废", True),
    "another place": ("江西", False),
    "a city elsewhere": ("常州", False),
    "another word of half the characters": ("安全", False),
}


@pytest.mark.parametrize(("text", "sure"), SURE.values(), ids=SURE)
def test_what_may_be_taken_without_asking(speller: SpellingIndex, text: str, *, sure: bool) -> None:
    found = [one for one in speller.candidates(text) if one.word not in text and text not in one.word]
    assert any(one.score >= 0.8 for one in found) is sure


NOTHING = ["天气", "龘龘", "没用", "安好", "xy"]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_near(text: str) -> None:
    assert [one for one in SMALL.candidates(text) if one.score >= 0.8] == []


def test_where_any_slip_may_be_more_words_come_near() -> None:
    assert [one.word for one in SMALL.candidates("设有")] == []
    assert [one.word for one in SMALL.candidates("设有", lenient=True)] == ["没有"]


PINYIN = {
    "a place": ("anhui", ("安徽",)),
    "two words": ("anhuicanyu", ("安徽", "参与")),
    "a topic": ("chache", ("叉车",)),
    "with a small word": ("anhuihechache", ("安徽", "和", "叉车")),
    "no pinyin": ("xyz", None),
    "half a syllable": ("anhu", None),
    "nothing": ("", ()),
}


@pytest.mark.parametrize(("letters", "words"), PINYIN.values(), ids=PINYIN)
def test_what_pinyin_spells(letters: str, words: tuple[str, ...] | None) -> None:
    assert (SMALL.spelled(letters) or ()) == (words or ())
    assert SMALL.spelled("xyz") is None


@pytest.mark.parametrize(
    ("before", "letters", "after", "word"),
    [("安", "hui", "", "安徽"), ("", "an", "徽", "安徽"), ("安", "xyz", "", None), ("淮", "hui", "", None)],
)
def test_a_word_of_which_a_part_is_pinyin(before: str, letters: str, after: str, word: str | None) -> None:
    assert SMALL.completed(before, letters, after) == word


def test_characters_alike() -> None:
    assert SMALL.alike("末", ("未", "和")) == ("未",)
    assert "没" in SMALL.alike("设", ("没", "和"))
    assert SMALL.alike("和", ("和",)) == ()


def test_words_that_hold_a_character(speller: SpellingIndex) -> None:
    assert speller.holding("徽") == ["安徽"]
    assert "苏州" in speller.holding("苏")
    assert speller.holding("龘") == []


@pytest.mark.parametrize(
    ("word", "own"),
    [("安徽", True), ("叉车", True), ("计量处", True), ("案例", False), ("江西", False), ("天气", False)],
)
def test_the_dataset_has_words_of_its_own(speller: SpellingIndex, word: str, *, own: bool) -> None:
    assert speller.own(word) is own


@pytest.mark.parametrize(
    ("text", "at", "joins"),
    [
        ("徽安", 0, True),
        ("的徽安有", 1, True),
        ("参没与有", 1, True),  # 参与 and 没有
        ("安徽", 0, False),
        ("什么车方便", 2, False),
    ],
)
def test_a_transposition_comes_to_a_pair_of_a_word(text: str, at: int, *, joins: bool) -> None:
    assert SMALL.joins(text, at) is joins


@given(st.sampled_from((*PLACES, *SUBJECTS)) | st.text("安徽省江苏浙没有参与叉车禁渔案例最佳", min_size=2, max_size=6))
def test_candidates_come_best_first_and_are_others(speller: SpellingIndex, text: str) -> None:
    found = speller.candidates(text, lenient=len(text) % 2 == 0)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0.5 < one.score <= 1 and one.word != text for one in found)
    assert len({one.word for one in found}) == len(found)


def test_the_vocabulary_weighs_its_own_most(engine: Engine) -> None:
    words = vocabulary(engine.index, engine.lexicon)
    assert words["安徽"] == words["最佳"] == words["计量处"] == 1
    assert words["安徽"] > words["叉车"] >= OWN > words["参与"] > words["请问"]
    assert words.get("和平", 0) < words["江西"] < 0.2
    assert "天气" not in words

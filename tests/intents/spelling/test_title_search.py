from __future__ import annotations

import pytest

from data.hanzi import Hanzi
from intents.engine import Engine
from intents.spelling.candidates import SpellingIndex
from intents.spelling.title_search import TitleSearch
from intents.spelling.vocabulary import vocabulary


@pytest.fixture(scope="module")
def passages(engine: Engine) -> TitleSearch:
    speller = SpellingIndex(vocabulary(engine.index, engine.lexicon), Hanzi.load())
    return TitleSearch(engine.index.topics, speller.likeness)


LIKE = {
    "another character": ("叉车检捡标准体系", "叉车检验标准体系"),
    "one left out": ("叉车检标准体系", "叉车检验标准体系"),
    "one put in": ("叉车检验的标准体系", "叉车检验标准体系"),
    "two out of place": ("叉车验检标准体系", "叉车检验标准体系"),
    "easily taken for it, at the end": ("双随机一公凯", "双随机一公开"),
}


@pytest.mark.parametrize(("stretch", "expected"), LIKE.values(), ids=LIKE)
def test_the_passage_that_a_stretch_is_like(passages: TitleSearch, stretch: str, expected: str) -> None:
    assert [text for text, _ in passages.like(stretch)] == [expected]


UNLIKE = {
    "the passage itself": "叉车检验标准体系",
    "too short": "叉军检",
    "nothing like it": "今天天气怎么样",
    "too many edits": "叉军捡验标唯休系",
    "another word at the end of a short one": "叉车检票",
    "no whole words": "三角地区叉",
}


@pytest.mark.parametrize("stretch", UNLIKE.values(), ids=UNLIKE)
def test_a_stretch_that_is_like_none(passages: TitleSearch, stretch: str) -> None:
    assert passages.like(stretch) == []


def test_what_is_easily_taken_for_it_is_likelier(passages: TitleSearch) -> None:
    by_sound, by_nothing = (dict(passages.like(stretch))["八城联动"] for stretch in ("八成联动", "八门联动"))
    assert by_sound > by_nothing


def test_what_is_sound_is_kept(passages: TitleSearch) -> None:
    (found,) = passages.like("叉车检捡标准体系", ("叉车", "标准体系"))
    assert found[0] == "叉车检验标准体系"

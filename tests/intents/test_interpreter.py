from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.engine import Engine
from intents.interpreter import MENDED, Interpreter
from intents.language.normalize import normalize
from intents.parsing.lexicon import Lexicon
from intents.parsing.relevance import settled
from intents.spelling.vocabulary import vocabulary
from tests.intents.names import DATASET, PLACES, SUBJECTS, format_filter

# What is read, and what is disclosed as repaired.
REPAIRED = {
    "nothing": ("安徽参与了哪些案例", "安徽参与了哪些案例", ""),
    "a homophone": ("禁鱼", "禁渔", "禁鱼→禁渔"),
    "a look-alike": ("安微参与了哪些案例", "安徽参与了哪些案例", "安微→安徽"),
    "a tier": ("第三个最加案例", "第三个最佳案例", "最加案例→最佳案例"),
    "a small word": ("浙江没参予的案例", "浙江没参与的案例", "参予→参与"),
    "another": ("沪浙共桐参与", "沪浙共同参与", "共桐→共同"),
    "except": ("除乐安徽以外", "除了安徽以外", "除乐→除了"),
    "letters": ("江淅沪", "江浙沪", "江淅沪→江浙沪"),
    "a department": ("计亮处", "计量处", "计亮处→计量处"),
    "pinyin": ("chache", "叉车", "chache→叉车"),
    "pinyin with blanks": ("an hui 参与了哪些", "安徽参与了哪些", "an hui→安徽"),
    "pinyin twice": ("chache是shui做的", "叉车是谁做的", "chache→叉车 shui→谁"),
    "pinyin beside characters": ("上hai参与了哪些案例", "上海参与了哪些案例", "上hai→上海"),
    "pinyin between characters": ("安hui省的", "安徽省的", "安hui→安徽"),
    "a character too many, between words that no case has both": (
        "检测行业协同化发展",
        "检测行业协同发展",
        "同化发→同发",
    ),
    "two places": ("苏洲和加兴都参与的案例", "苏州和嘉兴都参与的案例", "苏洲→苏州 加兴→嘉兴"),
    "a place and a topic in one run": ("上诲禁鱼是哪个处", "上海禁渔是哪个处", "禁鱼→禁渔 上诲→上海"),
    "traditional script": ("江蘇參與了哪些案例", "江苏参与了哪些案例", "江蘇→江苏 參與→参与"),
    "traditional and mistyped": ("禁魚", "禁渔", "魚→鱼 禁魚→禁渔"),
    "width is no repair": ("Ｇ６０", "g60", ""),
    "a county elsewhere": ("惠安参与了哪些案例", "惠安参与了哪些案例", ""),
}


@pytest.mark.parametrize(("raw", "clean", "repairs"), REPAIRED.values(), ids=REPAIRED)
def test_what_is_repaired_is_disclosed(understanding: Interpreter, raw: str, clean: str, repairs: str) -> None:
    found = understanding.understand(normalize(raw))
    assert found.text.clean == clean
    assert " ".join(f"{one.source}→{one.target}" for one in found.repairs) == repairs
    assert not found.guesses
    assert not found.reading.unknown


LEFT = {
    "another subject": "今天天气怎么样",
    "another of ours": "股票怎么买",
    "a city that is not near": "冰城的股票",
    "gibberish": "龘龘龘龘",
    "latin that is no pinyin": "xyzzy",
}


@pytest.mark.parametrize("raw", LEFT.values(), ids=LEFT)
def test_another_subject_is_not_bent_to_ours(understanding: Interpreter, raw: str) -> None:
    found = understanding.understand(normalize(raw))
    assert found.text.clean == normalize(raw).clean
    assert found.reading.unknown
    assert (found.repairs, found.guesses) == ((), ())


def test_where_a_repair_would_be_a_guess_it_is_asked(understanding: Interpreter) -> None:
    found = understanding.understand(normalize("江苏和安徽都末参与的"))
    assert "江苏和安徽都没参与的" in [guess.text.clean for guess in found.guesses]
    assert found.repairs == ()


SETTLED = {
    "a kind of unit": ("安徽和环保厅参与的", "安徽 & ?unit:环保厅"),
    "a place elsewhere needs no settling": ("安徽和温州都参与的", "安徽 & ?place:温州"),
    "another subject": ("安徽的天气", None),
}


@pytest.mark.parametrize(("raw", "expected"), SETTLED.values(), ids=SETTLED)
def test_words_of_the_field_are_conditions(
    understanding: Interpreter, lexicon: Lexicon, raw: str, expected: str | None
) -> None:
    found = settled(understanding.read(normalize(raw).clean))
    assert (format_filter(found.query.where, lexicon) if found else None) == expected


def test_the_notice_is_not_asked_about_beside_a_case(understanding: Interpreter) -> None:
    assert understanding.read("谁搞的").query.ask == "notice"
    assert understanding.read("叉车是谁搞的").query.ask == "units"


def test_what_is_mostly_not_understood_is_left_alone(understanding: Interpreter) -> None:
    found = understanding.understand(normalize("安微" + "龘" * (MENDED + 1)))
    assert found.repairs == ()


def test_the_vocabulary_has_every_name(engine: Engine) -> None:
    words = vocabulary(engine.index, engine.lexicon)
    aliases = [alias.lower() for case in DATASET.cases for alias in case.aliases]
    assert [name for name in (*PLACES, *aliases) if name not in words and len(name) <= 12] == []
    assert all(0 < weight <= 1 for weight in words.values())


NAMES = st.sampled_from((*PLACES, *SUBJECTS, "江西", "温州", "天气"))
SLIPS = st.text("安微案徽淅江叉差车鱼渔参予与没末设有的和或x", max_size=5)


@given(st.lists(NAMES | SLIPS, min_size=1, max_size=5).map("".join).filter(bool))
def test_a_repair_names_what_was_typed_and_what_is_read(understanding: Interpreter, raw: str) -> None:
    found = understanding.understand(normalize(raw))
    for repair in found.repairs:
        assert repair.source in raw
        assert repair.target in found.text.clean or any(repair.target in later.source for later in found.repairs)
        assert repair.source != repair.target
    assert (found.text.clean == normalize(raw).clean) or found.repairs
    assert all(guess.text.clean != normalize(raw).clean for guess in found.guesses)

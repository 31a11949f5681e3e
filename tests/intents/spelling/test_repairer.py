from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.hanzi import Hanzi
from intents.engine import Engine
from intents.interpreter import Interpreter
from intents.language.dictionary import Dictionary
from intents.language.normalize import normalize
from intents.parsing.reading import unexplained
from intents.spelling.candidates import SpellingIndex
from intents.spelling.repaired import plausible
from intents.spelling.repairer import Repairer
from intents.spelling.title_search import TitleSearch
from intents.spelling.vocabulary import vocabulary
from tests.intents.names import PLACES


@pytest.fixture(scope="module")
def mender(engine: Engine, dictionary: Dictionary, understanding: Interpreter) -> Repairer:
    speller = SpellingIndex(vocabulary(engine.index, engine.lexicon), Hanzi.load())
    passages = TitleSearch(engine.index.topics, speller.likeness)
    return Repairer(speller, passages, dictionary, engine.lexicon, understanding.read)


PROPOSED = {
    "a name": ("安微参与了哪些案例", "安徽参与了哪些案例"),
    "a topic": ("差车是谁做的", "叉车是谁做的"),
    "a small word": ("江苏没餐与的案例", "江苏没参与的案例"),
    "a word in which a verb stands": ("药品监督管里局参与的案例", "药品监督管理局参与的案例"),
    "a character swapped": ("安徽与参的案例", "安徽参与的案例"),
    "a character too many": ("安徽参与的龘案例", "安徽参与的案例"),
    "the rest of a title is not touched": ("满意消废", "满意消费"),
}


@pytest.mark.parametrize(("raw", "expected"), PROPOSED.values(), ids=PROPOSED)
def test_what_is_proposed(mender: Repairer, understanding: Interpreter, raw: str, expected: str) -> None:
    text = normalize(raw)
    proposals = mender.proposals(text, understanding.read(text.clean))
    assert expected in [one.text.clean for one in proposals]


NOT_PROPOSED = {
    "江西 for 江苏": ("江西参与了哪些案例", "江苏参与了哪些案例"),
    "常州 for 杭州": ("常州参与了哪些案例", "杭州参与了哪些案例"),
    "a place elsewhere for ours": ("惠安参与了哪些案例", "安徽参与了哪些案例"),
    "a whole name for a half": ("安徽参与了哪些案例", "安徽省参与了哪些案例"),
    "in a long text": ("安微参与了哪些案例" + "，上海的" * 30, "安徽参与了哪些案例" + "，上海的" * 30),
    "the bureau for an office above it": ("市场监管总局参与了吗", "市场监管局参与了吗"),
    "a word of a title for another word": ("衷心看湖州参与的案例", "中心看湖州参与的案例"),
    "a negation that goes with a character": ("不能错，安徽有几个", "不错能，安徽有几个"),
    "a doubled character for two others": ("市场监菅局参与了吗", "市场件件局参与了吗"),
    "an operator by putting characters in another order": ("无锡有没有上八城联动", "无锡有没上有八城联动"),
    "a name for a word that says nothing": ("合肌参加了哪个案例", "合计参加了哪个案例"),
    "for a word of another subject": ("今天天气怎么样", "今天天津怎么样"),
}


@pytest.mark.parametrize(("raw", "other"), NOT_PROPOSED.values(), ids=NOT_PROPOSED)
def test_what_is_not_proposed(mender: Repairer, understanding: Interpreter, raw: str, other: str) -> None:
    text = normalize(raw)
    reading = understanding.read(text.clean)
    sure = [one.text.clean for one in mender.proposals(text, reading) if one.score >= 0.76]
    assert other not in sure


SPELLED = {
    "a name": ("anhui参与的", "安徽参与的"),
    "the first run": ("anhui和chache", "安徽和chache"),
    "none": ("安徽参与的", None),
    "no pinyin": ("xyzzy", None),
}


@pytest.mark.parametrize(("raw", "expected"), SPELLED.values(), ids=SPELLED)
def test_pinyin(mender: Repairer, understanding: Interpreter, raw: str, expected: str | None) -> None:
    text = normalize(raw)
    proposal = mender.spelled(text, understanding.read(text.clean))
    assert (proposal.text.clean if proposal else None) == expected


@pytest.mark.parametrize(
    ("text", "count"), [("安徽参与了哪些案例", 0), ("安徽龘参与", 1), ("今天天气怎么样", 4), ("叉车股票", 2)]
)
def test_how_much_is_unexplained(understanding: Interpreter, text: str, count: int) -> None:
    assert unexplained(understanding.read(text)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [("安徽参与的", True), ("叉车", True), ("哪些案例", True), ("好的，谢谢", True), ("分别", False)],
)
def test_what_says_that_cases_are_asked_for(understanding: Interpreter, text: str, *, expected: bool) -> None:
    assert plausible(understanding.read(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("安徽参与了龘哪些案例", True), ("今天天气怎么样", False), ("安徽的天气", False), ("安徽参与了多少分", False)],
)
def test_what_may_be_a_slip(mender: Repairer, understanding: Interpreter, text: str, *, expected: bool) -> None:
    assert mender.slipped(understanding.read(text)) is expected


@given(
    st.sampled_from(PLACES),
    st.sampled_from(("参予的案例", "没末参与", "哪歇案例", "有几格", "是谁座的", "龘")),
    st.booleans(),
)
def test_a_proposal_leaves_less_unexplained(
    mender: Repairer,
    understanding: Interpreter,
    place: str,
    rest: str,
    first: bool,  # noqa: FBT001 -- drawn
) -> None:
    text = normalize(place + rest if first else rest + place)
    reading = understanding.read(text.clean)
    for one in mender.proposals(text, reading):
        assert unexplained(one.reading) < unexplained(reading)
        assert one.repair.source in text.raw
        assert 0 < one.score <= 1
        assert one.drops is (one.repair.target == "")

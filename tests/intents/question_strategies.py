"""Hypothesis strategies for questions from names of the shipped data, and for variations of their writing."""

from __future__ import annotations

from collections.abc import Callable

import opencc
from hypothesis import strategies as st

from tests.intents.names import AGENCY_NAMES, PLACES, REGIONS, SUBJECTS

CLAUSES = (
    "{a}参与的",
    "{a}没有参与的",
    "{a}没参与的",
    "{a}和{b}都参与的",
    "{a}、{b}参与的",
    "{a}或者{b}参与的",
    "{a}和{b}都没有参与的",
    "{a}参与、{b}没参与的",
    "有{a}没有{b}的",
    "只有{a}参与的",
    "只有{a}和{b}参与的",
    "除了{a}以外的",
    "{unit}参与的",
    "关于{topic}的",
    "至少{n}个省参与的",
    "{n}个省参与的",
    "超过{n}个单位参与的",
    "{n}个以上城市参与的",
    "沪苏浙都参与的",
    "三省一市共同参与的",
)
"""Conditions of cases."""
QUESTIONS = (
    "{clause}{tier}案例",
    "{clause}{tier}案例有哪些",
    "{clause}{tier}案例一共有几个",
    "{clause}{tier}案例有哪些单位",
    "有没有{clause}{tier}案例",
    "{topic}是谁做的",
    "{topic}",
    "介绍一下{topic}那个案例",
    "第{n}个{tier}案例",
    "{a}和{b}哪个参与得多",
    "{a}有哪些单位参与了{tier}案例",
    "{a}参与了几个{tier}案例",
    "哪个省参与的{tier}案例最多",
    "参与单位最多的{tier}案例",
    "多少个案例参评",
)
"""Questions about such cases."""

PAIRS = st.lists(st.sampled_from(REGIONS), min_size=2, max_size=2, unique=True)
TRIPLES = st.lists(st.sampled_from(REGIONS), min_size=3, max_size=3, unique=True)
SHORT_OR_FULL = st.booleans()


@st.composite
def questions(draw: st.DrawFn) -> str:
    """A question that is understood, whatever its answer."""
    first, second = (place.short if draw(SHORT_OR_FULL) else place.name for place in draw(PAIRS))
    names = {
        "a": first,
        "b": second,
        "n": draw(st.sampled_from("两三四五")),
        "tier": draw(st.sampled_from(("", "最佳", "优秀", "最佳实践", "第二档"))),
        "topic": draw(st.sampled_from(SUBJECTS)),
        "unit": draw(st.sampled_from(AGENCY_NAMES)),
    }
    clause = draw(st.sampled_from(CLAUSES)).format(**names)
    return draw(st.sampled_from(QUESTIONS)).format(clause=clause, **names)


@st.composite
def name_lists(draw: st.DrawFn) -> list[str]:
    """Two or three names of different places, or of departments."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.lists(st.sampled_from(AGENCY_NAMES), min_size=2, max_size=3, unique=True))
    return [place.short if draw(SHORT_OR_FULL) else place.name for place in draw(PAIRS | TRIPLES)]


# Variations of one question.

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_SCRIPTS = tuple(opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk"))
_BEFORE = (
    "请问",
    "请问一下，",
    "你好，",
    "您好！请问",
    "麻烦帮我查一下",
    "帮我看看",
    "我想知道",
    "老师好，",
    "想请教一下：",
)
_AFTER = ("？", "？？？", "？谢谢！", "，谢谢", "。", "！！！", "～", "😊", "，谢谢您了", "🙏🙏", "，多谢")
_BLANKS = (" ", "  ", "\u3000", "\t", "\u200b", "\u00a0")


def _traditional(text: str, choice: int) -> str:
    converted: str = _SCRIPTS[choice % len(_SCRIPTS)].convert(text)
    return converted


def _full_width(text: str, _: int) -> str:
    return text.translate(_WIDE)


def _with_blanks(text: str, choice: int) -> str:
    """Insert blanks between characters, but not within a number or a code."""
    blank = _BLANKS[choice % len(_BLANKS)]
    return "".join(
        char + (blank if not char.isascii() and choice >> at % 8 & 1 else "") for at, char in enumerate(text)
    )


def _polite_before(text: str, choice: int) -> str:
    return _BEFORE[choice % len(_BEFORE)] + text


def _polite_after(text: str, choice: int) -> str:
    return text + _AFTER[choice % len(_AFTER)]


def _in_quotes(text: str, choice: int) -> str:
    left, right = ("“”", "「」", "《》", "**")[choice % 4]
    return f"{left}{text}{right}"


def _with_all(text: str, choice: int) -> str:
    return _polite_after(_polite_before(_with_blanks(text, choice), choice // 7), choice // 11)


VARIATIONS: dict[str, Callable[[str, int], str]] = {
    "traditional script": _traditional,
    "full width": _full_width,
    "blanks": _with_blanks,
    "politeness before": _polite_before,
    "politeness and signs after": _polite_after,
    "quotes": _in_quotes,
    "all around": _with_all,
}
"""Variations of writing that change no answer, each chosen from by a number."""
assert set("".join(PLACES)).isdisjoint("乾")

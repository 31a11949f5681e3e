"""The tables of plain questions: what each asks, how the answer is computed from the cases, and its forms.

In a form, “ ▸ ” stands between a question and the one that follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

TURN = " ▸ "


@dataclass(frozen=True)
class Filling:
    """What stands in the places of a form, the ids of the cases that its names mean, and the agencies of each case."""

    words: dict[str, str]
    cases: frozenset[str]
    p: frozenset[str]
    q: frozenset[str]
    t: frozenset[str]
    n: int
    agencies: Mapping[str, frozenset[str]]
    """Case → the names of its agencies, the cases in the order of the notice."""
    p_agencies: frozenset[str]
    q_agencies: frozenset[str]
    """The names of the agencies of `p`, and those of `q`."""

    def of(self, cases: frozenset[str]) -> frozenset[str]:
        """Return the names of the agencies of these cases."""
        return frozenset().union(*(self.agencies[case] for case in cases))

    def listed(self, cases: frozenset[str]) -> list[str]:
        """Return these cases in the order of the notice."""
        return [case for case in self.agencies if case in cases]

    def with_most(self, cases: frozenset[str]) -> frozenset[str]:
        """Return those of these cases that have the most agencies."""
        return self._with(max, cases)

    def with_fewest(self, cases: frozenset[str]) -> frozenset[str]:
        """Return those of these cases that have the fewest agencies."""
        return self._with(min, cases)

    def _with(self, end: Callable[..., int], cases: frozenset[str]) -> frozenset[str]:
        number = end((len(self.agencies[case]) for case in cases), default=0)
        return frozenset(case for case in cases if len(self.agencies[case]) == number)


def after_list(*forms: str) -> tuple[str, ...]:
    """Return the forms after a question for the cases of `p`."""
    return tuple(f"{before}{TURN}{form}" for before in ("{p}参与了哪些{N}", "{p}参与的{N}有哪些") for form in forms)


def after_count(*forms: str) -> tuple[str, ...]:
    """Return the forms after a question for the number of cases of `p`."""
    return tuple(f"{before}{TURN}{form}" for before in ("{p}参与了几{M}{N}", "{p}参与的{N}有多少{M}") for form in forms)


Gold = Callable[[Filling], tuple[str, Any]]
"""What of an answer is compared (cases, agencies, first, value or yes), and what it must be."""

TABLES: dict[str, tuple[Gold, tuple[str, ...]]] = {
    "cases of a place": (
        lambda f: ("cases", f.p),
        ("{p}参与了哪些{N}", "{p}参与的{N}有哪些", "有{p}的{N}", "哪些{N}有{p}参与", "{p}有哪些{N}入选"),
    ),
    "number of a place": (
        lambda f: ("value", len(f.p)),
        ("{p}参与了几{M}{N}", "{p}参与的{N}有多少{M}", "{p}一共参与了多少{M}{N}", "有{p}的{N}有几{M}"),
    ),
    "cases without a place": (
        lambda f: ("cases", f.cases - f.p),
        ("没有{p}参与的{N}", "{p}没参与的{N}有哪些", "哪些{N}没有{p}"),
    ),
    "number without a place": (
        lambda f: ("value", len(f.cases - f.p)),
        ("{p}没参与的{N}有几{M}", "有几{M}{N}没有{p}", "{p}一共缺席了几{M}{N}"),
    ),
    "a claimed number": (
        lambda f: ("yes", len(f.p) == f.n),
        (
            "{p}参与了{n}{M}{N}吗",
            "{p}是不是参与了{n}{M}{N}",
            "{p}参与了{n}{M}{N}，对吗",
            "{p}参与的{N}有{n}{M}吗",
            "{p}参与的{N}是{n}{M}吧",
            "{p}只参与了{n}{M}{N}吗",
            "{p}是不是只参与了{n}{M}{N}",
            "{p}才参与了{n}{M}{N}吗",
            "{p}参与了{n}{M}{N}，这话靠谱吗",
        ),
    ),
    "a claimed bound": (
        lambda f: ("yes", len(f.p) >= f.n),
        ("{p}至少参与了{n}{M}{N}吗", "{p}参与的{N}不少于{n}{M}吧"),
    ),
    "cases of a place in a tier": (
        lambda f: ("cases", f.p & f.t),
        (
            "{p}参与了哪些{t}",
            "{p}参与的{t}有哪些",
            "{t}里{p}参与的有哪些",
            "{t}中{p}参与了哪些",
            "{p}在{t}里参与了哪些",
            "哪些{t}{p}参与了",
            "哪些{t}是{p}参与的",
        ),
    ),
    "number of a place in a tier": (
        lambda f: ("value", len(f.p & f.t)),
        ("{p}参与了几{M}{t}", "{p}参与的{t}有几{M}", "{t}里{p}参与了几{M}", "{t}中有几{M}是{p}参与的"),
    ),
    "cases of a tier without a place": (
        lambda f: ("cases", f.t - f.p),
        ("{p}没参与哪些{t}", "{t}里{p}没参与的有哪些", "哪些{t}没有{p}", "没有{p}参与的{t}", "{p}缺席了哪些{t}"),
    ),
    "number of a tier without a place": (
        lambda f: ("value", len(f.t - f.p)),
        ("{p}没参与几{M}{t}", "{t}里{p}没参与的有几{M}", "{p}缺席了几{M}{t}", "有多少{M}{t}{p}没参与"),
    ),
    "any of a tier": (
        lambda f: ("yes", bool(f.p & f.t)),
        ("{p}参与了{t}吗", "{p}有没有参与{t}", "{p}是不是参与了{t}", "{t}里有{p}吗", "{p}参与过{t}没有"),
    ),
    "any of a tier without a place": (
        lambda f: ("yes", bool(f.t - f.p)),
        ("{p}有{t}没参与吗", "有没有{p}没参与的{t}", "{t}里有没有{p}没参与的", "有{p}没参与的{t}吗"),
    ),
    "all of a tier": (
        lambda f: ("yes", f.t <= f.p),
        ("{t}{p}都参与了吗", "{p}是不是参与了所有{t}", "每{M}{t}都有{p}吗", "{t}是不是都有{p}", "{t}个个都有{p}吗"),
    ),
    "only of a tier": (
        lambda f: ("yes", f.p <= f.t),
        ("{p}只参与了{t}吗", "{p}参与的都是{t}吗", "{p}是不是只参与了{t}", "{p}只有{t}吗"),
    ),
    "none of a tier": (
        lambda f: ("yes", not f.p & f.t),
        (
            "{p}一{M}{t}都没参与吗",
            "{p}没参与任何{t}吗",
            "{p}是不是没参与过{t}",
            "{t}里没有{p}吧",
            "{t}没有一{M}是{p}参与的吗",
            "{p}没参与{t}吗",
            "{p}没参与{t}，对吗",
            "{p}没有参与{t}，是不是",
            "是不是没有{p}参与的{t}",
            "没有{p}参与的{t}，对吗",
        ),
    ),
    "cases of two places": (
        lambda f: ("cases", f.p & f.q),
        (
            "{p}和{q}都参与的{N}有哪些",
            "{p}跟{q}一起参与的{N}",
            "哪些{N}{p}和{q}都参与了",
            "既有{p}又有{q}的{N}",
            "{p}参与的{N}里{q}也参与的有哪些",
        ),
    ),
    "cases of either place": (
        lambda f: ("cases", f.p | f.q),
        ("{p}或者{q}参与的{N}有哪些", "有{p}或者有{q}的{N}", "{p}和{q}至少有一个参与的{N}"),
    ),
    "cases of one place without another": (
        lambda f: ("cases", f.p - f.q),
        (
            "{p}参与但{q}没参与的{N}",
            "有{p}没有{q}的{N}",
            "哪些{N}{p}参与了{q}没参与",
            "{p}参与的{N}里没有{q}的",
            "{p}参与的{N}，去掉有{q}的",
        ),
    ),
    "cases of neither place": (
        lambda f: ("cases", f.cases - f.p - f.q),
        ("{p}和{q}都没参与的{N}", "既没有{p}也没有{q}的{N}", "哪些{N}{p}和{q}都没参与"),
    ),
    "all of one place have another": (
        lambda f: ("yes", f.p <= f.q),
        ("{p}参与的{N}{q}都参与了吗", "有{p}的{N}都有{q}吗", "凡是{p}参与的，{q}都参与了吗"),
    ),
    "any of one place without another": (
        lambda f: ("yes", bool(f.p - f.q)),
        ("有没有{p}参与{q}没参与的{N}", "{p}参与的{N}里有没有{q}没参与的"),
    ),
    "agencies of a place": (
        lambda f: ("agencies", f.p_agencies),
        ("{p}有哪些单位参与了{N}", "{p}参与{N}的单位有哪些", "{p}的哪些单位参与了{N}", "参与{N}的{p}单位有哪些"),
    ),
    "number of agencies of a place": (
        lambda f: ("value", len(f.p_agencies)),
        ("{p}有几家单位参与了{N}", "{p}有多少单位参与{N}"),
    ),
    "agencies of a tier": (
        lambda f: ("agencies", f.of(f.t)),
        ("{t}有哪些单位参与", "{t}的参与单位有哪些", "参与{t}的单位有哪些", "{t}都有哪些单位"),
    ),
    "number of agencies of a tier": (
        lambda f: ("value", len(f.of(f.t))),
        ("{t}一共有多少家单位参与", "参与{t}的单位有几家", "{t}涉及多少家单位"),
    ),
    "agencies of a place in a tier": (
        lambda f: ("agencies", f.of(f.t) & f.p_agencies),
        ("{p}有哪些单位参与了{t}", "{t}里{p}的单位有哪些", "参与{t}的{p}单位有哪些"),
    ),
    "cases with the most agencies": (
        lambda f: ("first", f.with_most(f.cases)),
        ("参与单位最多的{N}是哪{M}", "哪{M}{N}的参与单位最多", "单位最多的{N}", "哪{M}{N}单位最多"),
    ),
    "cases with the fewest agencies": (
        lambda f: ("first", f.with_fewest(f.cases)),
        ("参与单位最少的{N}有哪些", "哪些{N}的参与单位最少"),
    ),
    "cases of a tier with the most agencies": (
        lambda f: ("first", f.with_most(f.t)),
        ("参与单位最多的{t}是哪{M}", "{t}里哪{M}的参与单位最多", "哪{M}{t}单位最多"),
    ),
    "cases of a place with the most agencies": (
        lambda f: ("first", f.with_most(f.p)),
        ("{p}参与的{N}里哪{M}{N}单位最多", "{p}参与的{N}中参与单位最多的是哪{M}"),
    ),
    "cases of one agency": (
        lambda f: ("cases", frozenset(case for case in f.cases if len(f.agencies[case]) == 1)),
        ("只有一家单位参与的{N}有哪些", "哪些{N}只有一家单位", "由一家单位独立完成的{N}"),
    ),
    "cases of several agencies": (
        lambda f: ("cases", frozenset(case for case in f.cases if len(f.agencies[case]) >= 3)),
        ("三家及以上单位参与的{N}", "至少有三家单位的{N}有哪些", "参与单位不少于三家的{N}"),
    ),
    "another place": (lambda f: ("cases", f.q), after_list("{q}呢", "那{q}呢", "换成{q}呢", "{q}的呢")),
    "those of another place": (
        lambda f: ("cases", f.p & f.q),
        after_list("其中{q}参与的有哪些", "其中有{q}的", "里面哪些有{q}", "其中哪些{q}也参与了"),
    ),
    "those without another place": (
        lambda f: ("cases", f.p - f.q),
        after_list("其中没有{q}的", "其中{q}没参与的有哪些", "去掉有{q}的", "里面哪些没有{q}"),
    ),
    "whether all of them have another place": (
        lambda f: ("yes", f.p <= f.q),
        after_list("都有{q}吗", "这些{q}都参与了吗", "是不是都有{q}"),
    ),
    "whether any of them has another place": (
        lambda f: ("yes", bool(f.p & f.q)),
        after_list("里面有{q}吗", "其中有{q}参与的吗", "有没有{q}参与的"),
    ),
    "number of those of another place": (
        lambda f: ("value", len(f.p & f.q)),
        after_list("其中{q}参与的有几{M}", "其中有几{M}有{q}", "里面有几{M}{q}也参与了"),
    ),
    "how many they are": (lambda f: ("value", len(f.p)), after_list("一共几{M}", "有几{M}", "总共多少{M}")),
    "the rest": (lambda f: ("cases", f.cases - f.p), after_list("没参与的呢", "没参与的有哪些", "其余的呢")),
    "their agencies": (
        lambda f: ("agencies", f.of(f.p)),
        after_list("这些{N}有哪些单位", "它们的参与单位有哪些", "都有哪些单位参与"),
    ),
    "number of their agencies": (
        lambda f: ("value", len(f.of(f.p))),
        after_list("一共有多少家单位", "涉及几家单位"),
    ),
    "those of a tier": (
        lambda f: ("cases", f.p & f.t),
        after_list("其中{t}有哪些", "里面哪些是{t}", "其中的{t}", "只看{t}"),
    ),
    "number of those of a tier": (
        lambda f: ("value", len(f.p & f.t)),
        after_list("其中{t}有几{M}", "里面有几{M}{t}", "其中有多少{M}是{t}"),
    ),
    "whether any of them is of a tier": (
        lambda f: ("yes", bool(f.p & f.t)),
        after_list("里面有{t}吗", "里面有没有{t}", "其中有{t}吗"),
    ),
    "whether all of them are of a tier": (lambda f: ("yes", f.p <= f.t), after_list("都是{t}吗", "全是{t}吗")),
    "the first of them": (
        lambda f: ("cases", frozenset(f.listed(f.p)[:1])),
        after_list("第一{M}", "第一{M}是什么", "说说第一{M}"),
    ),
    "the last of them": (
        lambda f: ("cases", frozenset(f.listed(f.p)[-1:])),
        after_list("最后一{M}", "最后一{M}是哪{M}"),
    ),
    "the agencies of the first": (
        lambda f: ("agencies", f.agencies[f.listed(f.p)[0]]),
        after_list("第一{M}是谁做的", "第一{M}有哪些单位", "第一{M}的参与单位"),
    ),
    "which those counted are": (
        lambda f: ("cases", f.p),
        after_count("是哪些", "都是哪些", "列出来", "分别是哪几{M}"),
    ),
    "another place counted": (lambda f: ("value", len(f.q)), after_count("{q}呢", "那{q}呢")),
    "those of a tier counted": (
        lambda f: ("value", len(f.p & f.t)),
        after_count("其中{t}有几{M}", "其中有几{M}{t}"),
    ),
    "a claimed number of a tier": (
        lambda f: ("yes", len(f.p & f.t) == f.n),
        ("{p}参与了{n}{M}{t}吗", "{p}参与的{t}是{n}{M}吧", "{p}是不是有{n}{M}{t}"),
    ),
    "number of two places": (
        lambda f: ("value", len(f.p & f.q)),
        ("{p}和{q}都参与的{N}有几{M}", "{p}和{q}共同参与了几{M}{N}", "几{M}{N}是{p}和{q}都参与的"),
    ),
    "number of either place": (
        lambda f: ("value", len(f.p | f.q)),
        ("{p}或{q}参与的{N}有几{M}", "有{p}或者{q}的{N}一共多少{M}"),
    ),
    "number of one place without another": (
        lambda f: ("value", len(f.p - f.q)),
        ("{p}参与而{q}没参与的{N}有几{M}", "有几{M}{N}有{p}没有{q}"),
    ),
    "cases of a tier of two places": (
        lambda f: ("cases", f.p & f.q & f.t),
        ("{p}和{q}都参与的{t}有哪些", "{t}里{p}和{q}都参与的", "{t}中既有{p}又有{q}的"),
    ),
    "cases of a tier of one place without another": (
        lambda f: ("cases", (f.p - f.q) & f.t),
        ("{p}参与但{q}没参与的{t}", "{t}里有{p}没有{q}的", "哪些{t}{p}参与了而{q}没参与"),
    ),
    "cases of a tier of neither place": (
        lambda f: ("cases", f.t - f.p - f.q),
        ("{p}和{q}都没参与的{t}", "{t}里{p}和{q}都没参与的有哪些", "{t}中既没有{p}也没有{q}的"),
    ),
    "cases of a place outside a tier": (
        lambda f: ("cases", f.p - f.t),
        ("{p}参与的{N}里不是{t}的", "{p}参与的非{t}有哪些", "除了{t}，{p}还参与了哪些{N}", "{p}参与的{N}，不算{t}的"),
    ),
    "whether two places have a case": (
        lambda f: ("yes", bool(f.p & f.q)),
        ("有没有{p}和{q}都参与的{N}", "{p}和{q}一起参与过{N}吗", "{p}和{q}有共同参与的{N}吗"),
    ),
    "whether a place has more than another": (
        lambda f: ("yes", len(f.p) > len(f.q)),
        ("{p}参与的{N}比{q}多吗", "{p}参与的{N}是不是比{q}的多"),
    ),
    "agencies of two places": (
        lambda f: ("agencies", f.p_agencies | f.q_agencies),
        ("{p}和{q}有哪些单位参与了{N}", "参与{N}的{p}和{q}的单位有哪些"),
    ),
    "agencies beside a place": (
        lambda f: ("agencies", f.of(f.p) - f.p_agencies),
        ("{p}参与的{N}里其他单位有哪些", "{p}参与的{N}还有哪些单位", "跟{p}一起参与{N}的单位有哪些"),
    ),
    "how many are left": (
        lambda f: ("value", len(f.p - f.q)),
        after_list(f"其中没有{{q}}的{TURN}有几{{M}}", f"去掉有{{q}}的{TURN}还剩几{{M}}"),
    ),
    "how many of another place, then": (
        lambda f: ("value", len(f.p & f.q)),
        after_list(f"其中有{{q}}的有哪些{TURN}有几{{M}}", f"只看有{{q}}的{TURN}一共几{{M}}"),
    ),
    "all of them again": (
        lambda f: ("cases", f.p),
        after_list(f"其中有{{q}}的{TURN}还是看全部的"),
    ),
    "another place, then a tier": (
        lambda f: ("cases", f.q & f.t),
        after_list(f"{{q}}呢{TURN}其中{{t}}有哪些", f"{{q}}呢{TURN}只看{{t}}", f"其中的{{t}}{TURN}{{q}}呢"),
    ),
}

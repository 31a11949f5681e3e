"""What the conditions of a question come to: the actions of the grammar, by way of the questions that need them."""

from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.model.query import InRegion, InTier
from intents.parsing.constituents import Names
from intents.parsing.lexicon import Lexicon
from intents.parsing.semantics.actions import Semantics
from tests.intents.names import REGIONS, TIERS, format_filter

CONDITIONS = {
    # lists of names
    "all of a list": ("江苏和安徽参与的案例", "江苏 & 安徽"),
    "side by side": ("江苏安徽都参与的案例", "江苏 & 安徽"),
    "any": ("江苏或者安徽参与的案例", "江苏 | 安徽"),
    "任一": ("江苏、安徽任一参与的案例", "江苏 | 安徽"),
    "one and no more": ("江苏和安徽恰有一个参与的案例", "(江苏 & !安徽) | (安徽 & !江苏)"),
    "at most one": ("江苏和安徽最多一个参与的案例", "(!江苏 & !安徽) | (江苏 & !安徽) | (安徽 & !江苏)"),
    "two of three": (
        "江苏、浙江、安徽有两个参与的案例",
        "(江苏 & 浙江 & !安徽) | (江苏 & 安徽 & !浙江) | (浙江 & 安徽 & !江苏)",
    ),
    "four by their number": ("四地都参与的案例", "上海 & 江苏 & 浙江 & 安徽"),
    "a group and its number": ("沪浙两地都参与的案例", "上海 & 浙江"),
    "三省一市": ("三省一市都参与的案例", "上海 & 江苏 & 浙江 & 安徽"),
    "every province": ("所有省都参与的案例", "上海 & 江苏 & 浙江 & 安徽"),
    "two disjoint tiers": ("最佳的和优秀的案例", "最佳实践案例 | 优秀实践案例"),
    "no range from the last": ("优秀案例最后一个至优秀第3个", "(优秀实践案例 & #-1) | (优秀实践案例 & #3)"),
    "the last of a tier": ("优秀末位", "优秀实践案例 & #-1"),
    "one tier": ("参与单位不超过三家、属于优秀一档的案例", "units<=3 & 优秀实践案例"),
    "more than one": ("一个以上省参与的案例", "province>1"),
    "every place": ("各地都参与的案例", "上海 & 江苏 & 浙江 & 安徽"),
    "the number of those that are named": ("安徽与浙江的交集，即两省都参与的案例数", "安徽 & 浙江"),
    "which are of so many": ("优秀案例里有哪些是两家单位合作的", "优秀实践案例 & units==2"),
    "the highest tier": ("级别最高的案例", "最佳实践案例"),
    "the lowest": ("最低等次的案例", "优秀实践案例"),
    "a year of no notice": ("2018年的案例", "?topic:2018"),
    # not
    "none of a list": ("没有江苏和安徽的案例", "!江苏 & !安徽"),
    "都没": ("江苏和安徽都没参与的案例", "!江苏 & !安徽"),
    "没都": ("江苏和安徽没都参与的案例", "!(江苏 & 安徽)"),
    "不是…都": ("不是江苏和安徽都参与的案例", "!(江苏 & 安徽)"),
    "at least one absent": ("江苏和安徽至少有一家没参与的案例", "!江苏 | !安徽"),
    "缺席": ("安徽缺席的案例", "!安徽"),
    "two negations": ("安徽没有缺席的案例", "安徽"),
    "以外": ("安徽以外的案例", "!安徽"),
    "其次 before a position": ("其次第三个最佳案例是什么", "#3 & 最佳实践案例"),
    "a topic": ("叉车那个之外，上海参与的案例", "!叉车* & 上海"),
    "a number": ("第三个以外的最佳案例", "!#3 & 最佳实践案例"),
    "a tier": ("不是最佳的案例", "!最佳实践案例"),
    "a quantity": ("没有三个省参与的案例", "!province==3"),
    "more than another": ("浙江比安徽多参与的案例", "浙江 & !安徽"),
    # only, and the others
    "only": ("只有江苏和安徽参与的案例", "only(江苏 安徽)"),
    "自己": ("江苏自己参与的案例", "only(江苏)"),
    "自己, of a bureau": ("苏州市局自己参与的案例", "苏州[]"),
    "nobody else": ("上海参与、别的省都没参与的案例", "only(上海)"),
    "not only": ("不只有江苏参与的案例", "江苏 & !only(江苏)"),
    "only one absent": ("只有安徽没参与的案例", "上海 & 江苏 & 浙江 & !安徽"),
    "all but one": ("除了安徽都参与了的案例", "!安徽 & 上海 & 江苏 & 浙江"),
    "the others absent too": ("除了安徽，其他省都没参与的案例", "only(安徽)"),
    # conditions together
    "but": ("江苏参与但安徽没参与的案例", "江苏 & !安徽"),
    "either of two": ("江苏参与的或者安徽没参与的案例", "江苏 | !安徽"),
    "either of two kinds": ("宁波的或者最佳的案例", "宁波 | 最佳实践案例"),
    "of a domain": ("江苏参与的案例里没有安徽的", "江苏 & !安徽"),
    "in brackets": ("(安徽或者江苏)参与的最佳案例", "(安徽 | 江苏) & 最佳实践案例"),
    # numbers
    "an ordinal": ("第3个最佳案例", "#3 & 最佳实践案例"),
    "behind a tier": ("最佳3", "最佳实践案例 & #3"),
    "in latin letters": ("优秀案例no.5", "优秀实践案例 & #5"),
    "the last": ("最后一个优秀案例", "#-1 & 优秀实践案例"),
    "the last two": ("后两个优秀案例", "#-2--1 & 优秀实践案例"),
    "from the end": ("倒数第二个", "#-2"),
    "the first few": ("前三个", "#1-3"),
    "from one to another": ("第二到第四个优秀案例", "#2-4 & 优秀实践案例"),
    "several": ("优秀案例 2、4、6 号", "优秀实践案例 & (#2 | #4 | #6)"),
    "with 号": ("3号", "#3"),
    "alone": ("7", "#7"),
    "circled": ("⑥", "#6"),
    "with its name": ("编号是5的", "#5"),
    # quantities
    "so many places": ("三个省参与的", "province==3"),
    "at least": ("至少三个省市", "province>=3"),
    "so many absent": ("一个省没参与的案例", "province==3"),
    "more absent than there are": ("五个省没参与的案例", "province<0"),
    "at most so many absent": ("至多五个省没参与的案例", "province>=0"),
    "or more": ("两个以上城市", "city>=2"),
    "more than": ("超过五个单位", "units>5"),
    "fewer than": ("不到三个区县", "county<3"),
    "at most": ("不超过两个城市", "city<=2"),
    "exactly": ("恰好两个省参与的", "province==2"),
    "behind the noun": ("单位超过五个的案例", "units>5"),
    "behind the noun, negated": ("参与地区不少于三个", "province>=3"),
    "several places": ("多个城市", "city>=2"),
    "from so many to so many": ("三到五家单位参与的案例", "units>=3 & units<=5"),
    "one number or another": ("两个或三个省参与的案例", "province==2 | province==3"),
    "two bounds": ("两个以上、四个以下的省参与的案例", "province>=2 & province<=4"),
    "places told by two numbers": ("两省一市参与的案例", "province==3"),
    # topics, and the levels of units
    "a theme": ("关于食品的案例", "食品*"),
    "not about": ("没有食品的案例", "!食品*"),
    "in the title": ("标题里有协同的案例", "title:协同"),
    "not in the title": ("标题里没有协同的案例", "!title:协同"),
    "a level": ("有区县参与的案例", "units of a county"),
    "no such level": ("没有区县参与的案例", "!units of a county"),
    "only such a level": ("仅有县级局参与的案例", "units of a county & !units of a province & !units of a city"),
}


@pytest.mark.parametrize(("text", "expected"), CONDITIONS.values(), ids=CONDITIONS)
def test_what_the_conditions_come_to(understanding: Interpreter, lexicon: Lexicon, text: str, expected: str) -> None:
    reading = understanding.read(normalize(text).clean)
    assert format_filter(reading.query.where, lexicon) == expected
    assert (reading.dropped, reading.unaccounted, reading.unknown) == ((), (), ())


CODES = {place.short: InRegion(place.code) for place in REGIONS}
BOTH = Names("place", (CODES["上海"], CODES["安徽"]))
ANY = Names("place", (CODES["上海"], CODES["安徽"]), "any")
ALL = Names("place", (CODES["上海"],), is_marked=True)
TIER = Names("tier", (InTier(TIERS[0]),))
REFUSED = {
    "a list that 都 has closed takes no more": lambda semantics: semantics.join(ALL, BOTH),
    "of two joins": lambda semantics: semantics.join(ANY, Names("place", (CODES["江苏"],), "each")),
    "两地 of three": lambda semantics: semantics.counted(BOTH, 3),
    "任一 of one": lambda semantics: semantics.any_of(TIER, "any"),
    "三个都 where there are four": lambda semantics: semantics.each_province(3),
    "a range that goes down": lambda semantics: semantics.ordinals(4, 2),
    "from more to fewer": lambda semantics: semantics.between(5, 3),
    "a number that is no year": lambda semantics: semantics.of_year(12345),
    "two tiers side by side": lambda semantics: semantics.adjoin(TIER, Names("tier", (InTier(TIERS[1]),))),
}


@pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED)
def test_parts_that_do_not_fit_make_nothing(index: CaseIndex, made: object) -> None:
    assert callable(made)
    assert made(Semantics(index)) is None

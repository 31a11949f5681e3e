from __future__ import annotations

from pathlib import Path

import pytest

from data.load import load
from intents.engine import Engine
from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.model.query import Query, UnitLevel
from intents.parsing.lexicon import Lexicon
from tests.intents.names import format_filter

DATA = Path(__file__).parents[3] / "questions" / "data"

# What is asked for: the kind, then what is counted, ranked or compared (and by what), then of which cases.
ASKED = {
    # cases
    "哪些案例": ("安徽参与了哪些案例", "cases 安徽"),
    "a bare name": ("叉车", "cases 叉车"),
    "a theme": ("跟标准有关的案例", "cases 标准*"),
    "a list": ("列出最佳案例", "cases 最佳实践案例"),
    "each of two that lack it": ("安徽和江苏没参加的案例分别列一下", "cases !安徽 | !江苏"),
    "a tier's number before a noun": ("优秀10 单位", "units 优秀实践案例 & #10"),
    # card
    "介绍": ("介绍一下叉车那个案例", "card 叉车"),
    "详情": ("第3个最佳案例详情", "card #3 & 最佳实践案例"),
    "那个": ("搞叉车的那个", "cases 叉车"),
    # units
    "谁": ("叉车是谁做的", "units 叉车"),
    "哪些单位": ("叉车案例是哪些单位做的", "units 叉车"),
    "in charge": ("禁渔归哪个处管", "units 禁渔"),
    "of all provinces": ("三省一市参与的单位有多少家", "count units all"),
    "units of a level that took part": ("上海的区局参与了几家", "count units units of a county in 310000"),
    "units of a place in a tier": ("江苏参与最佳案例的有哪些单位", "units 最佳实践案例 & 江苏"),
    "all four together": ("四地全部加起来，一共多少家单位", "count units 上海 | 江苏 | 浙江 | 安徽"),
    "what a notice says": ("这个通知在说啥", "notice <@summary> all"),
    "whether one case has most": ("参与单位最多的是不是G60那个", "yes_no [g60] all"),
    "each unit of two places": ("宁波和金华有哪些单位", "units 宁波 | 金华"),
    "of the case that two places name": ("杨浦金华案例由谁参与", "units 杨浦 & 金华"),
    "a number for each, without a word for it": ("按省统计", "rank province/cases all"),
    "each unit of a place": ("安徽各单位", "units 安徽"),
    "哪个处": ("禁渔是哪个处负责的", "units 禁渔"),
    "单位 at the end": ("最佳案例的参与单位", "units 最佳实践案例"),
    "of which it leaves out some": ("除了安徽还有谁参与了第6个最佳案例", "units #6 & 最佳实践案例"),
    "the other unit of a case": ("杨浦参与的案例，另外一家单位是谁", "units 杨浦"),
    "what one unit takes part in": ("杨浦那家参与了啥", "cases 杨浦"),
    "of each case": ("安徽没参与的案例，各自的参与单位是哪些", "units !安徽"),
    "related, not a topic": ("安徽的相关部门有哪些", "units 安徽"),
    "in charge of what a word stands for": ("五统一对应的案例，浙江的单位是谁", "units 五统一* & 浙江"),
    "by how many cases": ("哪些单位参与了不止一个案例", "units all"),
    # count
    "几个": ("最佳案例一共几个", "count cases 最佳实践案例"),
    "多少单位": ("有多少单位参与", "count units all"),
    "几家": ("叉车案例有几家参与", "count units 叉车"),
    "数量": ("优秀案例的数量", "count cases 优秀实践案例"),
    "一共": ("安徽一共参与的案例", "count cases 安徽"),
    "几个城市": ("有几个城市参与了", "count city all"),
    "几个省": ("几个省参与了叉车", "count province 叉车"),
    # rank
    "谁最多": ("谁参与最多", "rank province/cases all"),
    "哪个省最多": ("哪个省参与的案例最多", "rank province/cases all"),
    "单位最多的案例": ("参与单位最多的案例", "rank cases/units all"),
    "the most units, without the noun for cases": ("最佳案例里单位最多的三个", "rank cases/units 最佳实践案例"),
    "who did what has the most units": ("单位最多的是谁做的", "rank cases/units all"),
    "who has the most units": ("单位最多的是谁", "rank province/units all"),
    "单位最少的案例": ("参与单位最少的案例", "rank cases/units least all"),
    "城市最多的案例": ("哪些案例涉及的城市最多", "rank cases/city all"),
    "哪个单位最多": ("哪个单位参与最多", "rank units/cases all"),
    "哪个局最多": ("哪个局参与最多", "rank bureaus/cases all"),
    "哪个城市最多": ("哪个城市参与的最佳案例最多", "rank city/cases 最佳实践案例"),
    "of all but one": ("除了上海，哪个城市参与的案例最多", "rank city/cases all"),
    "of all but one, in other words": ("不算浙江，哪个省最多", "rank province/cases all"),
    "of all but two": ("除了浙江和上海，哪个省最多", "rank province/cases all"),
    "of cases without one": ("没有上海参与的案例里，哪个城市最多", "rank city/units !上海"),
    "the first few": ("参与案例最多的几家单位", "rank units/cases all"),
    "units but those of one place": ("除了上海的单位，哪个单位参与最多", "rank units/cases all"),
    "who is absent most": ("谁缺席最多", "rank province/missed all"),
    "who is absent most, as a noun": ("缺席最多的省", "rank province/missed all"),
    "who is absent most, asked last": ("缺席案例最多的是哪个省市", "rank province/missed all"),
    "absence compared, with a comma": ("安徽和江苏，谁缺席的案例更多", "compare cases [!安徽][!江苏] all"),
    "absence of each": ("各省缺席几个优秀案例", "rank province/missed 优秀实践案例"),
    "absence compared": ("上海缺席的案例多还是江苏缺席的案例多", "compare cases [!上海][!江苏] all"),
    "absence compared, after both": ("上海和江苏谁缺席的案例多", "compare cases [!上海][!江苏] all"),
    "absence of each of two": ("上海和江苏各缺席几个", "compare cases [!上海][!江苏] all"),
    "of those named": ("沪苏浙谁参与最多", "rank province/cases all"),
    "each unit of a place, by its cases": ("浙江每个单位参与了几个案例", "rank units/cases 浙江"),
    "who, among units": ("浙江的单位里谁参与的案例最多", "rank units/cases 浙江"),
    "at least, as either of two bounds": ("单位数大于或者等于五的案例", "cases units>=5"),
    "each of what is listed": ("有哪些省参加，各有几家单位", "rank province/units all"),
    "each unit of one case, of all cases": ("叉车案例的单位各参与了几个案例", "rank units/cases all"),
    "each case of a tier": ("优秀案例各有几家单位", "rank cases/units 优秀实践案例"),
    # compare
    "哪个多": ("上海和江苏哪个参与得多", "compare cases [上海][江苏] all"),
    "对比": ("对比一下最佳和优秀案例的数量", "compare cases [最佳实践案例][优秀实践案例] all"),
    "among": ("最佳案例里上海和江苏哪个多", "compare cases [上海][江苏] 最佳实践案例"),
    "among those that both have": (
        "上海和江苏都参与的案例里谁的单位多",
        "compare units [上海][江苏] 上海 & 江苏",
    ),
    "by units": ("上海和江苏谁的单位更多", "compare units [上海][江苏] all"),
    # yes or no
    "吗": ("合肥参与了G60吗", "yes_no 合肥 & g60"),
    "有没有": ("有没有安徽没参与的案例", "yes_no !安徽"),
    "没有 at the end": ("安徽参与了没有", "yes_no 安徽"),
    "is it more": ("上海比江苏参与得多吗", "yes_no [上海][江苏] all"),
    "do all": ("最佳案例都有安徽吗", "yes_no of 最佳实践案例: 最佳实践案例 & 安徽"),
    "do all of them": ("所有案例都有上海吗", "yes_no of all: 上海"),
    "are all of theirs": ("安徽参与的都是优秀吗", "yes_no of 安徽: 安徽 & 优秀实践案例"),
    "are all units of a place": ("叉车的单位全是浙江的吗", "yes_no 叉车 & only(浙江)"),
    "are all units of a level": (
        "最佳案例的单位都是省级吗",
        "yes_no of 最佳实践案例: 最佳实践案例 & units of a province & !units of a city & !units of a county",
    ),
    "without the bound itself": ("三家以下（不含三家）单位参与的案例", "cases units<3"),
    "only those that were named": ("浙江和上海一起搞的，只有他们两家的", "cases only(浙江 上海)"),
    "the name of the notice": ("本通知的全称是什么", "notice <@source> all"),
    "with the departments": ("上海市局参与了几个案例，含各处室", "count cases 上海[]"),
    "the cases of one unit, without a noun": ("苏州局 几个", "count cases 苏州[]"),
    "of both sets": ("最佳案例和合肥的案例，交集", "cases 最佳实践案例 & 合肥"),
    "not so many": ("单位数不等于4的案例", "cases !units==4"),
    "a small word that titles have": ("包含有“信息”这个词的案例是哪些", "cases 信息*"),
    "characters of a title": ("标题带“渔”字的案例", "cases title:渔"),
    "characters of a name of units": ("名字里有“药”字的单位", "units [药]"),
    "the number of places listed twice": ("苏州、杭州，还有合肥，三个城市都参与的案例", "cases 苏州 & 杭州 & 合肥"),
    "one tier of two": ("两档案例里，最佳的有哪些", "cases 最佳实践案例"),
    "units of all subjects": ("G60和八城联动都参与的单位", "units g60 | 八城联动"),
    "all cases by their units": ("优秀案例的单位都少于十家吗", "yes_no of 优秀实践案例: 优秀实践案例 & units<10"),
    "units of a level in a place": ("浙江的县里头，哪些局参与了", "units 浙江 & units of a county"),
    "where a unit is": ("网络交易监督管理处是不是安徽的", "yes_no 安徽[网络交易监督管理处]"),
    "whether a unit is of a place": ("江苏有没有综合规划处参与", "yes_no 江苏[综合规划处]"),
    "numbers of tiers in cases of all": (
        "四地都参与的案例里，优秀的有几个，最佳的有几个",
        "compare cases [优秀实践案例][最佳实践案例] 上海 & 江苏 & 浙江 & 安徽",
    ),
    "in one case with a place": ("与杭州在同一个案例里的江苏单位", "units 杭州 & 江苏"),
    "so many, whose noun is left out": ("正好5家的案例有哪些", "cases units==5"),
    "nothing more of them": ("最佳案例都是最佳的吗", "yes_no 最佳实践案例"),
    # the notice
    "a fact": ("备忘录什么时候签的", "notice <备忘录> all"),
    "its number": ("多少个案例参评", "notice number <参评> all"),
    "what part was chosen": ("入选案例占参评案例的百分之几", "notice <参评案例> all"),
    "what was not chosen": ("没评上的有多少", "notice <参评案例> all"),
    "a claimed number": ("共有75个案例参评，是否属实", "notice number <参评> all"),
    # sets
    "a set less another": ("上海参与的减去江苏参与的，剩哪些案例", "cases 上海 & !江苏"),
    "a difference in other words": ("有浙江、没安徽的，差集是哪几个", "cases 浙江 & !安徽"),
    "a union of unlike sets": ("宁波的或者最佳的，取并集", "cases 宁波 | 最佳实践案例"),
    "neither level": ("没有省局、市局参与的案例", "cases !units of a province & !units of a city"),
    "neither of two after 存在": ("是否存在上海与江苏均未参与的案例", "yes_no !上海 & !江苏"),
    # a number for each
    "by place": ("按省份案例数", "rank province/cases all"),
    "by tier": ("按等次统计案例数", "compare cases [最佳实践案例][优秀实践案例] all"),
    "each of all places in a tier": ("四个省市在最佳案例里各有几个", "rank province/cases 最佳实践案例"),
    "units beside a kind": ("除了市监局还有哪些别的单位", "units all"),
    "the first of a tier": ("最佳案例里排第一的是什么", "card 最佳实践案例 & #1"),
    # of the cases of a domain
    "two places in those of two others": (
        "宁波或者金华参与的案例里，上海和安徽哪个多",
        "compare cases [上海][安徽] 宁波 | 金华",
    ),
    "tiers in those of two places": (
        "安徽与上海一起参与的案例在最佳和优秀里各多少个",
        "compare cases [最佳实践案例][优秀实践案例] 安徽 & 上海",
    ),
    "provinces in those of two places": ("金华或江苏参与的案例按省份排名", "rank province/cases 金华 | 江苏"),
    "provinces in a tier of one place": ("有江苏参与的优秀案例按省份排名", "rank province/cases 江苏 & 优秀实践案例"),
    "all of a domain": ("上海参与的案例里浙江每个都参与了吗", "yes_no of 上海: 上海 & 浙江"),
    "all of two clauses": (
        "有嘉兴单位参与，而且没有安徽的案例都有浙江吗",
        "yes_no of 嘉兴 & !安徽: 嘉兴 & !安徽 & 浙江",
    ),
    "all of a clause in a tier": (
        "最佳案例中常州或者苏州参与的是不是都有江苏参与",
        "yes_no of 最佳实践案例 & (常州 | 苏州): 最佳实践案例 & (常州 | 苏州) & 江苏",
    ),
    "all of a domain are of a tier": (
        "四地都参与的案例全部是最佳案例吗",
        "yes_no of 上海 & 江苏 & 浙江 & 安徽: 上海 & 江苏 & 浙江 & 安徽 & 最佳实践案例",
    ),
    "a share of all, inside a tier": (
        "最佳案例里江苏参与的案例占全部案例的比例",
        "count cases of all: 最佳实践案例 & 江苏",
    ),
    "units of those that have units of a place": ("有上海的单位的案例共有几家单位", "count units 上海"),
    "not those of a place": ("有浙江的单位且宣城没参与的案例", "cases 浙江 & !宣城"),
    "all of those with a word in the title": (
        "标题里带“标准”的案例，每个都有安徽参与吗",
        "yes_no of title:标准: title:标准 & 安徽",
    ),
    "none of a tier has fewer units": (
        "没有一个最佳案例少于三家参与单位，对吗",
        "yes_no of 最佳实践案例: 最佳实践案例 & !units<3",
    ),
    "all of a domain lack another place, too": (
        "安徽缺席的案例江苏也全都缺席，对吗",
        "yes_no of !安徽: !安徽 & !江苏",
    ),
    "a denial after 且": ("涉及安徽且宁波没参与的案例有几个", "count cases 安徽 & !宁波"),
    # help
    "怎么用": ("怎么用", "help"),
}


@pytest.mark.parametrize(("text", "expected"), ASKED.values(), ids=ASKED)
def test_what_is_asked_for(understanding: Interpreter, lexicon: Lexicon, text: str, expected: str) -> None:
    assert asked(understanding.read(normalize(text).clean).query, lexicon) == expected


def test_cases_are_ranked_by_their_cities(understanding: Interpreter, lexicon: Lexicon) -> None:
    assert asked(understanding.read("涉及城市最多的案例").query, lexicon) == "rank cases/city all"


BESIDE = ("宁波参与的案例还有谁参与", "宁波参与的案例里还有哪些单位")


@pytest.mark.parametrize("text", BESIDE)
def test_others_in_the_cases_of_a_place_are_not_its_own_units(understanding: Interpreter, text: str) -> None:
    scope = understanding.read(text).query.scope
    assert (scope.within, scope.outside) == ((), ("330200",))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("浙江的非省级单位有哪些", ["province"]),
        ("属于浙江但不是省级的单位有几家", ["province"]),
        ("浙江除了省级单位还有哪些单位", ["province"]),
        ("浙江的市县级单位", ["province"]),
        ("浙江的省级、县级单位", ["city"]),
    ],
)
def test_units_but_those_of_a_level(understanding: Interpreter, text: str, levels: list[str]) -> None:
    scope = understanding.read(text).query.scope
    assert [leaf.level for leaf in scope.without if isinstance(leaf, UnitLevel)] == levels
    assert scope.within == ("330000",)


OF_ALL_UNITS = (
    "上海参与的案例有哪些单位",
    "上海参与、安徽没参与的案例有哪些单位",
    "沪苏浙参与、安徽没参与的优秀案例，具体是哪些区县",
)


@pytest.mark.parametrize("text", OF_ALL_UNITS)
def test_a_place_that_says_which_cases_are_meant_limits_no_units(understanding: Interpreter, text: str) -> None:
    assert understanding.read(text).query.scope.within == ()


def test_the_units_of_one_place_in_the_cases_of_another(understanding: Interpreter) -> None:
    query = understanding.read("安徽的案例里，上海的单位有几家").query
    assert (query.subject, query.scope.within) == ("units", ("310000",))


PEOPLE = {
    "who they are": ("终身守望人物都有谁", "cases"),
    "counted as people are": ("北京的有哪几位", "cases"),
    "who took part": ("终身守望人物是谁推荐的", "units"),
    "of a place": ("北京的都有谁", "cases"),
    "who took part, of a place": ("江苏有谁参与", "units"),
}


@pytest.mark.parametrize(("text", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_who_in_a_notice_of_people(people: Engine, text: str, expected: str) -> None:
    assert people.ask(text, None, 0.0)[0].kind == expected


@pytest.fixture(scope="module")
def people() -> Engine:
    return Engine(load(DATA / "xiangyin-2016"), eager=False)


def asked(query: Query, lexicon: Lexicon) -> str:
    parts: list[str] = [query.ask]
    match query.ask:
        case "count":
            parts.append(query.subject)
        case "rank":
            parts.append(f"{query.subject}/{query.by}")
        case "compare":
            parts.append(query.by)
        case "notice" if query.subject == "number":
            parts.append("number")
    if query.least:
        parts.append("least")
    if query.items:
        parts.append("".join(f"[{format_filter(item, lexicon)}]" for item in query.items))
    if query.every is not None:
        parts.append(f"of {format_filter(query.every, lexicon)}:")
    if query.fact:
        parts.append(f"<{query.fact}>")
    if query.ask != "help":
        parts.append(format_filter(query.where, lexicon))
    return " ".join(parts)

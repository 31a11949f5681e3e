from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from data.model import Notice
from intents.engine import Engine
from intents.model.query import And, Filter, InNotice, leaves
from intents.parsing.notices.names import further_ranks, notices_called, short_tiers, title_parts
from tests.questions.other_fields import load_engine


def notice(name: str, title: str, *issuers: str) -> Notice:
    return Notice(name, title, (), None, issuers, (), (), (), "")


NOTICES = (
    notice("a", "福建省工业和信息化厅关于公布工业互联网优秀案例的通知", "福建省工业和信息化厅"),
    notice("b", "「第25屆公共工程金質獎」得獎名單", "行政院公共工程委員會"),
    notice("c", "关于公布优秀案例的通知", "重庆市高级人民法院"),
)
ISSUED = (
    notice("d", "粮食节约名单", "国家粮食和物资储备局办公室"),
    notice("e", "青年大赛名单", "共青团四川省委员会"),
)


@pytest.fixture(scope="module")
def seven() -> Engine:
    return load_engine("seven")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("工业互联网", "a"),
        ("优秀案例", "a c"),
        ("重庆高院", "c"),
        ("优秀" * 100 + "高院", "c"),
        ("优秀" * 100 + "高楼", ""),
        ("重庆市高级人民法院", "c"),
        ("公共工程委员会", "b"),
        ("福建工信厅", "a"),
        ("福建工业互联网", "a"),
        ("重庆一院", ""),
        ("高院", "c"),
        ("粮储局", "d"),
        ("团省委", "e"),
        ("四川局", ""),
    ],
)
def test_notices_that_are_called_so(words: str, expected: str) -> None:
    assert " ".join(notices_called(words, (*NOTICES, *ISSUED))) == expected


def test_parts_of_titles_that_name_one_notice_alone() -> None:
    def runs(text: str) -> Iterable[Sequence[str]]:
        yield text.partition("优秀案例")[0].split("公布")[-1:]

    assert list(title_parts(NOTICES, runs, lambda word: word == "工业")) == [
        ("工业互联网", "a"),
        ("第25届公共工程金质奖", "b"),
        ("第25届公共工程金质奖得奖", "b"),
    ]
    assert list(title_parts(NOTICES, runs, lambda _: True)) == []


def test_ranks_that_nobody_has() -> None:
    assert "六星级站点" in set(further_ranks(["五星级站点", "四星级站点"]))
    ranks = set(further_ranks(["第一批", "一等奖", "优秀"]))
    assert {"第三批", "第3批"} <= ranks
    assert not any(rank.endswith("奖") for rank in ranks)


def test_short_names_of_tiers() -> None:
    assert list(short_tiers("最佳实践案例", ("一等奖",))) == ["最佳实践案例", "最佳", "最佳实践", "一等奖"]


def in_notices(where: Filter) -> list[str]:
    return [leaf.id for leaf, _ in leaves(And((where,))) if isinstance(leaf, InNotice)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("贵州省文化和旅游厅公布了多少个项目", ["gzfy-2024"]),
        ("重庆高院的通报里一等奖有哪些", ["cqfy-2022"]),
        ("非遗那份通知里入围的有哪些", ["gzfy-2024"]),
        ("工业互联网的案例有几个", ["gx-2023"]),
        ("最新的通知有几个案例", ["jinzhi-25"]),
        ("第一份通知有几个案例", ["chuanyu-2023"]),
        ("川渝那份通知有几个案例", ["chuanyu-2023"]),
        ("贵州2024年那份通知有几个项目", ["gzfy-2024"]),
        ("马尾绣的案例有哪些", []),
        ("一等奖的案例有哪些", []),
    ],
)
def test_a_question_about_one_of_several_notices(seven: Engine, question: str, expected: list[str]) -> None:
    _, context = seven.ask(question, None, 0.0)
    assert context
    assert in_notices(context.query.where) == expected


def test_a_notice_past_the_last(seven: Engine) -> None:
    answer, _ = seven.ask("第9份通知有几个案例", None, 0.0)
    assert (answer.kind, answer.heading) == ("none", "没有第 9 份通知。")


def test_the_exact_name_of_a_tier_goes_before_an_alias_elsewhere(seven: Engine) -> None:
    answer, _ = seven.ask("一等奖有哪些", None, 0.0)
    assert {case.notice for case in answer.cases} == {"cqfy-2022"}


@pytest.mark.parametrize(
    "question",
    [
        "短视频大赛铜奖一共几个",
        "广西短视频大赛铜奖一共几个",
        "广西卫健委那个短视频大赛铜奖一共几个",
        "改善就医感受短视频大赛获奖作品里铜奖一共几个",
    ],
)
def test_what_stands_beside_a_part_of_a_title_is_no_condition(question: str) -> None:
    answer, _ = load_engine("seven_next").ask(question, None, 0.0)
    assert answer.value == 5
    assert {case.notice for case in answer.cases} == {"gxws-2023"}


@pytest.mark.parametrize(
    ("dialogue", "heading"),
    [
        ("博物馆那份申报了多少个展览 / 教育部那份呢", "各地申报的课程共 240 门。"),
        ("粤桂琼那份通知发给了哪些单位", "广西壮族自治区各地级以上市党委政法委"),
        ("教育部那份通知什么时候发的", "于 2022-09-09 发布"),
    ],
)
def test_a_fact_that_a_notice_has_by_another_name_or_in_a_field(dialogue: str, heading: str) -> None:
    engine, context = load_engine("seven_fifth"), None
    for turn in dialogue.split(" / "):
        answer, context = engine.ask(turn, context, 0.0)
    assert heading in answer.heading


@pytest.fixture(scope="module")
def others() -> Engine:
    return load_engine("seven_eleventh")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("冰雪线路里辽宁的有哪些", "dbbx-2021"),
        ("冰雪线路有哪些", "dbbx-2021"),
        ("贵州非遗有多少个项目", "gzfy-2024"),
        ("贵州非遗那个，示范项目有几个", "gzfy-2024"),
        ("湖北省总工会命名的四星级站点有哪些", "hbgh-2024"),
        ("广西卫健委评出的金奖作品有哪些", "gxws-2023"),
        ("冰雪线路的推介会是什么时候开的", "dbbx-2021"),
        ("2024年的站点有几个", "hbgh-2024"),
        ("医院参与的范例有哪些", "tffw-2026"),
    ],
)
def test_a_notice_is_named_without_a_word_for_it(others: Engine, question: str, expected: str) -> None:
    answer, context = others.ask(question, None, 0.0)
    assert context
    assert expected in in_notices(context.query.where)
    assert {case.notice for case in answer.cases} <= {expected}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青岚水务这回一共表彰了多少个工程", 15),
        ("青岚水务集团评了几个金牌工程", 4),
        ("青岚水务参与了几个工程", 6),
    ],
)
def test_an_issuer_that_also_takes_part_is_told_by_the_verb(question: str, expected: int) -> None:
    answer, _ = load_engine("four_again").ask(question, None, 0.0)
    assert answer.value == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("冰雪线路公告里有医院参与吗", "台风范例通报里呢"), "有没有（医院参与）和（台风范例）的案例"),
        (("台风范例里海南的有哪些", "那冰雪线路里辽宁的呢"), "（冰雪线路公告）和（辽宁参与）的案例有哪些"),
        (("站点里黄冈的有哪些", "线路里大连的呢"), "（大连参与）和（冰雪线路公告）的案例有哪些"),
        (("三星级站点有几个", "线路呢"), "冰雪线路公告的案例一共有几个"),
    ],
)
def test_another_notice_in_the_place_of_the_last(others: Engine, turns: tuple[str, str], expected: str) -> None:
    _, context = others.ask(turns[0], None, 0.0)
    _, context = others.ask(turns[1], context, 0.0)
    assert context
    assert others.describer.question(context.query) == expected


def test_the_notice_of_a_place_in_the_place_of_the_last(others: Engine) -> None:
    _, context = others.ask("冰雪线路公告里医院参与的有几个", None, 0.0)
    answer, context = others.ask("湖北的呢", context, 0.0)
    assert context
    assert in_notices(context.query.where) == ["hbgh-2024"]
    assert answer.value is not None


@pytest.mark.parametrize(
    ("question", "kind", "first"),
    [
        ("哪份通知入选的数量最多", "rank", "长三角"),
        ("哪份通知的医院最少", "rank", ""),
        ("哪份通知里广西的单位最多", "rank", "广西"),
        ("台风范例通报和贵州非遗项目名单，哪份入选的多", "compare", "台风"),
        ("线路和站点哪个多", "compare", "冰雪"),
        ("冰雪线路公告是哪几家单位发的", "notice", ""),
    ],
)
def test_notices_side_by_side(others: Engine, question: str, kind: str, first: str) -> None:
    answer, _ = others.ask(question, None, 0.0)
    assert answer.kind == kind
    assert not answer.ranking or first in answer.ranking[0].name


@pytest.mark.parametrize(
    ("name", "question", "value"),
    [
        ("gskj-2022", "有效期是多久", 5),
        ("gskj-2022", "B类有几家", 6),
        ("gskj-2022", "有几家单位参与", 22),
        ("xjmc-2025", "各地报了多少座牧场", 47),
        ("shld-2019", "命名了几家", 8),
        ("shld-2019", "有几所大学参与", 2),
        ("jxnl-2023", "一共入选了多少条路", 12),
        ("xb-2025", "五省区报送了多少个案例", 203),
    ],
)
def test_what_facts_and_cases_are_called_for_short(name: str, question: str, value: int) -> None:
    answer, _ = load_engine(name).ask(question, None, 0.0)
    assert answer.value == value

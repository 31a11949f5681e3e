from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from data.model import Notice
from intents.engine import Engine
from intents.model.query import And, Filter, InNotice, leaves
from intents.parsing.notice_names import further_ranks, notices_called, short_tiers, title_parts
from tests.questions.other_fields import load_engine


def notice(name: str, title: str, *issuers: str) -> Notice:
    return Notice(name, title, (), None, issuers, (), (), (), "")


NOTICES = (
    notice("a", "福建省工业和信息化厅关于公布工业互联网优秀案例的通知", "福建省工业和信息化厅"),
    notice("b", "「第25屆公共工程金質獎」得獎名單", "行政院公共工程委員會"),
    notice("c", "关于公布优秀案例的通知", "重庆市高级人民法院"),
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
        ("重庆市高级人民法院", "c"),
        ("公共工程委员会", "b"),
        ("福建工信厅", "a"),
        ("福建工业互联网", "a"),
        ("重庆一院", ""),
        ("高院", ""),
    ],
)
def test_notices_that_are_called_so(words: str, expected: str) -> None:
    assert " ".join(notices_called(words, NOTICES)) == expected


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

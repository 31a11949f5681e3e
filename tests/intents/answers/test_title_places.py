"""Places that only a title has, where no unit of theirs has such a case."""

import pytest

from data.load import load
from intents.engine import Engine

NOTICE = """\
id: t-2024
title: 关于公布案例的通知
issued: 2024-01-02
tiers:
- name: null
  cases:
  - title: 借鉴邢台经验推行闽粤赣电梯按需维保
    agencies: [福建省厦门市市场监督管理局]
  - title: 赴邢台开展电梯快检跟班学习
    agencies: [江西省赣州市市场监督管理局]
  - title: 气瓶充装追溯
    agencies: [河北省邢台市市场监督管理局]
  - title: 编制电梯维保指引
    agencies: [山西省大同市市场监督管理局]
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("titles")
    (folder / "notices").mkdir()
    (folder / "notices" / "t-2024.yaml").write_text(NOTICE, encoding="utf-8")
    return Engine(load(folder))


@pytest.mark.parametrize(
    ("question", "kind", "numbers", "places"),
    [
        ("邢台 维保", "card", [1], "邢台"),
        ("邢台电梯", "cases", [1, 2], "邢台"),
        ("邢台维保是谁做的", "units", [1], "邢台"),
        ("邢台闽粤赣维保", "card", [1], "邢台"),
    ],
)
def test_a_title_has_the_place(question: str, kind: str, numbers: list[int], places: str, engine: Engine) -> None:
    answer, _ = engine.ask(question)
    assert (answer.kind, [case.number for case in answer.cases]) == (kind, numbers)
    assert f"{places}没有单位参与这样的案例，只是标题写到{places}。" in answer.notes


@pytest.mark.parametrize(
    ("question", "kind", "numbers"),
    [
        ("邢台气瓶", "cases", [3]),
        ("邢台没有参与的电梯案例", "cases", [1, 2, 4]),
        ("厦门气瓶", "cases", []),
        ("邢台", "cases", [3]),
    ],
)
def test_elsewhere_units_decide(question: str, kind: str, numbers: list[int], engine: Engine) -> None:
    answer, _ = engine.ask(question)
    assert (answer.kind, [case.number for case in answer.cases]) == (kind, numbers)
    assert not any("只是标题写到" in note for note in answer.notes)


def test_a_follow_up_goes_on_from_what_was_found(engine: Engine) -> None:
    _, context = engine.ask("邢台电梯")
    answer, _ = engine.ask("第二个", context)
    assert [case.number for case in answer.cases] == [2]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [("大同电梯维保", [4]), ("厦门电梯维保", [1]), ("厦门气瓶充装", [])],
    ids=["as it is", "in two", "in neither way"],
)
def test_a_subject_is_cut_in_two_where_else_nothing_is_left(question: str, numbers: list[int], engine: Engine) -> None:
    answer, _ = engine.ask(question)
    assert [case.number for case in answer.cases] == numbers

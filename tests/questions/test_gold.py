"""Tests of the checker, against what was counted by hand in the notice."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from tests.questions import gold, notices
from tests.questions.expected import FaultError, Gold, GoldReader
from tests.questions.gold import CLASSES, read, read_parts, shipped
from tests.questions.places import Places, short_name

QUALITY = "上海市市场监督管理局质量发展处"


def value(expression: str) -> object:
    return eval(expression, shipped().vocabulary("csj-2022"))  # noqa: S307 -- our own expressions


def ids(text: str) -> frozenset[str]:
    return frozenset(f"csj-2022/{short}" for short in text.split())


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("len(ALL)", 22),
        ("len(T('最佳'))", 10),
        ("len(T('优秀'))", 12),
        ("len(R('上海'))", 21),
        ("len(R('江苏'))", 20),
        ("len(R('浙江'))", 22),
        ("len(R('安徽'))", 17),
        ("len(R('安徽') & T('最佳'))", 9),
        ("len(UN(ALL))", 88),
        ("sum(len(units(c)) for c in ALL)", 93),
        ("max(len(units(c)) for c in ALL)", 9),
        ("len({c for c in ALL if len(provinces(c)) == 4})", 16),
        ("len(UN(R('温州')))", 0),
        ("len(N('csj-2022'))", 22),
    ],
)
def test_counts(expression: str, expected: int) -> None:
    assert value(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("R('苏州')", "2/2 2/9"),
        ("R('苏州市')", "2/2 2/9"),
        ("R('吴江')", "2/2"),
        ("R('无锡')", "2/10"),
        ("R('常州')", "2/10"),
        ("R('湖州')", "2/9 2/10"),
        ("R('宣城')", "2/9 2/10"),
        ("R('嘉兴')", "2/2 2/9"),
        ("R('金华')", "2/9 2/11"),
        ("R('杭州')", "2/8 2/9"),
        ("R('杨浦')", "2/11"),
        ("R('宁波')", "2/12"),
        ("R('温州')", ""),
        ("R('江苏') - R('上海')", "2/10"),
        ("ALL - R('江苏')", "2/11 2/12"),
        ("ALL - R('安徽')", "1/3 2/1 2/2 2/11 2/12"),
        ("{c for c in ALL if provinces(c) == {'上海', '浙江'}}", "2/11 2/12"),
        ("{c for c in ALL if len(provinces(c)) == 3}", "1/3 2/1 2/2 2/10"),
        ("{c for c in ALL if len(cities(c)) >= 2}", "2/2 2/8 2/9 2/10"),
        ("U('计量处')", "1/6"),
        ("U('12315')", "1/1"),
        ("U('浙江', '合格评定')", "1/8 2/7"),
        ("U('药品监督管理局') | U('消费者权益保护委员会')", "1/9 2/5"),
        ("C('1/3', 'csj-2022/2/4')", "1/3 2/4"),
        ("W('叉车')", "2/4"),
    ],
)
def test_sets_of_cases(expression: str, expected: str) -> None:
    assert value(expression) == ids(expected)


def test_places_of_a_case_are_short_and_include_skipped_levels() -> None:
    assert value("cities('csj-2022/2/2')") == {"苏州", "嘉兴"}
    assert value("cities('csj-2022/2/8')") == {"南京", "扬州", "镇江", "杭州", "绍兴", "亳州", "安庆"}
    assert value("counties('csj-2022/2/10')") == {"宜兴", "溧阳", "长兴", "安吉", "郎溪", "广德"}
    assert value("cities('csj-2022/2/10')") == {"无锡", "常州", "湖州", "宣城"}


def test_units_are_narrowed_by_place_and_by_text() -> None:
    assert value("UN(ALL, '宣城')") == {f"安徽省{name}市场监督管理局" for name in ("宣城市", "郎溪县", "广德市")}
    assert value("UN(T('最佳'), '上海', '质量发展')") == {QUALITY}


def test_ids_are_sorted_as_the_notice_has_them() -> None:
    assert value("sorted(T('最佳'))") == [f"csj-2022/1/{number}" for number in range(1, 11)]
    assert value("sorted([3, 1, 2], reverse=True)") == [3, 2, 1]


@pytest.mark.parametrize(
    ("unit", "chain"),
    [
        ("江苏省吴江区市场监督管理局", "江苏省 苏州市 吴江区"),
        ("江苏省南京市市场监督管理局", "江苏省 南京市"),
        ("上海市浦东新区市场监督管理局", "上海市 浦东新区"),
        ("上海市市场监督管理局计量处", "上海市"),
        ("浙江省市场监督管理数字传媒中心", "浙江省"),
        ("北京市朝阳区市场监督管理局", "北京市 朝阳区"),
        ("湖北省仙桃市市场监督管理局", "湖北省 仙桃市"),
        ("海南省琼山市市场监督管理局", "海南省"),
        ("昆山市市场监督管理局", "江苏省 苏州市 昆山市"),
        ("国家税务总局广安市税务局", "四川省 广安市"),
        ("朝阳区市场监督管理局", ""),
        ("国家税务总局", ""),
    ],
)
def test_a_unit_belongs_to_the_place_in_its_name(unit: str, chain: str) -> None:
    place = Places(notices.REGIONS).of_unit(unit)
    assert [above.name for above in place.chain] == chain.split() if place else chain == ""


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("安徽省", "安徽"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("西藏自治区", "西藏"),
        ("新疆维吾尔自治区", "新疆"),
        ("恩施土家族苗族自治州", "恩施"),
        ("长白朝鲜族自治县", "长白"),
        ("浦东新区", "浦东"),
        ("北林区", "北林"),
        ("寿县", "寿县"),
        ("锡林郭勒盟", "锡林郭勒"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("{kind: cases, cases: [1/1, csj-2022/2/4]}", Gold("cases", cases=ids("1/1 2/4"))),
        ("{kind: card, cases: 1/1}", Gold("card", cases=ids("1/1"))),
        ("{kind: cases, order: [2/4, 1/1]}", Gold("cases", order=("csj-2022/2/4", "csj-2022/1/1"))),
        ("{kind: yes_no, yes: true}", Gold("yes_no", yes=True)),
        ("{kind: yes_no, yes: false, cases: []}", Gold("yes_no", yes=False, cases=frozenset())),
        ("{kind: count, value: 17}", Gold("count", value=17)),
        ("{kind: count, value: len(R('安徽'))}", Gold("count", value=17)),
        ("{kind: count, cases: R('宁波')}", Gold("count", value=1, cases=ids("2/12"))),
        ("{kind: none, value: 0}", Gold("none", value=0)),
        (f"{{kind: units, agencies: [{QUALITY}]}}", Gold("units", agencies=frozenset({QUALITY}))),
        ("{kind: compare, ranking: [[浙江, 22], [江苏, 20]]}", Gold("compare", ranking=(("浙江", 22), ("江苏", 20)))),
        ("{kind: refuse, options: true}", Gold("refuse", options=True)),
        ("{kind: clarify, repairs: true}", Gold("clarify", repairs=True)),
    ],
)
def test_fields(item: str, expected: Gold) -> None:
    assert GoldReader(notices.Loader(item).get_data(), shipped(), "csj-2022").gold() == expected


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("{kind: unit, agencies: []}", "kind: unknown 'unit'"),
        ("{kind: cases}", "kind cases needs cases or order"),
        ("{kind: cases, cases: [1/11]}", "cases: no case 1/11"),
        ("{kind: cases, cases: R('外滩')}", "R('外滩'): no such place"),
        ("{kind: cases, cases: U('计量所')}", "U('计量所',) finds nothing"),
        ("{kind: cases, cases: T('二等')}", "T('二等') finds nothing"),
        ("{kind: cases, cases: R('安徽') & A}", "NameError: name 'A' is not defined"),
        ("{kind: cases, cases: R('安徽'}", "SyntaxError"),
        ("{kind: cases, cases: \"__import__('os')\"}", "NameError"),
        ("{kind: cases, cases: \"{c for c in ALL if '安徽省' in provinces(c)}\"}", "write 安徽 for 安徽省"),
        ("{kind: cases, cases: len(ALL)}", "cases: not cases: 22"),
        ("{kind: cases, order: ALL}", "order: a set has no order"),
        ("{kind: units, agencies: [上海市计量处]}", "no unit of the notices: ['上海市计量处']"),
        ("{kind: yes_no, yes: 1}", "yes: wrong type: 1"),
        ("{kind: count, value: true}", "value: wrong type: True"),
        ("{kind: rank, ranking: [浙江]}", "ranking: not a list of [name, value]"),
    ],
)
def test_errors_in_question_files_are_reported(item: str, said: str) -> None:
    with pytest.raises(FaultError) as caught:
        GoldReader(notices.Loader(item).get_data(), shipped(), "csj-2022").gold()
    assert said in str(caught.value)


def test_a_file_yields_its_items_and_each_fault_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "dev" / "mixed.yaml"
    path.parent.mkdir()
    path.write_text(
        dedent("""\
        - {data: jjj}
        - ask: 北京参与了吗
          class: yes_no
          kind: yes_no
          yes: true
        - {ask: 天津, class: regions, kind: cases, cases: R('天津')}
        - {ask: 天津, class: region, kind: cases, case: R('天津')}
        - {ask: 3, class: help, kind: help}
        - class: followup
          turns:
          - {ask: 河北, kind: cases, cases: R('河北')}
          - {ask: 谁做的, kind: units, agencies: UN(R('河北'))}
        - {class: followup, turns: [{ask: 天津, kind: refuse}]}
        - {class: followup, kind: refuse, turns: []}
        - 北京
        """),
        encoding="utf-8",
    )
    items, faults = read(path)
    assert [(item.place, item.kind, len(item.turns)) for item in items] == [
        ("dev/mixed.yaml:2", "yes_no", 1),
        ("dev/mixed.yaml:9", "followup", 2),
    ]
    assert {item.data for item in items} == {gold.HERE / "data" / "jjj"}
    assert items[0].turns[0].gold.yes is True
    assert faults == [
        "dev/mixed.yaml:6: class: unknown 'regions'",
        "dev/mixed.yaml:7: unknown case",
        "dev/mixed.yaml:8: ask: not text: 3",
        "dev/mixed.yaml:13: turns: a list of at least two mappings",
        "dev/mixed.yaml:14: unknown kind",
        "dev/mixed.yaml:15: an item is a mapping",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {ask: 甲, ask: 乙, class: help, kind: help}", "repeated key ['ask']"),
        ("ask: 甲", "a question file is a list"),
        ("- {ask: 甲", "dev/broken.yaml: while parsing"),
        ("- {data: nowhere}", "dev/broken.yaml:1: data: there is no 'nowhere'"),
    ],
)
def test_a_broken_file_is_one_fault(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "dev" / "broken.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    items, faults = read(path)
    assert items == []
    assert len(faults) == 1
    assert said in faults[0]


def test_the_checker_imports_nothing_of_the_product() -> None:
    product = re.compile(r"^\s*(?:from|import) (?:bot|data|intents)\b", re.MULTILINE)
    for name in ("places", "notices", "expected", "gold", "guards", "perturb"):
        assert not product.search((gold.HERE / f"{name}.py").read_text(encoding="utf-8")), name
    assert product.search("    from data.load import load")


def test_every_question_file_is_valid() -> None:
    items, faults = read_parts()
    assert faults == []
    assert {item.kind for item in items if item.part == "dev"} == set(CLASSES)


def test_no_question_has_two_answers() -> None:
    answers: dict[tuple[object, str], Gold] = {}
    for item in read_parts(["dev"])[0]:
        if len(item.turns) == 1:
            turn = item.turns[0]
            assert answers.setdefault((item.data, turn.ask), turn.gold) == turn.gold, item.place

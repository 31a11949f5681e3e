from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.faults import DataError
from data.load import check, load
from tests.data.folder import NOTICE, SMALL, error_lines, make_folder, warning_lines


def test_a_small_folder(tmp_path: Path) -> None:
    assert check(make_folder(tmp_path)) == []
    dataset = load(tmp_path)
    (notice,) = dataset.notices
    assert (notice.id, notice.issued, notice.issuers, notice.facts) == ("gz-2024", "2024-05-06", (), ())
    assert [(tier.name, tier.aliases, len(tier.cases)) for tier in notice.tiers] == [
        ("一等", ("头等",), 2),
        ("二等", (), 0),
    ]
    first, second = dataset.cases
    assert (first.id, first.notice, first.tier, first.number) == ("gz-2024/1/1", "gz-2024", "一等", 1)
    assert [agency.place and agency.place.name for agency in first.agencies] == ["广州市", "越秀区"]
    assert (second.id, second.aliases, second.paraphrases) == ("gz-2024/1/2", (), ())
    assert dataset.groups, "the shipped names serve where the folder has none"
    assert dataset.topics


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: gz-2024\n", "", "id: 缺少这一项"),
        ("id: gz-2024", "id: 广州", "id: 只能用小写字母、数字和中间的连字符：广州"),
        ("id: gz-2024", "id: 2024", "id: 应为文字，却是 2024（要当文字请加引号）"),
        ("id: gz-2024", "id: sz-2024", "id: 「sz-2024」应与文件名「gz-2024」相同"),
        ("title: 关于公布优化营商环境案例的通知", "title: ''", "title: 不能为空"),
        ("title: 关于公布优化营商环境案例的通知", "title: '  '", "title: 不能为空"),
        ("title: 关于公布优化营商环境案例的通知", "title:", "title: 应为文字，却是空值"),
        (
            "title: 关于公布优化营商环境案例的通知",
            "title: no",
            "title: 应为文字，却是是非值 false（要当文字请加引号）",
        ),
        (
            "title: 关于公布优化营商环境案例的通知",
            "title: [一]",
            "title: 应为文字，却是列表",
        ),
        (
            "title: 关于公布优化营商环境案例的通知",
            'title: "甲\\u200b乙"',
            "title: 含有换行、控制字符或看不见的字符：甲\\x200b乙",
        ),
        (
            "title: 关于公布优化营商环境案例的通知",
            "title: |\n  甲\n  乙",
            "title: 含有换行、控制字符或看不见的字符：甲 乙",
        ),
        ("issued: 2024-05-06\n", "", "issued: 缺少这一项"),
        ("2024-05-06", "2024-02-30", "issued: 应为真实的日期 YYYY-MM-DD 或 null：2024-02-30"),
        ("2024-05-06", "'2024-02-30'", "issued: 应为真实的日期 YYYY-MM-DD 或 null：2024-02-30"),
        ("2024-05-06", "2024年5月", "issued: 应为真实的日期 YYYY-MM-DD 或 null：2024年5月"),
        ("2024-05-06", "2024-5-6", "issued: 应为真实的日期 YYYY-MM-DD 或 null：2024-5-6"),
        ("2024-05-06", "2024", "issued: 应为真实的日期 YYYY-MM-DD 或 null：2024"),
        (
            "2024-05-06",
            "2024-05-06 10:00:00",
            "issued: 应为真实的日期 YYYY-MM-DD 或 null：2024-05-06 10:00:00",
        ),
        ("issued:", "date: x\nissued:", "date: 不认识的键"),
        ("name: 一等", "nom: 一等", ["tiers[0].name: 缺少这一项", "tiers[0].nom: 不认识的键"]),
        ("  cases: []", "  cases:", "tiers[1].cases: 应为列表，却是空值"),
        ("- name: 二等\n  cases: []", "- 二等", "tiers[1]: 应为「键: 值」的映射，却是文字「二等」"),
        ("    agencies: [深圳市市场监督管理局]\n", "", "tiers[0].cases[1].agencies: 缺少这一项"),
        ("[深圳市市场监督管理局]", "[]", "tiers[0].cases[1].agencies: 至少要有一项"),
        ("[深圳市市场监督管理局]", "['']", "tiers[0].cases[1].agencies[0]: 不能为空"),
        (
            "[深圳市市场监督管理局]",
            "深圳市市场监督管理局",
            "tiers[0].cases[1].agencies: 应为列表，却是文字「深圳市市场监督管理局」",
        ),
        (
            "[深圳市市场监督管理局]",
            "[深圳市市场监督管理局, 深圳市市场监督管理局]",
            "tiers[0].cases[1].agencies[1]: 单位「深圳市市场监督管理局」与 tiers[0].cases[1].agencies[0] 重复",
        ),
        (
            "开办企业一网通",
            "一件事一次办",
            "tiers[0].cases[1].title: 标题「一件事一次办」与 tiers[0].cases[0].title 重复",
        ),
        ("name: 二等", "name: 一等", "tiers[1].name: 等次「一等」与 tiers[0].name 重复"),
        (
            "name: 二等",
            "name: 二等\n  aliases: [一件事]",
            "tiers[1].aliases[0]: 别名「一件事」与 tiers[0].cases[0].aliases[0] 相同，不能同属两处",
        ),
        (
            "[一件事]",
            "[开办企业一网通]",
            "tiers[0].cases[0].aliases[0]: 别名「开办企业一网通」与 tiers[0].cases[1].title 相同，不能同属两处",
        ),
        ("tiers:", "tiers: []\ntiers:", "tiers: 这个键写了两次（第 4 行和第 5 行）"),
        (
            "tiers:",
            "facts:\n- topic: 参评\n  value: .nan\n  text: 甲\n- topic: 参评\n  value: '75'\n  text: ''\ntiers:",
            [
                "facts[0].value: 应为有限的数字：nan",
                "facts[1].value: 应为有限的数字：75",
                "facts[1].text: 不能为空",
            ],
        ),
        (
            "tiers:",
            "facts:\n- topic: 参评\n  value: true\n  text: 甲\ntiers:",
            "facts[0].value: 应为有限的数字：True",
        ),
        (
            "tiers:",
            "facts:\n- {topic: 参评, text: 甲}\n- {topic: 参评, text: 乙}\ntiers:",
            "facts[1].topic: 事实「参评」与 facts[0].topic 重复",
        ),
    ],
)
def test_faults_of_a_notice(tmp_path: Path, old: str, new: str, expected: str | list[str]) -> None:
    assert old in NOTICE
    faults = error_lines(make_folder(tmp_path, NOTICE.replace(old, new, 1)))
    assert faults == [
        f"notices/gz-2024.yaml: {fault}" for fault in ([expected] if isinstance(expected, str) else expected)
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "文件: 文件是空的"),
        (b"- 1\n", "文件: 应为「键: 值」的映射，却是列表"),
        ("上海\n".encode(), "文件: 应为「键: 值」的映射，却是文字「上海」"),
        (NOTICE.encode("gbk"), "line 2: 不是 UTF-8 编码，请另存为 UTF-8"),
        (NOTICE.replace("  aliases", "\taliases").encode(), "line 6: 这里有制表符（Tab），缩进请用空格"),
        (b"a: " + b"x" * (32 * 1024 * 1024), "文件: 超过 32 MB"),
    ],
)
def test_faults_of_a_file(tmp_path: Path, content: bytes, fault: str) -> None:
    assert error_lines(make_folder(tmp_path, content)) == [f"notices/gz-2024.yaml: {fault}"]


def test_an_empty_name_of_a_tier_is_none(tmp_path: Path) -> None:
    content = NOTICE[: NOTICE.index("- name: 二等")].replace("name: 一等", "name: ''")
    assert [tier.name for tier in load(make_folder(tmp_path, content, **SMALL)).notices[0].tiers] == [None]


def test_truncation(tmp_path: Path) -> None:
    """Cut anywhere, a notice either has errors, or lost only what stands between two whole units."""
    whole = NOTICE.replace("[广东省广州市市场监督管理局, 广州市越秀区市场监督管理局]", "\n    - 广州市市场监督管理局")
    content = (
        whole[: whole.index("- name: 二等")].replace("[深圳市市场监督管理局]", "\n    - 深圳市市场监督管理局").encode()
    )
    passed = set()
    for length in range(len(content)):
        if not error_lines(make_folder(tmp_path, content[:length], **SMALL)):
            assert warning_lines(tmp_path) or content[:length].endswith(b"\n")
            passed.add(content[:length].decode().rpartition("\n")[2].strip())
    assert passed == {"", "- 广州市市场监督管理局", "- 深圳市市场监督管理局"}


def test_all_faults_of_all_files_at_once(tmp_path: Path) -> None:
    make_folder(tmp_path, "a: [1\n", name="b.yaml")
    notice = NOTICE.replace("一件事一次办", "''")
    make_folder(tmp_path, notice, aliases_yaml="groups: 1\n", topics_yaml="甲: [乙]\n甲: []\n", regions_csv="x\n")
    expected = [
        "aliases.yaml: groups: 应为列表，却是 1（要当文字请加引号）",
        "regions.csv: line 1: 第一行应为 code,name,level,parent，却是「x」",
        "topics.yaml: 甲: 这个键写了两次（第 1 行和第 2 行）",
        "notices/b.yaml: line 1: 从这里开始的方括号或花括号没有收尾，或其中少了逗号；文件也可能被截断",
        "notices/gz-2024.yaml: tiers[0].cases[0].title: 不能为空",
    ]
    assert error_lines(tmp_path) == expected
    with pytest.raises(DataError) as raised:
        load(tmp_path)
    assert str(raised.value).splitlines() == expected


def test_ids_are_unique(tmp_path: Path) -> None:
    make_folder(make_folder(tmp_path), name="gz-2024.yml")
    assert error_lines(tmp_path) == ["notices/gz-2024.yml: id: 「gz-2024」已用于 notices/gz-2024.yaml"]


def test_a_faulty_notice_is_left_out(tmp_path: Path) -> None:
    make_folder(tmp_path, NOTICE.replace("issued:", "isued:").replace("gz-2024", "gz-2025"), "gz-2025.yaml", **SMALL)
    make_folder(tmp_path)
    dataset = load(tmp_path)
    assert [notice.id for notice in dataset.notices] == ["gz-2024"]
    assert [str(fault) for fault in dataset.faults] == error_lines(tmp_path)
    assert {fault.file for fault in dataset.faults} == {"notices/gz-2025.yaml"}


def test_a_title_may_stand_in_several_tiers(tmp_path: Path) -> None:
    again = NOTICE.replace(
        "  cases: []", "  cases:\n  - title: 一件事一次办\n    aliases: [一件事]\n    agencies: [深圳市市场监督管理局]"
    )
    make_folder(tmp_path, again, **SMALL)
    assert check(tmp_path) == []
    assert [case.id for case in load(tmp_path).cases if case.title == "一件事一次办"] == ["gz-2024/1/1", "gz-2024/2/1"]
    make_folder(tmp_path, again + "\n  - title: 一件事一次办\n    agencies: [深圳市市场监督管理局]\n")
    assert error_lines(tmp_path) == [
        "notices/gz-2024.yaml: tiers[1].cases[1].title: 标题「一件事一次办」与 tiers[1].cases[0].title 重复"
    ]


def test_what_arrived_last_is_the_latest(tmp_path: Path) -> None:
    for name, dates in (
        ("a", "received: 2024-08-01\nissued: 2020-01-01"),
        ("b", "issued: 2024-05-06"),
        ("c", "issued: null"),
    ):
        text = NOTICE.replace("issued: 2024-05-06", dates).replace("gz-2024", name)
        make_folder(tmp_path, text, f"{name}.yaml", **SMALL)
    assert [notice.id for notice in load(tmp_path).notices] == ["c", "b", "a"]


def test_further_fields(tmp_path: Path) -> None:
    more = "source: https://example.org/1.html\ntext: |\n  各市：\n  现予公布。\nnoun: 計劃\nreceived: 2024-08-01\n"
    (notice,) = load(make_folder(tmp_path, NOTICE + more, **SMALL)).notices
    assert (notice.source, notice.text) == ("https://example.org/1.html", "各市：\n现予公布。")
    assert (notice.noun, notice.measure, notice.received) == ("计划", "个", "2024-08-01")
    make_folder(tmp_path, NOTICE + "source: 官网\n")
    assert error_lines(tmp_path) == ["notices/gz-2024.yaml: source: 应为 http:// 或 https:// 开头的网址：官网"]


def test_issuers_decide_between_namesakes(tmp_path: Path) -> None:
    text = NOTICE.replace("深圳市市场监督管理局", "江北区委政法委")
    for issuer, parent in (("重庆市高级人民法院", "重庆市"), ("浙江省高级人民法院", "宁波市")):
        make_folder(tmp_path, text + f"issuers: [{issuer}]\n")
        place = load(tmp_path).cases[1].agencies[0].place
        assert place
        assert place.parent
        assert (place.name, place.parent.name) == ("江北区", parent)


def test_no_folder_and_no_notices(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert error_lines(missing) == [f"{missing}: 文件: 没有这个文件夹"]
    assert error_lines(tmp_path) == ["notices: 文件: 缺少这个文件夹，通知应放在其中"]
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / ".hidden.yaml").touch()
    (tmp_path / "notices" / "readme.txt").touch()
    assert error_lines(tmp_path) == ["notices: 文件: 里面没有通知（*.yaml）"]


def test_links_folders_and_pipes(tmp_path: Path) -> None:
    make_folder(tmp_path)
    notices = tmp_path / "notices"
    (notices / "a.yaml").mkdir()
    (notices / "b.yaml").symlink_to(notices / "nowhere.yaml")
    (notices / "c.yaml").symlink_to(notices / "c.yaml")
    os.mkfifo(notices / "d.yaml")
    what = "文件: 不是普通文件，或是失效的链接"
    assert error_lines(tmp_path) == [f"notices/{name}.yaml: {what}" for name in "abcd"]


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "gz-2024.yaml").symlink_to(tmp_path / "elsewhere")
    assert check(tmp_path) == []


def test_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    make_folder(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)  # root may read everything, so modes cannot test this
        assert error_lines(tmp_path) == [
            f"{name}: 文件: 没有读取权限"
            for name in ("aliases.yaml", "regions.csv", "topics.yaml", "notices/gz-2024.yaml")
        ]
    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", refuse)
        assert "notices: 文件: 没有读取权限" in error_lines(tmp_path)


def test_an_alias_that_two_cases_share_is_a_warning(tmp_path: Path) -> None:
    both = "[Ｇ60]\n    agencies: [广州市市场监督管理局]\n  - title: 乙\n    aliases: [g60]"
    make_folder(tmp_path, NOTICE.replace("[一件事]", both, 1))
    assert error_lines(tmp_path) == []
    (warning,) = warning_lines(tmp_path)
    assert warning.endswith("aliases[0]: 别名「g60」与 tiers[0].cases[0].aliases[0] 相同，两个案例都会找到")


def test_data_that_loads_with_warnings(tmp_path: Path) -> None:
    notice = (
        NOTICE.replace("深圳市市场监督管理局", "云汐市工商行政管理局")
        .replace("[一件事]", "[事, 一件事, 一件事]")
        .rstrip("\n")
    )
    make_folder(tmp_path, notice)
    assert error_lines(tmp_path) == []
    unknown = "地名「云汐市」不在行政区划表里，只按名称匹配"
    assert warning_lines(tmp_path) == [
        "notices/gz-2024.yaml: 文件: 末尾没有换行，文件可能被截断",
        "notices/gz-2024.yaml: tiers[0].cases[0].aliases[0]: 别名「事」只有一个字，容易误认",
        "notices/gz-2024.yaml: tiers[0].cases[0].aliases[2]: 别名「一件事」已写在 tiers[0].cases[0].aliases[1]",
        f"notices/gz-2024.yaml: tiers[0].cases[1].agencies[0]: {unknown}：云汐市工商行政管理局",
    ]
    assert load(tmp_path).cases[1].agencies[0].place is None


def test_unnamed_tiers_and_quoted_dates(tmp_path: Path) -> None:
    notice = (
        NOTICE.replace("name: 一等", "name: null")
        .replace("name: 二等", "name: ~")
        .replace("2024-05-06", "'2024-05-06'")
    )
    dataset = load(make_folder(tmp_path, notice))
    assert [tier.name for tier in dataset.notices[0].tiers] == [None, None]
    assert dataset.notices[0].issued == "2024-05-06"
    assert load(make_folder(tmp_path, NOTICE.replace("2024-05-06", "null"))).notices[0].issued is None


def test_a_case_with_fifty_units(tmp_path: Path) -> None:
    units = [f"深圳市市场监督管理局第{n}科" for n in range(50)]
    dataset = load(make_folder(tmp_path, NOTICE.replace("深圳市市场监督管理局", ", ".join(units))))
    assert [agency.department for agency in dataset.cases[1].agencies] == [f"第{n}科" for n in range(50)]


def test_order_of_notices(tmp_path: Path) -> None:
    for name, date in [("a", "2024-01-01"), ("b", "null"), ("c", "2023-01-01"), ("d", "2024-01-01"), ("e", "null")]:
        make_folder(tmp_path, NOTICE.replace("gz-2024", name).replace("2024-05-06", date), name=f"{name}.yaml")
    assert [notice.id for notice in load(tmp_path).notices] == ["b", "e", "c", "a", "d"]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("[一件事]", "[一件事, 一次办]", True),
        ("[一件事]", "[一件事]\n    paraphrases: [跑一趟就办好]", True),
        ("id: gz-2024", "# 注释\nid:   'gz-2024'", True),
        ("2024-05-06", "'2024-05-06'", True),
        ("开办企业一网通", "开办企业一网通办", False),
        ("2024-05-06", "2024-05-07", False),
        ("tiers:", "issuers: [广东省市场监督管理局]\ntiers:", False),
        ("tiers:", "addressed_to: [广东省市场监督管理局]\ntiers:", False),
        ("tiers:", "facts: [{topic: 甲, text: 乙}]\ntiers:", False),
        ("[深圳市市场监督管理局]", "[深圳市市场监督管理局计量处]", False),
        ("name: 二等", "name: 三等", False),
    ],
)
def test_revision_depends_on_the_content_only(tmp_path: Path, old: str, new: str, same: bool) -> None:  # noqa: FBT001
    before = load(make_folder(tmp_path))
    after = load(make_folder(tmp_path, NOTICE.replace(old, new, 1)))
    assert (before.notices[0].revision == after.notices[0].revision) is same
    assert (before.revision == after.revision) is same


def test_a_folder_with_its_own_aliases(tmp_path: Path) -> None:
    aliases = """\
regions: {广州市: [花都城], 没有省: [无]}
groups:
- {names: [珠江口], regions: [广州市, 无有市], area: true}
agencies: {老工商: 市场监督管理局}
"""
    make_folder(tmp_path, aliases_yaml=aliases, topics_yaml="甲: [电梯, 气瓶]\n")
    what = "不是行政区划表里唯一的地名"
    assert warning_lines(tmp_path) == [
        f"aliases.yaml: regions.没有省: 「没有省」{what}",
        f"aliases.yaml: groups[0].regions[1]: 「无有市」{what}",
    ]
    dataset = load(tmp_path)
    assert [(group.names, [r.name for r in group.regions], group.area) for group in dataset.groups] == [
        (("珠江口",), ["广州市"], True)
    ]
    assert {region.name: region.aliases for region in dataset.regions if region.aliases} == {"广州市": ("花都城",)}
    assert dataset.agency_aliases == {"老工商": "市场监督管理局"}
    assert dataset.topics == {"电梯", "气瓶"}


def test_a_folder_with_its_own_table(tmp_path: Path) -> None:
    """What the shipped aliases know beyond it is no fault."""
    table = "code,name,level,parent\n440000,广东省,province,\n440100,广州市,city,广东省\n440104,越秀区,county,广州市\n"
    make_folder(tmp_path, NOTICE.replace("深圳市市", "广州市"), regions_csv=table)
    assert check(tmp_path) == []
    dataset = load(tmp_path)
    assert [region.name for region in dataset.regions] == ["广东省", "广州市", "越秀区"]
    assert {group.names[0] for group in dataset.groups} >= {"两广", "珠三角"}


def test_progress(tmp_path: Path) -> None:
    for name in "abc":
        make_folder(tmp_path, NOTICE.replace("gz-2024", name), name=f"{name}.yaml")
    reported: list[tuple[int, int]] = []
    load(tmp_path, lambda done, of: reported.append((done, of)))
    assert reported == [(1, 3), (2, 3), (3, 3)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, len(NOTICE)),
    st.integers(0, 30),
    st.sampled_from(["", "[", ":", "\n", " ", "'", "- ", "\t", "\x00", "&a"]),
)
def test_damage_of_any_kind_is_reported_as_faults(tmp_path: Path, at: int, size: int, put: str) -> None:
    make_folder(tmp_path, NOTICE[:at] + put + NOTICE[at + size :], **SMALL)
    faults = check(tmp_path)
    assert all(str(fault).startswith("notices/gz-2024.yaml: ") for fault in faults)
    if any(fault.severity == "error" for fault in faults):
        with pytest.raises(DataError):
            load(tmp_path)
    else:
        assert load(tmp_path).notices

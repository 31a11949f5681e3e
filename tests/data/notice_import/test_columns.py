from __future__ import annotations

import pytest

from data.notice_import.columns import Role, column_role, is_header


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("序 号", "number"),
        ("案例名称", "title"),
        ("獲獎計劃", "title"),
        ("申报地区或单位", "agency"),
        ("单位（部门）", "agency"),
        ("主辦機關", "agency"),
        ("出版（完成）单位", "agency"),
        ("供稿", "agency"),
        ("联合申报单位", "partner"),
        ("联合申报单位1", "partner"),
        ("联合申报单位十二", "partner"),
        ("参与单位12", "partner"),
        ("推荐单位", "other"),
        ("主体类型", "other"),
        ("服务对象", "other"),
        ("专利权人", "agency"),
        ("专利名称", "title"),
        ("发明人", "person"),
        ("設計單位", "other"),
        ("技术支撑单位", "other"),
        ("备注", "other"),
        ("主要完成人", "person"),
        ("奖次", "tier"),
        ("评定星级", "tier"),
        ("省份", "place"),
        ("盟市", "place"),
        ("九牧厨卫股份有限公司", None),
        ("老字号学徒班", None),
        ("一、示范单位（6个）", None),
        ("先进单位（12家）", None),
        ("实施时间", "other"),
        ("时间银行", None),
    ],
)
def test_roles_of_columns(name: str, expected: Role | None) -> None:
    assert column_role(name) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["序号", "案例名称", "申报单位"], True),
        (["奖次", "成果", "作者", "作者单位"], True),
        (["1", "茶产业溯源平台", "安溪县茶叶协会"], False),
        (["联系人", "电话"], False),
        (["案例名称", ""], False),
    ],
)
def test_headers_name_cases_or_agencies(cells: list[str], expected: bool) -> None:  # noqa: FBT001 - what the table says
    assert is_header(cells) is expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("序号", "甲名", "乙号", "丙目"), True),
        (("中图学字〔2021〕33", "号", "2021-12-08"), False),
        (("1", "专利", "某某大学"), False),
    ],
)
def test_beside_the_name_of_numbers_the_others_may_be_any(cells: tuple[str, ...], *, expected: bool) -> None:
    assert is_header(cells) is expected

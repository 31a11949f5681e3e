from __future__ import annotations

from data.notice_import.blocks import Line, Table
from data.notice_import.layout.tables import find_cases_in_tables
from data.notice_import.names.places import load_places

HEADER = ("序号", "类别", "案例名称", "报送公司")
FIRST = Table((HEADER, ("1", "农险", "胶农收入险", "太平洋安信农业保险股份有限公司")), 2)
SECOND = Table((HEADER, ("2", "责任险", "电梯预防性维保", "中国平安财产保险股份有限公司")), 4)


def test_a_table_whose_header_is_repeated_on_the_next_page_is_one() -> None:
    found = find_cases_in_tables([Line("2023年度优秀案例名单", 1), FIRST, SECOND], load_places())
    assert [(case.title, case.tier) for case in found.cases] == [("胶农收入险", "农险"), ("电梯预防性维保", "责任险")]


def test_a_merged_cell_goes_on_where_the_table_does() -> None:
    header = ("等次", "序号", "案例名称", "申报单位")
    upper = Table(
        (header, ("标杆", "1", "全程托管带动农户", "克山县农机站"), ("典型", "1", "统一浸种", "依安县农机站")), 1
    )
    lower = Table((header, ("", "2", "粮食烘干仓储", "富锦市农机站")), 4)
    found = find_cases_in_tables([upper, lower], load_places())
    assert [case.tier for case in found.cases] == ["标杆", "典型", "典型"]
    headed = find_cases_in_tables([upper, Line("另附", 4), lower], load_places())
    assert [case.tier for case in headed.cases] == ["标杆", "典型", ""]


def test_a_header_that_names_no_cases_is_none_of_a_list() -> None:
    header = ("评分项", "说明", "分值", "备注")
    rows = (("创新性", "理念有突破", "30", "省发展改革委"), ("实效性", "有数据支撑", "30", "省统计局"))
    table = Table((header, *rows), 1)
    assert find_cases_in_tables([table], load_places()).cases == ()


def test_the_columns_of_a_table_without_header_are_not_told_by_one_with_a_header() -> None:
    page = Table((("索引", "005/0123", "字号", "某发〔2023〕7号"), ("机构", "某某厅", "发布", "2023年8月2日")), 1)
    header = ("序号", "实施单位", "案例名称", "推荐单位")
    names = ("新乡", "洛阳", "南阳", "开封", "安阳", "焦作", "信阳", "许昌", "周口")
    rows = [(str(at), f"{name}市农业农村局", f"{name}数字牧场建设", "某局") for at, name in enumerate(names, 1)]
    found = find_cases_in_tables([page, Line("名单", 3), Table((header, *rows), 4)], load_places())
    assert [case.title for case in found.cases] == [f"{name}数字牧场建设" for name in names]


def test_where_a_case_is_done_is_no_agency_beside_who_does_it() -> None:
    header = ("案例名称", "实施单位", "实施地")
    table = Table(
        (header, ("进口水果通道", "钦州海关", "钦州市"), ("一箱到底", "广西沿海铁路股份有限公司", "南宁市")), 2
    )
    found = find_cases_in_tables([Line("2023年度优秀案例名单", 1), table], load_places())
    assert [case.agencies for case in found.cases] == ["钦州海关", "广西沿海铁路股份有限公司"]

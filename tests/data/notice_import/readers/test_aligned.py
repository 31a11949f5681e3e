from __future__ import annotations

import pytest

from data.notice_import.readers.aligned import read_aligned

CENTRED = """\
  序号          案例名称                   申报单位
        黄骅港煤炭码头堆取料全流
   1                            国能黄骅港务有限责任公司
        程无人化
        张家口赛区路面“雪情”感      河北省高速公路管理中心、河北
   2
        知                      工业大学
   3    隧道“一键应急”处置         承德市公路事业发展中心

  注：排名不分先后。
"""
TOP = """\
序号    案例名称                    申报单位
1     黄骅港煤炭码头堆取料全流        国能黄骅港务有限责任公司
      程无人化
2     张家口赛区路面“雪情”感知        河北省高速公路管理中心
                                河北工业大学
3     隧道“一键应急”处置            承德市公路事业发展中心、承德市民政局
"""
ROWS = [
    ["序号", "案例名称", "申报单位"],
    ["1", "黄骅港煤炭码头堆取料全流程无人化", "国能黄骅港务有限责任公司"],
    ["2", "张家口赛区路面“雪情”感知", "河北省高速公路管理中心、河北工业大学"],
    ["3", "隧道“一键应急”处置", "承德市公路事业发展中心"],
]


def test_lines_above_and_below_a_number_are_of_its_row() -> None:
    assert read_aligned(CENTRED.split("\n"), 0) == (8, ROWS)


def test_lines_below_a_number_are_of_its_row_if_the_first_row_begins_with_it() -> None:
    _, rows = read_aligned(TOP.split("\n"), 0)
    assert rows[:2] == ROWS[:2]
    assert rows[2][2] == "河北省高速公路管理中心\n河北工业大学"


def test_wide_blanks_of_chinese_text_part_columns() -> None:
    lines = [
        "序号　　案例名称　　　　申报单位",
        "１　　　机车“体检”　　　　唐山机务段、",
        "　　　　　　　　　　　　　唐山学院",
        "２　　　站台盲道　　　　　上海铁路局",
    ]
    _, rows = read_aligned(lines, 0)
    assert rows[1:] == [["1", "机车“体检”", "唐山机务段、唐山学院"], ["2", "站台盲道", "上海铁路局"]]


def test_a_bare_page_number_is_no_cell() -> None:
    lines = TOP.split("\n")
    _, rows = read_aligned([*lines[:5], "", "                  1", "", lines[0], *lines[5:]], 0)
    assert rows == read_aligned(lines, 0)[1]


def test_rows_without_numbers_are_apart_by_blank_lines() -> None:
    content = """\
  奖项      案例名称                  申报单位
            氢能轨道吊“零排放”      山东港口青岛港集团、国家
  特等奖
            示范                      电投集团

  一等奖    船舶岸电“即插即用”      宁波舟山港集团

                                      中国港口协会
"""
    assert read_aligned(content.split("\n"), 0) == (
        7,
        [
            ["奖项", "案例名称", "申报单位"],
            ["特等奖", "氢能轨道吊“零排放”示范", "山东港口青岛港集团、国家电投集团"],
            ["一等奖", "船舶岸电“即插即用”", "宁波舟山港集团"],
        ],
    )


def test_a_page_break_within_a_table_is_passed_over() -> None:
    lines = CENTRED.split("\n")
    assert read_aligned([*lines[:4], "        — 2 —", "", lines[0], *lines[4:]], 0) == (11, ROWS)


def test_a_cell_longer_than_its_column_stays_in_it() -> None:
    lines = ["序号    作品      单位", " 1      甲作品    乙局", " 2      一件名称很长的作品   丙局"]
    assert read_aligned(lines, 0) == (3, [line.split() for line in lines])


@pytest.mark.parametrize("line", ["各有关单位：", "序号    电话      地址", "案例名称"])
def test_other_lines_begin_no_table(line: str) -> None:
    assert read_aligned([line, "1    甲      乙局", "2    丙      丁局"], 0) == (0, [])


def test_blank_lines_part_rows_where_each_part_has_one_number() -> None:
    lines = [
        "序号    案例名称                    申报单位",
        "1     红色旅游路串起共富带            瑞金市文化广电新",
        "                                  闻出版旅游局",
        "",
        "      “路长+护路员+保险”管护          婺源县公路事业发",
        "2     新机制",
        "                                  展中心",
    ]
    _, rows = read_aligned(lines, 0)
    assert [row[2] for row in rows[1:]] == ["瑞金市文化广电新闻出版旅游局", "婺源县公路事业发展中心"]


HEADED = """\
 序
             案例名称                  实施单位          协同单位
 号

 一    智慧通关类

 1     友谊关“无人驾驶”跨境货      友谊关海关        凭祥综合保税区管
       运                                            理委员会

 2     钦州港“直提直装”            钦州港海关        钦州市商务局

 二    监管创新类

 1     龙邦“前置检验”              龙邦海关          靖西市商务局

                                     南宁海关
"""


def test_a_narrow_column_breaks_its_name_and_headings_stand_between_rows() -> None:
    _, rows = read_aligned(HEADED.split("\n"), 0)
    assert rows == [
        ["序号", "案例名称", "实施单位", "协同单位"],
        ["一、智慧通关类", "", "", ""],
        ["1", "友谊关“无人驾驶”跨境货运", "友谊关海关", "凭祥综合保税区管理委员会"],
        ["2", "钦州港“直提直装”", "钦州港海关", "钦州市商务局"],
        ["二、监管创新类", "", "", ""],
        ["1", "龙邦“前置检验”", "龙邦海关", "靖西市商务局"],
    ]


def test_numbers_in_chinese_are_no_headings() -> None:
    text = "序号  案例名称      实施单位   备注\n一    直提直装      钦州海关\n二    前置检验      龙邦海关\n"
    _, rows = read_aligned(text.split("\n"), 0)
    assert [row[:3] for row in rows[1:]] == [["一", "直提直装", "钦州海关"], ["二", "前置检验", "龙邦海关"]]


def test_lines_that_have_not_all_cells_go_on_below() -> None:
    lines = [
        "  类别      项 目 名 称         承担单位          推荐单位",
        "  孕产      云胎监              南京市妇幼保健院  江苏省卫生健康委",
        "            凶险性前置胎盘      广州医科大学附属  广东省卫生健康委",
        "            救治                第三医院",
        "  儿童      护眼                天津市眼科医院    天津市卫生健康委",
        "",
        "                                国家卫生健康委",
    ]
    end, rows = read_aligned(lines, 0)
    assert end == 5
    assert rows[0] == ["类别", "项目名称", "承担单位", "推荐单位"]
    assert rows[1][0] == "孕产"
    assert rows[2] == ["", "凶险性前置胎盘\n救治", "广州医科大学附属\n第三医院", "广东省卫生健康委"]
    assert rows[3][0] == "儿童"


def test_a_name_over_two_lines_is_one() -> None:
    lines = ["序  案例名称    建设单位", "号", "1   林海木屋    某某公司", "2   森林飞越    某某林场"]
    assert read_aligned(lines, 0) == (
        4,
        [["序", "案例名称", "建设单位"], ["1", "林海木屋", "某某公司"], ["2", "森林飞越", "某某林场"]],
    )

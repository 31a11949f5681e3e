from __future__ import annotations

import pytest

from data.notice_import.readers.aligned import read_aligned

BETWEEN = """\
  等级            成果名称                      完成单位

         湘绣“大师工坊”培养模       湖南工艺美术职业学院、
         式创新                     湖南省湘绣研究所
 一等奖
         产教融合共同体             长沙职业技术学院

         县域“一校一特”             桃源县职业中等专业学校

 二等奖  船山精神                   衡阳幼儿师范高等专科学校

         “移动课堂”                 长沙市开福区社区学院

                                    湖南省教育厅
"""
NUMBERED = """\
  等级    序号    成果名称            完成单位
          1      湘绣“大师工坊”      湖南工艺美术职业学院
 一等奖   2      产教融合共同体      长沙职业技术学院
          3      县域“一校一特”      桃源县职业中等专业学校
          1      船山精神            衡阳幼儿师范高等专科学校
 二等奖
          2      “移动课堂”          长沙市开福区社区学院
"""
TOP = """\
  等级    成果名称            完成单位
 一等奖   湘绣“大师工坊”      湖南工艺美术职业学院
          产教融合共同体      长沙职业技术学院
          县域“一校一特”      桃源县职业中等专业学校
 二等奖   船山精神            衡阳幼儿师范高等专科学校
          “移动课堂”          长沙市开福区社区学院
"""


@pytest.mark.parametrize(
    ("text", "sizes"),
    [(BETWEEN, (2, 3)), (NUMBERED, (3, 2)), (TOP, (3, 2)), (BETWEEN.replace("\n 二等奖", "\n\n 二等奖"), (2, 3))],
)
def test_a_rank_stands_in_the_middle_of_its_rows_or_beside_the_first(text: str, sizes: tuple[int, int]) -> None:
    _, rows = read_aligned(text.split("\n"), 0)
    assert [row[0] for row in rows[1:]] == ["一等奖"] * sizes[0] + ["二等奖"] * sizes[1]
    titles = [row[-2].replace("\n", "") for row in rows[1:]]
    assert [title[:4] for title in titles] == ["湘绣“大", "产教融合", "县域“一", "船山精神", "“移动课"]
    assert rows[-1][-1] == "长沙市开福区社区学院"


def test_a_count_below_a_rank_belongs_to_it() -> None:
    text = NUMBERED.replace("          3 ", "（3项）    3 ").replace("          2  ", "（2项）    2  ")
    _, rows = read_aligned(text.split("\n"), 0)
    assert [row[0] for row in rows[1:]] == ["一等奖（3项）"] * 3 + ["二等奖（2项）"] * 2


def test_a_rank_in_each_row_is_a_cell_like_others() -> None:
    text = "等级   成果名称    完成单位\n一等奖  湘绣       湘绣研究所\n二等奖  船山精神    衡阳市教育局\n"
    _, rows = read_aligned(text.split("\n"), 0)
    assert rows[1:] == [["一等奖", "湘绣", "湘绣研究所"], ["二等奖", "船山精神", "衡阳市教育局"]]

from __future__ import annotations

import pytest

from data.notice_import.blocks import Line
from data.notice_import.layout.splitting import split_line
from data.notice_import.names.places import load_places


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("金奖：“智能药盒”", ["金奖", "“智能药盒”"]),
        ("金獎 渠務署：水浸公園", ["金獎", "渠務署：水浸公園"]),
        ("（二）优秀组织奖：岳阳市总工会、邵阳市总工会", ["（二）优秀组织奖", "岳阳市总工会", "邵阳市总工会"]),
        ("河北省：秦皇岛市海港区西港镇人民政府", ["河北省", "秦皇岛市海港区西港镇人民政府"]),
        ("合肥市（2家）：合肥市少年宫、肥西县图书馆", ["合肥市（2家）", "合肥市少年宫", "肥西县图书馆"]),
        ("（审理法院：常熟市人民法院）", ["审理法院：常熟市人民法院"]),
        ("江西：预付式健身调解案", ["江西：预付式健身调解案"]),
        ("常熟市人民法院：《甲》《乙》", ["常熟市人民法院《甲》", "常熟市人民法院《乙》"]),
        ("单位：常熟市人民法院", ["单位：常熟市人民法院"]),
        ("3.甲市司法局      4.乙县司法局", ["3.甲市司法局", "4.乙县司法局"]),
        ("——武汉图书馆", ["武汉图书馆"]),
        ("- 地铁图书馆（武汉图书馆）", ["- 地铁图书馆（武汉图书馆）"]),
    ],
)
def test_headings_before_colons_and_labels_in_brackets(text: str, parts: list[str]) -> None:
    assert [line.text for line in split_line(Line(text, 1), load_places())] == parts

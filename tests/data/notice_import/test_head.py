from __future__ import annotations

import pytest

from data.notice_import.blocks import Line
from data.notice_import.head import read_head
from data.notice_import.names.places import load_places


@pytest.mark.parametrize(
    ("text", "title", "issuers"),
    [
        ("教育部 公告\n\n\n\n\n\n\n\n\n\n112年度獲選名單", "112年度獲選名單", ("教育部",)),
        (
            "优秀项目揭晓\n4月23日世界读书日当天，武汉市阅读活动办公室揭晓优秀项目。",
            "优秀项目揭晓",
            ("武汉市阅读活动办公室",),
        ),
        (
            "合肥市发布首批“便民停车”举措\n合肥晚报 2020-10-14\n10月13日，合肥市城市管理局发布首批举措。",
            "合肥市发布首批“便民停车”举措",
            ("合肥市城市管理局",),
        ),
        ("典型案例发布\n4月26日，江苏省版权局在南京发布典型案例。", "典型案例发布", ("江苏省版权局",)),
        (
            "“暖心食堂”案例来了\n株洲市总工会 2023-03-31 18:20 发表于湖南\n来源：市总工会宣教部",
            "“暖心食堂”案例来了",
            ("株洲市总工会",),
        ),
        (
            "大赛结果出炉！\n原创 宣传组 深圳市健康教育中心 2024-07-12 18:30 广东",
            "大赛结果出炉！",
            ("深圳市健康教育中心",),
        ),
        (
            "案例名单公布\n原创 阅读推广委员会 中国图书馆学会 2022-12-16 10:05 北京",
            "案例名单公布",
            ("中国图书馆学会",),
        ),
        ("某某局\n关于发布2023年全省法院\n优秀案例的通报", "关于发布2023年全省法院优秀案例的通报", ()),
        (
            "耕地保护典型案例发布\n深圳市规划中心 2024-07-12 18:30 广东\n近日，深圳市自然资源局公布了典型案例。",
            "耕地保护典型案例发布",
            ("深圳市自然资源局",),
        ),
    ],
)
def test_issuers_are_named_at_the_top_or_where_the_list_is_announced(
    text: str, title: str, issuers: tuple[str, ...]
) -> None:
    lines = [Line(line, number) for number, line in enumerate(text.split("\n"), 1)]
    head = read_head(lines, load_places(), 0, 0)
    assert (head.title, head.issuers) == (title, issuers)

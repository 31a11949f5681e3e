"""The list of cases that is written in every layout."""

from __future__ import annotations

from collections.abc import Sequence

TITLE = "关于公布2022年度安全文化建设示范案例名单的通知"
ISSUER = "内蒙古自治区应急管理厅"
DATE = "2022年8月15日"

TIERS: Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]]]] = (
    (
        "示范案例",
        (
            ("草原牧区“马背安全课”", ("锡林郭勒盟应急管理局",)),
            ("露天煤矿边坡雷达监测", ("鄂尔多斯市应急管理局", "国能准能集团有限责任公司")),
            ("危化品运输“一车一档”", ("包头市交通运输局",)),
        ),
    ),
    (
        "优秀案例",
        (
            ("校园消防“小管家”", ("呼和浩特市新城区教育局",)),
            ("冬季取暖一氧化碳报警", ("赤峰市红山区人民政府", "赤峰学院")),
            ("旅游包车动态监管", ("呼伦贝尔市文化旅游广电局",)),
            ("粮库有限空间作业", ("通辽市粮食和物资储备局", "内蒙古农业大学（职业技术学院）")),
        ),
    ),
)
"""Tiers with their cases: titles and agencies."""

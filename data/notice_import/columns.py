"""Classify the names of table columns and the labels before colons by what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from data.chinese import simplify
from data.notice_import.numbering import NUMERAL

Role = Literal["number", "title", "agency", "partner", "person", "tier", "place", "other"]
"""The role of a column or label.

`partner` is an agency beside the one in an `agency` column. `person` counts only if agencies stand beside the names and
nowhere else. `other` is ignored.
"""

_BODY = (
    "(?:单位|机构|机关|部门|企业|公司|学校|高校|院校|院所|医院|院系|学院|主体|团体|组织|法院|检察院|集体|"
    "地区或单位|地区|部门和单位|委办局|所队|伙伴|团队)"
)
_DOING = (
    "(?:申报|申请|报送|上报|选送|呈报|参评|参赛|参选|参展|完成|实施|执行|承担|承办|主办|牵头|主要|第一|首要|主|所在|所属|建设|责任|"
    "获奖|得奖|入选|获评|表彰|创建|管理|依托|应用|使用|试点|示范|保护|运营|运行|开发|研发|提供|提交|编写|起草|落地|发布|作者|"
    "项目|案例|成果|工程|作品|具体|相关|有关|各|本|创新|改革|供稿|投稿|撰写|撰稿|服务|经办|办理|推进|负责|典型|优秀|优胜|先进|企业|"
    "或|和|与|及|、|/|／|[（(]部门[）)]|[（(]盖章[）)])"
)
_NAME = "(?:名称|全称|名单)?"
_NOTE = "(?:[（(].{0,30}[）)])?"
_COUNTED = re.compile(rf"(?<=[位构关门业司校院体人者]){NUMERAL}$")
"""The number at the end of the name of one of several like columns: 联合申报单位1."""
_IN_BRACKETS = re.compile("[（(][^（）()]*[）)]$")
_HEADING = re.compile(rf"{NUMERAL}、|.*[（(]共?{NUMERAL}[个個项項家名件篇]")
"""A heading with a number or a count, which the name of a column does not have: 一、示范单位（6个）."""
_ENGLISH = re.compile("[A-Za-z]{3,}")
"""A word in English, which may stand beside the Chinese name of a column."""

_PATTERNS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(r"(?:项目|案例|成果)?(?:序号|编号)|排名|名次|编码|N[oO]\.?|#|序|项次|项号|号"),
    ),
    (
        "other",
        re.compile(
            r"(?:拟)?(?:推荐|初审|归口|指导|审核|监管|监理|监造|设计|施工|承揽|专案管理|评审|主管|组织推荐|提名|颁奖|发证|批准|(?:技术)?(?:支持|支撑))"
            rf".{{0,6}}{_BODY}.{{0,6}}"
            rf"|受理{_BODY}"
            r"|(?:主体|单位|企业|机构|学校)(?:类型|性质|类别)|(?:所属|所在)?行业(?:类别|分类|名称)?"
            r"|.{0,6}(?:联系|联络|电话|手机|邮箱|地址|备注|说明|简介|摘要|内容|得分|分数|金额|投资|日期|指导教师|指导老师|网址|链接|代码|学科|学段|规模|简述|概述|概要|亮点|成效|评语|评价|点评|来源).{0,4}"
            r"|(?:服务|帮扶|受益|发送|主送|培训|资助|救助)(?:对象|人群)|受众"
            r"|.{0,6}时间(?:地点|节点|安排|跨度|段)?"
            r"|.{0,4}(?:索引号|文号|字号|主题词|关键词|有效性|公开(?:方式|形式|类别|范围|选项))"
        ),
    ),
    (
        "person",
        re.compile(
            rf"(?:项目|案例|主要|第一|成果)*(?:完成人|负责人|责任人|作者|姓名|主创人员|团队成员|成员|参与人|主持人|申报人|获奖人|获奖者|人员|执笔人|讲述人|撰稿人)(?:姓名|名单|员)?{_NOTE}"
        ),
    ),
    (
        "tier",
        re.compile(
            r".{0,6}(?:领域|方向|类别|类型|赛道|板块|组别|奖项|等级|等次)|(?:拟|获奖|得奖|获|所获|评定|评选|认定|评审)*(?:奖次|等次|等级|星级|奖项|奖级|级别|获奖情况|结果|奖别|奖等|类别|类型|方向|领域|领域方向|组别|批次|赛道|专题|板块|门类)(?:名称)?"
        ),
    ),
    ("place", re.compile("(?:所在|所属)?(?:地区)")),
    (
        "partner",
        re.compile(
            rf"(?:联合|合作|协作|协同|参与|参加|参建|配合|共建|其他|其它|协办|共同){_DOING}*{_BODY}{_NAME}{_NOTE}"
        ),
    ),
    (
        "agency",
        re.compile(
            rf"{_DOING}*{_BODY}(?:[/／]?{_BODY})*{_NAME}{_NOTE}|(?:申报|实施|保护)(?:地区?|[省市县区](?:[（(][省市县区、]{{1,6}}[）)])?)|(?:申报|实施|推进|责任)?(?:主体|者)|单位|供稿|来稿|报送|选送"
        ),
    ),
    (
        "place",
        re.compile(
            r"(?:所属|所在)?(?:省份?|省市|省[（(](?:自治)?区.{0,8}|省区市|地区|地市|市州|城市|市县|区县|县区|县[（(]市.{0,8}|市[（(].{0,8}|所在地|区域|设区市|地方|市|县|县市|区|盟市?|旗县?区?|州市?|地州市?)别?"
        ),
    ),
    (
        "title",
        re.compile(
            r"(?:获奖|得奖|入选|优秀|最佳|典型|示范|创新|申报|参选|参评|推荐|推广|创建|改革|主要|具体|实践|服务|志愿|公共|工作|应用|建设|经典|十大|专题)*"
            r"(?:案例|项目|成果|作品|论文|题目|标题|名称|课题|工程|设施|计划|范例|做法|举措|经验|实践|品牌|产品|方案|场景|报告|文章|主题|名录|事项|创新点|活动|节目|课程|教材|选题|系统|平台|线路)"
            rf"(?:名称|题目|标题|主题|名)?{_NOTE}"
        ),
    ),
    ("agency", re.compile(rf".{{1,8}}(?:单位|机关|机构|部门|法院|检察院){_NAME}{_NOTE}")),
    ("agency", re.compile(".{0,4}权人")),
    (
        "title",
        re.compile("(?!依托|支撑|相关|其他|所属).{1,12}(?:项目|案例|作品|成果)(?:名称)?|.{1,8}(?:名称|题目|标题)"),
    ),
    ("person", re.compile(".{1,3}人")),
)


@lru_cache(4096)
def column_role(name: str) -> Role | None:
    """Return the role of a column or label by its name; None if the text is no such name."""
    text = _COUNTED.sub("", _plain(name))  # so that the patterns need no traditional characters
    bare = _IN_BRACKETS.sub("", text)
    is_balanced = len(re.findall("[（(]", bare)) == len(re.findall("[）)]", bare))
    if not text or len(bare) > 24 or not is_balanced or _HEADING.match(text):
        return None
    return next((role for role, pattern in _PATTERNS if pattern.fullmatch(text)), None)


def _plain(name: str) -> str:
    text = re.sub(r"\s+", "", simplify(name))
    return _ENGLISH.sub("", text) if re.search("[\u4e00-\u9fff]", text) else text


def is_header(cells: Sequence[str]) -> bool:
    """Return whether the row names columns.

    One column is that of numbers, or most of the names are known and one of them is that of cases or agencies.
    """
    filled = [_IN_BRACKETS.sub("", _plain(cell)) for cell in cells if cell.strip()]
    roles = [column_role(cell) for cell in filled]
    named = [role for role in roles if role is not None]
    if len(filled) < 2 or any(len(cell) > 16 for cell in filled):
        return False
    if "number" in named and len(named) < len(filled) and not any(re.search(r"\d", cell) for cell in filled):
        return True  # beside a column of numbers, the others may have any names
    return 2 <= len(named) >= len(filled) / 2 and bool(set(named) & {"title", "agency"})

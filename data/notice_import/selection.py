"""Distinguish a published list of selected cases from calls, reports, schedules and other lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.notice_import.blocks import Line
from data.notice_import.columns import column_role
from data.notice_import.layout.found import Found

_CALL = re.compile("征集|申报|推荐|报送|遴选工作|评选活动|举办|召开|开展|招聘|报名|组织|参加|做好")
_RESULT = re.compile(
    "公布|公示|结果|結果|名单|名單|入选|入選|获奖|獲獎|得獎|颁发|頒發|揭晓|揭曉|出炉|出爐|巡礼|选登|汇编|集锦|展播|表彰|通报|认定|发布|授予|命名|推广|推介(?!会|活动)|十大|优秀|典型|最佳|示范|决赛|決賽"
    "|[奖獎]|案例"
)
_CHOSEN = re.compile(
    "[评評][为為选選出定]|获|獲|荣|入[选選围圍]|公布|公示|[发發]布|授予|命名|认定|認定|得[奖獎]|当选|當選"
)
"""Words of a sentence that tells of the selection of cases."""
_KIND = re.compile("案例|典型|优秀|[奖獎]")
"""Words of titles of selections that calls for cases have as well."""
_SELECTED = re.compile(
    "(?:优秀|典型|示范|最佳|十佳|十大|创新|先进|获奖|獲獎|得獎|入选|卓越).{0,14}(?:案例|项目|項目|成果|作品|单位|名单|名單|做法|举措|实践|经验|范例|[奖獎]|论文)"
)
_OTHER = re.compile(
    "成员|任免|聘任|检查|年检|放假|征求意见|培训|会议|参会|招聘|考试|采购|招标|中标|成交|值班|通讯录|联系人|处罚|抽检|不合格|许可|废止|失效|备案"
)
_FAILED = re.compile("不合格|未通过|不予")
"""Tiers of those who failed an inspection."""
_OTHER_END = re.compile(
    "(?:安排|日程|通讯录|申报表|推荐表|报名表|总结|要点|计划|方案|办法|规定|细则|意见|意见稿|讲话|纪要|倡议书|解读|综述|问答|须知|指南)表?(?:[（(].*[）)])?$"
    "|(?:方案|办法|规定|细则|指南|要点|规划)》?的(?:通知|公告|函)$|(?:拨付|下达|预拨).*(?:资金|经费|补助)"
)
_PLAN = re.compile(
    "(?:优秀|典型|示范|十佳|十大|最佳|创新)(?!.*(?:评选|实施|工作|活动|推荐)).{0,10}(?:方案|计划)(?:[（(].*[）)])?$"
)
"""The title of a list whose cases are plans: 优秀解决方案."""
_CALL_END = re.compile(
    "(?:征求意见|会议?|培训|招聘|采购|招标|竞赛|征集|申报|推荐|报送|遴选|报名)(?:工作|活动)?的?(?:通知|公告|启事|函)$"
    "|(?:采购|招标|中标|成交)(?:结果)?(?:公告|公示)$"
)
_BEGINNING = re.compile("关于(?:开展|组织|做好|举办|召开|征集|申报|推荐|报送|加强|进一步|推进|启动|调整)")
_ENDED = re.compile("公布|公示|结果|名单|获奖|入选|入围")
"""Words of a title that announce a result; `_BEGINNING` matches titles that announce a beginning."""
_OF_CASES = re.compile(
    "案例|成果|作品|[奖獎]|入选|入選|论文|示范|典型|优秀|等次|等级|等級|申报|参赛|参评|报送|选送|完成单位"
)
"""Words in the names of columns that distinguish a list of selected cases from other tables."""
_KINDS = re.compile("类别|類別|领域|領域|申请")
_OF_OTHERS = re.compile("联系|电话|金额|价|费|供应商|中标|成交|采购|许可|处罚|职务|职责|时间|日期|事项|任务")
"""Words in the names of columns of other tables, with which `_KINDS` do not suffice."""
_LISTED = re.compile(
    "公布|公示|公告|结果|結果|名单|名單|揭晓|揭曉|出炉|出爐|巡礼|选登|汇编|集锦|展播|表彰|通报|认定|发布|授予|命名|决定|通知|目录|十[大佳]"
)
"""Words in the title of a list whose cases have no agency at all; 入选 and 获奖 alone stand in news, too."""
_OF_TITLES = re.compile(
    "(?:案例|项目|項目|成果|作品|做法|实践|经验|计划|計劃|品牌|单位|[奖獎])(?:集锦|汇编|选编|选登|展播|评选|名录|介绍|简介|一览|目录)?"
    "[！!”》」]*(?:[（(][^（）()]*[）)])?$"
)
"""The end of the name of a list whose cases may have no agencies."""
_SHORT = 40
"""The maximum length of a line that may be a headline."""


_ONE_OF_THEM = re.compile("其中[“《「][^，。；]*")
"""A clause about one of the cases that a sentence names."""


def _are_chosen(found: Found, lines: Sequence[Line]) -> bool:
    """Return whether a sentence that names cases tells of their selection, rather than of their presentation."""
    texts = (_ONE_OF_THEM.sub("", line.text) for line in lines if found.first <= line.number <= found.last)
    return any(map(_CHOSEN.search, texts))


def is_selection(title: str, found: Found, lines: Sequence[Line]) -> bool:
    """Return whether the cases found are a list of selected cases.

    The title decides, else other headlines or the columns of the table.
    """
    cases = found.cases
    title += next((line.text for line in lines if line.text.startswith("主旨")), "")
    if any(_FAILED.search(case.tier) for case in cases):
        return False
    is_other = _OTHER_END.search(title) and not _PLAN.search(title)
    if len(cases) < 2 or is_other or (_CALL_END.search(title) and "公布" not in title):
        return False
    labels = sum(bool(column_role(case.title.partition("：")[0])) for case in cases if "：" in case.title)
    if labels >= len(cases) / 2 or (_OTHER.search(title) and not _SELECTED.search(title)):
        return False
    if _BEGINNING.search(title) and not _ENDED.search(title):
        return False
    if _CALL.search(title) and not _RESULT.search(_KIND.sub("", title)):
        return False
    if found.prose and not _RESULT.search(_KIND.sub("", title)) and not _are_chosen(found, lines):
        return False
    with_agency = sum(bool(case.agencies) for case in cases)
    alone = sum(case.title == case.agencies for case in cases)
    if found.table and with_agency > len(cases) * 0.8 and not title:
        is_of_others = _OF_OTHERS.search(found.header) is not None
        return (
            not found.header
            or bool(_OF_CASES.search(found.header))
            or bool(_KINDS.search(found.header) and not is_of_others)
        )
    if alone > len(cases) / 2 or with_agency < len(cases) / 2:
        of_titles = bool(_OF_TITLES.search(title))
        named = of_titles or bool(_RESULT.search(_KIND.sub("", title)))
        if not (alone or with_agency):
            named = bool(_LISTED.search(title)) or (of_titles and not _CHOSEN.search(title))
        return named and len(cases) >= 3
    return bool(_RESULT.search(title) or _SELECTED.search(title)) or any(
        _RESULT.search(line.text) for line in lines if line.number < found.first and len(line.text) < _SHORT
    )

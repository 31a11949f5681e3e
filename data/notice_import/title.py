"""Find the title of a notice among the lines above its list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from data.chinese import simplify
from data.notice_import.blocks import Line
from data.notice_import.dates import is_date
from data.notice_import.names.agencies import LETTERHEAD, is_agency, is_agency_list
from data.notice_import.names.places import Places
from data.notice_import.official_title import has_frame

_TITLE_END = re.compile(
    r"(?:通知|公告|公示|通报|通報|决定|函|名单|名單|目录|一览表|揭晓|揭曉|公布|发布|出炉|出爐|结果|結果|案例|入选|得主|喜报|项目|公開|公报|通告|汇总表?|展示|清单)(?:来[啦了])?(?:[（(][^（）()]{1,14}[）)])?[”】]?[！!]*$"
)
_SUBJECT = re.compile(
    "案例|[奖獎]|名单|名單|成果|项目|項目|示范|典型|优秀|最佳|入选|表彰|名录|作品|论文|评选|征文|实践|创新|十大|试点"
)
META = re.compile(
    r"当前位置|您所在的位置|首页|首頁|浏览|点击|字体|(?<!老)字号|打印|分享|关闭|来源|來源|作者|编辑|(?:責任|责任)(?=[编編校])|(?<!名单|案例|结果|作品)发布(?=[^“”]{0,4}[：:]|[于\s]|\d(?!\d{3}年(?!\s?\d))|$)|日期|时间|索引号|文号|主题分类|发文"
    r"|^主\s*题[：:]|有效性|检索|搜索|登录|注册|上一篇|下一篇|版权|ICP|附件下载|收藏|微信|公众号|扫一扫|主办|备案|网站|总第\s*\d+\s*期|\d年第\s*\d+\s*[期号]"
)
"""Words of lines about the page."""
_NUMBER = re.compile(
    r"[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]\s*[\u4e00-\u9fff]{0,3}\s*\d+\s*号|^[^，。]{2,14}字第\d+号|字第[\d]+號"
)
_ENGLISH = re.compile(r"(?<=[\u4e00-\u9fff》」”])(?:\s+[A-Za-z0-9&–—’'-]+){3,}$")
"""The title in English after the Chinese title."""
_ATTACHMENT = re.compile(r"^附[件表]\s*(?:\d{1,2}(?!\d))?\s*[:：]?\s*")
DATELINE = re.compile(r"^(?:【[^【】]*】|[^，。]{2,12}\d{1,2}月\d{1,2}日[电電讯訊]\s*(?:[（(][^（）()]*[）)])?)")
"""Place and date at the beginning of a report."""
_WHOLE = re.compile(r"(?:19|20)\d\d(?:年|\D{2})|第.{1,3}[届屆]")
"""The beginning of a title that continues no line above, except for an issuer's name."""
_STAMP = re.compile(r"\d{1,2}:\d{2}|\d{4}-\d{1,2}-\d{1,2}|\d月\d{1,2}\s*[—–~～至-]+\s*\d{1,2}日")
"""The time of a publication or an event."""
_OPENING = 40
"""The number of lines at the beginning that are searched for the title."""


class Title(NamedTuple):
    """The title, which may take several lines."""

    text: str
    first: int
    """The index of its first line."""
    end: int
    """The index after its last line."""


def find_title(lines: Sequence[Line], places: Places) -> Title:
    """Return the title without the number of an attachment; the first line if no line is a likely title."""
    # for a text without a headline, the first sentence without the dateline
    best = Title(re.sub("。.*", "", DATELINE.sub("", lines[0].text)) if lines else "", 0, 1)
    best_score = -1.0
    opening = lines[:_OPENING]
    for first, line in enumerate(opening):
        if not _can_begin(line, places) and not _has_broken_issuers(opening[first : first + 2], places):
            continue
        text, end = line.text, first + 1
        for _ in range(3):
            score = _score(text, line, first)
            goes_on = end - first > 1 and opening[end - 1].text.startswith("（") and text[-1] != "）"
            if score > best_score or (goes_on and best.first == first and score == best_score):
                best, best_score = Title(text, first, end), score
            if end >= len(opening) or not _can_continue(text, opening[end], places):
                break
            text += (" " if text[-1].isascii() and opening[end].text[0].isascii() else "") + opening[end].text
            end += 1
    return best._replace(text=_ENGLISH.sub("", _ATTACHMENT.sub("", best.text)).strip())


def _can_begin(line: Line, places: Places) -> bool:
    text = line.text
    if (
        len(text) < 5
        or len(re.findall("[\u4e00-\u9fff]", text)) < 4
        or re.search(r"[。；]|：$|:$|^(?:正本|副本|主旨|主送|抄送|[说說]明)[：:]", text)
        or is_date(text)
        or _NUMBER.search(text)
        or (_STAMP.search(text) and not _TITLE_END.search(text))
    ):
        return False
    if META.search(text) and not (line.heading or _TITLE_END.search(text)):
        return False
    if re.search(r"->|>|»|›|\|.*\|", text) or re.match(r"[（(].*[）)]$", text):
        return False
    issuers = LETTERHEAD.sub("", text)
    return not is_agency_list(issuers, places) or bool(_TITLE_END.search(text) and issuers == text)


def _has_broken_issuers(lines: Sequence[Line], places: Places) -> bool:
    """Return whether the line break is within the last issuer before 关于.

    For example 甲厅 乙局 and below it 办公室关于公布……的通知.
    """
    if len(lines) < 2 or not is_agency_list(lines[0].text, places):
        return False
    end = re.match("(.{1,4})(?:关于|關於)", lines[1].text)
    return end is not None and is_agency_list(lines[0].text + end[1], places)


def _can_continue(text: str, line: Line, places: Places) -> bool:
    after = line.text
    if re.fullmatch(r"[（(][^（）()]*[批届年][^（）()]*[）)]", after):
        return True
    if len(text) + len(after) > 90 or len(after) > 40 or re.search(r"[。；]|[：:]", after) or is_date(after):
        return False
    if _NUMBER.search(after) or is_agency(after, places) or re.match(r"附件|[一1][、.．]", after):
        return False
    if after.startswith(("（", "(")):
        return re.match(r"[（(][^（）()]+[）)].", after) is not None and _TITLE_END.search(after) is not None
    if META.search(after) and not _TITLE_END.search(after):
        return False
    if _WHOLE.match(after) and _TITLE_END.search(after) and not re.search("[的和与及、]$|[关關][于於]", text):
        return False
    return not _TITLE_END.search(text) or bool(has_frame(text + after) and not has_frame(text))


def _score(text: str, line: Line, at: int) -> float:
    score = 2.0 * line.heading + (3.0 if has_frame(text) else 0.0)
    score += 1.5 * bool(_TITLE_END.search(text)) + 1.0 * bool(_SUBJECT.search(simplify(text)))
    if re.match(r"附[件表：:]|[一二三四五六七八九十]+、|\d+[.、．]|[（(]", text):
        score -= 3
    if len(text) > 80 or META.search(text):
        score -= 1.5
    return score + 0.5 - 0.05 * at

"""Parse headings of tiers such as 一、最佳案例（10个）."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.chinese import simplify
from data.notice_import.columns import column_role
from data.notice_import.numbering import parse_number, to_int

_UNITS = "[案个個項项篇名家件例份部门門所条則则种組组幅首位座]"
_NUMERAL = r"[\d一二三四五六七八九十百两兩]{1,4}"
_COUNT = re.compile(
    rf"\s*[（(【\[]\s*(?:共|计|計|共计|共計|总计|總計|合计|合計)?\s*(?P<inner>{_NUMERAL})\s*{_UNITS}[^（）()]{{0,30}}[）)】\]]"
    rf"|\s*[:：,，\s]\s*(?:一?共|共?计|合计)?\s*(?P<after>{_NUMERAL})\s*{_UNITS}(?:案例|项目|作品)?[:：]?\s*$|\s*一?共(?P<listed>{_NUMERAL})\s*{_UNITS}[，,]\s*(?:分别|依次|具体)?[是为]?如?下?[:：]\s*$|\s*[共計计]\s*(?P<plain>{_NUMERAL})\s*{_UNITS}\s*$"
)
_ANNOUNCED = re.compile("^(?:[A答][:：])?(?:(?:首先|接下来|接着|然后|下面|现在|最后)?(?:宣布|公布|发布)(?:的是)?)?")
"""The words of a speaker before a rank with its count: 首先宣布一等案例，共4个."""
_COUNT_AFTER_TIER = re.compile(rf"(?P<name>.{{2,12}}?)(?P<count>{_NUMERAL}){_UNITS}$")
"""A count that immediately follows the name of a tier: 一等作品2部."""
_NOTE = re.compile(
    r"\s*[（(][^（）()]*(?:排名不分先后|排序不分先后|排名不分|按.{1,12}(?:排序|排列|为序)|不分先后|節選|节选|略|资助|奖金|[：:])[^（）()]*[）)]|\s*[（(](?:续|续表)[）)]"
)
_TIER_WORD = re.compile(
    r"(?:[奖獎]|案例|[类類]|[界类類組组][別别]|方向|[组組]|批|批次|赛道|领域|項目|项目|作品|成果|名单|名單|单位|特優|优等|優等|佳作|甲等|乙等|实践|實踐|范例|提名|入围|入圍|篇|板块|专题|工程|計劃|范例|做法|奖项|等次|等奖|优秀|最佳|示范|典型|金|银|铜|经验|论文|简介|介绍|设施|设施类|品牌|企业|学校|举措)(?:[（(][^（）()]{1,16}[）)])?[:：]?$"
)
_TIER_BEGINNING = re.compile(
    "(?:[特一二三四]等|[一二三四]类|[甲乙丙]等|十佳|十大|最佳|最具|优秀|示范|典型|入围|提名)[\u4e00-\u9fff]*$"
)
_TIER_LENGTH = 8
"""The maximum length of a heading that begins as names of tiers do; a longer one may be a title."""
_LATIN = re.compile("\\s+[A-Za-z][A-Za-z &'’-]*$")
"""An English name after the Chinese one."""
_RANK = re.compile(
    r"^(?:[特一二三四]等[奖獎]?|[金银銀铜銅][奖獎級级牌]|优秀[奖獎]|[特優优佳]+等|[特優优]+|(?:[優优][異异秀]|[杰傑]出|嘉[許许])(?:[奖獎]|證書|证书)|佳作[奖獎]?|甲等|入[围圍][奖獎]?|提名[奖獎]|[一二三]类|(?:\dA|A{1,5}|[B-E]|[一二三四五六]星)级)$"
)

_ADDRESSEES = re.compile(
    r"各(?![类類]).*[：:]|.*[各关關][^，、：:]{0,6}(?:单位|單位|部门|部門|机构|機構|企业|企業|会员|會員)[：:]"
)
_LIST_NAME = re.compile(r"(?:名单|通知|公告|公示|揭晓|目录|一览表|结果|决定|出炉|通报|函)(?:[（(].*[）)])?[:：]?$")
"""Endings of the names of lists and notices, in simplified characters."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of cases."""

    name: str
    """The name without number, count and notes."""
    count: int | None
    """The number of cases that the heading states; None if it states none."""
    style: str
    """The style of the number before the heading; empty without a number."""
    line: int


def parse_heading(text: str, line: int) -> Heading:
    """Return the parts of a heading; `line` is its position."""
    number = parse_number(text)
    style = number.style if number else ""
    name = number.rest if number else text
    name = re.sub(r"^附件?\s*\d{0,2}\s*[:：.、]?\s*", "", name) if name.startswith("附") else name
    count = None
    if match := _COUNT.search(name):
        count = to_int(match["inner"] or match["after"] or match["listed"] or match["plain"])
        name = name[: match.start()] + name[match.end() :]
    elif (match := _COUNT_AFTER_TIER.match(name)) and _is_tier(_unboxed(match["name"])):
        name, count = match["name"], to_int(match["count"])
    name = _NOTE.sub("", name).strip().rstrip(":：").strip()
    name = re.sub(r"(?:名单|名單|一览表|汇总表|目录|简介|介绍)$", "", name) if len(name) > 4 else name
    name = name[_label_of_tier(name) :].strip()
    name = _ANNOUNCED.sub("", name) if count is not None else name
    return Heading(_unboxed(name), count, style, line)


def states_count(text: str) -> bool:
    """Return whether the text only states a count: （共24个）."""
    heading = parse_heading(text, 0)
    return heading.count is not None and not heading.name and not heading.style


def _unboxed(name: str) -> str:
    """Return the name without brackets or quotation marks around the whole of it."""
    enclosed = re.fullmatch(r"[【\[〖](.*)[】\]〗]|[“「《](.*)[”」》]|[（(](?!第|\d{4})([^（）()]{2,14})[）)]", name)
    return (enclosed[1] or enclosed[2] or enclosed[3]) if enclosed else name


def _label_of_tier(name: str) -> int:
    """Return the length of a label before the name of a tier, 类别：居家安全; 0 if there is none."""
    label = re.match("([^：:]{2,12})[：:](?=.)", name)
    return label.end() if label and column_role(label[1]) == "tier" else 0


def looks_like_heading(text: str) -> bool:
    """Return whether the line, on its own, looks like the heading of a tier."""
    heading = parse_heading(text, 0)
    if re.search("如下|以下|现将|现公布|予以公布|特此", text) or is_addressees(text):
        return False
    if not 1 < len(heading.name) <= 36 or re.search(r"[。；？！]|[，,].*[，,]", heading.name):
        return False
    plain = _LATIN.sub("", _NOTE.sub("", text).strip())
    if heading.count is not None or is_rank(heading.name):
        return True
    number = parse_number(text)
    labelled = number and _label_of_tier(number.rest)
    return bool(labelled or _TIER_WORD.search(plain) or _is_tier(heading.name))


def is_addressees(text: str) -> bool:
    """Return whether the line names the addressees of the notice: 各市民政局，各有关单位：."""
    return bool(_ADDRESSEES.fullmatch(text))


def _is_tier(name: str) -> bool:
    """Return whether the name ends as names of tiers do, or is short and begins as they do."""
    return bool(_TIER_WORD.search(name) or (_TIER_BEGINNING.match(name) and len(name) <= _TIER_LENGTH))


def join_names(upper: str, lower: str) -> str:
    """Return the name of a tier below another heading: 土木類特優, 服務模式獎（創新意念）."""
    if not upper or not lower or upper == lower:
        return upper or lower
    return upper + lower if is_rank(lower) or len(upper) > 12 else f"{upper}（{lower}）"


def is_rank(name: str) -> bool:
    """Return whether the name is only that of a rank: 一等奖."""
    return bool(_RANK.match(name))


def is_award(name: str) -> bool:
    """Return whether the name is that of a rank or an award: 优秀组织奖."""
    return is_rank(name) or name.endswith(("奖", "獎"))


def is_name_of_list(text: str) -> bool:
    """Return whether the heading names the whole list rather than a tier: 附件, …名单, 2022年度…, without number."""
    if parse_heading(text, 0).style:
        return False
    return bool(names_list(text) or re.match("附件", text) or re.search(r"\d{4}年|第.{1,3}[届屆]", text))


def names_list(text: str) -> bool:
    """Return whether the text ends as the name of a list or notice does: …名单（2022年）."""
    return bool(_LIST_NAME.search(simplify(text)))

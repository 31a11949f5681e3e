"""Read the draft of a notice from the content of a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from data.chinese import simplify
from data.notice_import.blocks import Block, ImportRefusedError, Line, Table
from data.notice_import.columns import is_header
from data.notice_import.contents import without_contents
from data.notice_import.draft import About, Doubt, Draft, DraftCase, DraftTier, doubt_count
from data.notice_import.head import read_head
from data.notice_import.identity import make_id
from data.notice_import.labels import join_labels, known_labels, label_values
from data.notice_import.layout.found import Found, FoundCase, Source
from data.notice_import.layout.headings import is_name_of_list, is_rank, join_names, looks_like_heading, parse_heading
from data.notice_import.layout.lists import find_cases
from data.notice_import.layout.prose import find_cases_in_prose
from data.notice_import.layout.reading import clean_title
from data.notice_import.layout.splitting import (
    join_continued,
    join_counts,
    split_line,
    spread_organizations,
)
from data.notice_import.layout.table_shapes import columns_to_tables, unfold_cards
from data.notice_import.layout.tables import find_cases_in_tables
from data.notice_import.layout.vertical import join_cells
from data.notice_import.names.agencies import is_agency, is_agency_list, split_agencies
from data.notice_import.names.elision import find_speaker, restore
from data.notice_import.names.places import Places, load_places
from data.notice_import.numbering import without_numbers
from data.notice_import.official_title import strip_frame
from data.notice_import.readers.registry import read
from data.notice_import.selection import is_selection

_FURNITURE = re.compile(
    r"版权所有|ICP备|ICP证|公网安备|技术支持[：:]|网站标识码|^(?:上|下)一[篇条页版]|^第\d+版|^(?:责任)?(?:编辑|责编|校对|审核|监制|撰稿|摄影|排版|制作)\s*[：:|｜丨]|^[-—\s]*END[-—\s]*$|^(?:打印|关闭|分享|收藏|返回顶部|扫一扫)|^\W+$"
    r"|^政府信息公开选项\s*[：:]|^分享到\s*[：:]|^相关(?:解读|阅读|链接|附件|文章|报道|新闻)\s*[：:]"
    r"|^[-—\s]*(?:转发|轉寄|转寄|原始)的?(?:邮件|郵件)[-—\s]*$"
    r"|^[（(](?:按.*|以.*为序|排名不分先后|不分先后)[）)]$"
)
"""Lines that belong to the page rather than to the notice."""
_QUOTES = re.compile("[“”「」《》]")
_SOURCES: Mapping[Source, str] = {"above": "空着，取了上一行的", "story": "没有写明，取自正文"}
_RANKED = re.compile(r"(?P<title>.+?)\s*[（(\[【](?P<rank>[^（）()]{2,6})[）)\]】]")
_ATTACHMENT = re.compile(r"附[件表]\s*\d{0,2}\s*[:：]?")
"""The line that numbers an attachment, above its title."""
_PUBLISHER = re.compile(
    r"((?:主办|发布|颁发|颁奖|指导|推介)(?:单位|机构|机关|部门)|(?:公布|发布)(?:日期|时间)|供稿)\s*[：:]"
)
"""Labels, in simplified characters, of the publisher of the list and the date."""


def import_notice(content: bytes, name: str) -> Draft:
    """Return the draft of the notice in a file called `name`.

    Raises ImportRefusedError, with a message in Chinese, if the file is unreadable or has no list of cases.
    """
    blocks = read(content, name)
    draft = draft_notice(blocks, load_places(), name)
    if draft is None:
        raise ImportRefusedError("没有找到案例名单：没有成列的案例和单位")
    return draft


def draft_notice(blocks: Sequence[Block], places: Places, name: str = "") -> Draft | None:
    """Return the draft of the notice in the lines and tables; None if they contain no list of cases."""
    blocks = join_cells([block for block in blocks if isinstance(block, Table) or block.text.strip("|｜ ")], places)
    blocks = list(unfold_cards(blocks))
    blocks = without_contents(blocks)
    blocks = [block for block in blocks if isinstance(block, Table) or not _is_furniture(block.text)]
    blocks = [part for block in blocks for part in (split_line(block, places) if isinstance(block, Line) else (block,))]
    blocks = known_labels(join_continued(label_values(join_labels(blocks)), places), places)
    lines = [block for block in blocks if isinstance(block, Line)]
    blocks = spread_organizations(join_counts(blocks), places)
    found = _find(_without_publisher(blocks), places)
    if not found.cases:
        return None
    titles = without_numbers([case.title for case in found.cases])
    found = replace(found, cases=tuple(map(_titled, found.cases, titles)))
    tiers = {case.tier for case in found.cases}
    headings = tiers if len(tiers) > 1 else set()  # the name of one of several tiers is not the title
    head = read_head([line for line in lines if line.text not in headings], places, found.first, found.last)
    if not is_selection(head.title, found, lines):
        return None
    found = replace(found, cases=tuple(_once(found.cases, head.title, found.counts)))
    spoken = (*head.issuers, head.title)
    cases: list[DraftCase] = []
    doubts: list[Doubt] = []
    for case in found.cases:
        names = split_agencies(case.agencies, places)
        speaker = find_speaker((case.group, *spoken) if case.group else spoken, places)
        agencies = tuple(dict.fromkeys(restore(names, places, speaker, case.group)))
        cases.append(DraftCase(case.title, agencies))
        doubts += _case_doubts(case, names, agencies, places)
    doubts += _count_doubts(found)
    if not head.issued:
        doubts.append(Doubt(0, "没有找到日期", About.ISSUED))
    if not head.issuers:
        doubts.append(Doubt(0, "没有找到发布单位", About.ISSUERS))
    title = head.title or re.sub(r"\.\w{1,5}$", "", name)
    if not head.title:
        doubts.append(Doubt(0, "没有找到标题，用了文件名", About.TITLE))
    identity = make_id(title, head.issued, head.issuers, places)
    return Draft(identity, title, head.issued, head.issuers, tuple(_tiers(found.cases, cases)), tuple(doubts))


def _is_furniture(text: str) -> bool:
    """Return whether the line belongs to the page rather than to the notice, or names the columns of a list."""
    words = [] if "|" in text else text.split()
    return bool(_FURNITURE.search(text)) or (len(words) > 2 and is_header(words))


def _without_publisher(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without lines about the publisher, whose label occurs once: 主办单位：….

    Such a line belongs to no case.
    """
    labels = [_PUBLISHER.match(simplify(block.text)) if isinstance(block, Line) else None for block in blocks]
    counts = Counter(label[1] for label in labels if label)
    return [block for block, label in zip(blocks, labels, strict=True) if not label or counts[label[1]] > 1]


def _find(blocks: Sequence[Block], places: Places) -> Found:
    """Return the reading with the highest score, joined with tiers before and after it that have another layout."""
    found = _surest(blocks, places)
    if found.cases:
        headed = list(_with_headed_attachments(blocks))
        before = _surest([block for block in headed if block.last < found.first], places)
        after = _surest([block for block in headed if block.number > found.last], places)
        for other in (before, after):
            if other.cases and all(case.tier and case.agencies for case in other.cases):
                found = _with_name_for_tier(found, headed).joined(other)
    tiers = {case.tier for case in found.cases}
    if len(tiers) == 1 and is_name_of_list(tier := tiers.pop()):
        # a heading that names the whole list is no tier, unless another stands beside it
        return replace(
            found,
            cases=tuple(replace(case, tier="") for case in found.cases),
            counts={"": count} if (count := found.counts.get(tier)) else {},
        )
    return found


def _with_name_for_tier(found: Found, blocks: Sequence[Block]) -> Found:
    """Return the cases of an attachment with its heading as their tier, if they have no tier."""
    above = [block for block in blocks if isinstance(block, Line) and block.last < found.first]
    is_named = len(above) > 1 and above[-1].heading and _ATTACHMENT.fullmatch(above[-2].text)
    if not is_named or any(case.tier for case in found.cases):
        return found
    return replace(found, cases=tuple(replace(case, tier=above[-1].text) for case in found.cases))


def _with_headed_attachments(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with the names of attached lists marked as headings: 优秀组织单位名单 below 附件2."""
    is_first = False
    for block in blocks:
        if isinstance(block, Line) and is_first and is_name_of_list(block.text) and looks_like_heading(block.text):
            yield replace(block, text=parse_heading(block.text, 0).name, heading=True)
        else:
            yield block
        is_first = isinstance(block, Line) and _ATTACHMENT.fullmatch(block.text) is not None


def _surest(blocks: Sequence[Block], places: Places) -> Found:
    """Return the reading of tables, lines or running text that has the highest score."""
    lines = [block for block in blocks if isinstance(block, Line)]
    candidates = [find_cases(lines, places), find_cases_in_prose(lines, places)]
    if len(lines) < len(blocks):
        candidates.insert(0, find_cases_in_tables(blocks, places))
    elif len(columns := columns_to_tables(blocks)) < len(blocks) and not _has_agencies_beside(columns, places):
        candidates.insert(0, find_cases_in_tables(columns, places))
    return max(candidates, key=lambda found: found.score)


def _has_agencies_beside(blocks: Sequence[Block], places: Places) -> bool:
    """Return whether some row has several cells of agencies, so that its fields are no columns."""
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    return any(sum(is_agency_list(cell, places) for cell in row) > 1 for row in rows)


def _titled(case: FoundCase, title: str) -> FoundCase:
    """Return the case with `title`, less a rank in brackets at its end, which becomes its tier: 甲（一等奖）."""
    match = _RANKED.fullmatch(title)
    if not match or not is_rank(match["rank"]):
        return replace(case, title=title)
    tier = case.tier if case.tier.endswith(match["rank"]) else join_names(case.tier, match["rank"])
    return replace(case, title=clean_title(match["title"]), tier=tier)


def _once(cases: Sequence[FoundCase], title: str, counts: Collection[str]) -> Iterator[FoundCase]:
    """Yield the cases without repetition, and without tiers that only repeat the title of the notice.

    A directory and the texts below it may state the same cases. Such a tier is the title, or the end of it, which is
    the subject of the notice (某某案例 in 关于推介某某案例的通知) if it heads all cases and states no count.
    """
    tiers = {case.tier for case in cases}
    subject = _QUOTES.sub("", strip_frame(title))
    is_subject = len(tiers) == 1 and any(subject.endswith(_QUOTES.sub("", tier)) for tier in tiers - set(counts))
    title = tiers.pop() if is_subject else parse_heading(title, 0).name
    result: dict[tuple[str, str], FoundCase] = {}
    for case in cases:
        tier = "" if case.tier == title else case.tier
        known = result.get((tier, case.title))
        if known is None or not known.agencies:
            result[tier, case.title] = replace(known or case, agencies=case.agencies, tier=tier)
    yield from result.values()


def _tiers(found: Sequence[FoundCase], cases: Sequence[DraftCase]) -> Iterator[DraftTier]:
    order = list(dict.fromkeys(case.tier for case in found))
    pairs = sorted(zip(found, cases, strict=True), key=lambda pair: order.index(pair[0].tier))
    for tier, group in groupby(pairs, key=lambda pair: pair[0].tier):
        yield DraftTier(tier or None, tuple(case for _, case in group))


def _case_doubts(
    case: FoundCase, names: Sequence[tuple[str, str]], agencies: Sequence[str], places: Places
) -> Iterator[Doubt]:
    if not agencies:
        yield Doubt(case.line, f"没有找到单位：{case.title}", About.NO_AGENCY, case.title)
    elif case.source != "stated":
        yield Doubt(case.line, f"《{case.title}》的单位{_SOURCES[case.source]}，对吗？", About.AGENCY, agencies[0])
    for (name, _), full in zip(names, agencies, strict=False):
        if full != name:
            yield Doubt(case.line, f"“{name}”补为“{full}”，对吗？", About.AGENCY, full)
        elif not is_agency(name, places):
            yield Doubt(case.line, f"“{name}”是一个单位吗？", About.AGENCY, name)
        elif (
            re.search("[和与及]", name) and len(name) > 16 and len(re.findall("局|委员会|厅|大学|公司|医院", name)) > 1
        ):
            yield Doubt(case.line, f"“{name}”是两个单位还是一个？", About.AGENCY, name)


def _count_doubts(found: Found) -> Iterator[Doubt]:
    for tier, count in found.counts.items():
        have = sum(case.tier == tier for case in found.cases)
        if have != count:
            yield doubt_count(tier, count, have)

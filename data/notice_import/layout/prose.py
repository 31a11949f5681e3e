"""Find cases in running text: 一等奖2个：标题（某某局）；标题（某某局） or 某某局辦理之「标题」及…."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from data.notice_import.blocks import Line
from data.notice_import.columns import column_role
from data.notice_import.dates import ANNOUNCED
from data.notice_import.layout.found import Found, FoundCase
from data.notice_import.layout.headings import is_name_of_list, is_rank, join_names, looks_like_heading, parse_heading
from data.notice_import.layout.item_layouts import DOING
from data.notice_import.layout.items import read_items
from data.notice_import.layout.reading import Reading, clean_title, is_title
from data.notice_import.names.agencies import is_agency_list, is_person
from data.notice_import.names.places import Places

_WEIGHT = 0.8
_MIN_CASES = 3
_ALONE = 0.4
"""The score of each agency in a list of agencies without titles."""
_PERSONS = 0.5
"""The factor of the score of a list of persons with their agencies, who may be authors of the text above."""
_MIN_LENGTH = 12
"""The minimum length of a line with cases in running text."""
_MAX_TIER = 16
"""The maximum length of a tier in the first line; a longer line is the headline."""
_HEADLINE = re.compile(rf"{ANNOUNCED}(?!.*(?:[类類组組]|方向|领域|赛道)$)")
"""The verb in headings that announce the list, 某某厅公布优秀项目, but not in kinds of cases, 信息发布类."""
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_LISTS = re.compile(r"[；;](?=[^；;：:（(“「《、，]{2,16}[：:])")
_INTRODUCTION = re.compile(
    r"^(?P<text>[^；]{0,80}?(?:(?:分别|分別|依次)(?:是|为|為)[：:]?|[：:]|(?:是|为|為)(?=[“《「『])))\s*"
)
_OF = re.compile(
    rf"(?P<agency>[^，,。；;：:「」『』“”《》]{{2,80}}?)(?P<doing>{DOING}?[之的]|{DOING})?[「『《“]"
    r"(?P<title>(?:[^「」『』《》“”]|「[^「」]*」|『[^『』]*』|“[^“”]*”|《[^《》]*》)+)[」』》”]"
    r"(?(doing)|(?=[、，,；;。及和與为為获等（(]|入[选選榜围圍]|[荣榮][获獲]|上榜|[当當][选選]|$))"
)
_WITH_BRACKETS = re.compile(
    "(?P<title>《[^《》]+》|“[^“”]+”|「[^「」]+」)[（(](?P<agency>(?:[^（）()]|[（(][^（）()]*[）)])+)[）)]"
)
_IN_BRACKETS = re.compile("[（(](?P<agency>(?:[^（）()]|[（(][^（）()]*[）)])+)[）)]")
_LEADING_TO = re.compile("^[^（(]*?(?:[：:]|(?:有|包括|[是为])(?:[：:]|(?=.{4})))")
"""The words of a sentence before its first case: 其中，景区类有."""
_KIND_BEFORE = re.compile(
    "^(?:[^（(，：:]{0,10}[，：:])?(?P<kind>[^（(，：:]{2,14}?)(?:有|包括|[是为]|[：:])[^（(]*[（(]"
)
"""The beginning of a list of a kind of cases: 其中，景区类有甲（某某局）."""
_BEFORE = re.compile("[；;。：:》」』”]")
"""Separators between a case and the next one."""
_JOINT = re.compile("^(?:以及|[及和與与、另])+|.*?(?:决定|拟)?(?:认定|授予|命名|确定)|.*?将|.*?(?:[由为為是]|包括)")
"""Words between a case and the agencies of the next one: 以及, 第1件為, 包括."""
_RESULT = re.compile(
    "[）)”」』》][^（）()《》“”「」『』]{0,12}(?:获评|评为|获得|荣获|入选|授予|[为為获獲](?=[特一二三四金银铜銀銅优優]))"
    "(?P<tier>[^，。；（）()《》]{2,14})[。；]?$"
)
"""The award of all cases at the end of a sentence: …（乙局）3个案例获评十佳案例, …“丙”为一等."""
_UP_TO = re.compile(
    r"等?[\d一二三四五六七八九十]{1,3}[个個项項件篇](?:案例|项目|項目|作品|成果)?(?:[评評列定确認认][选選为定]?)?[为為][“「]?(?P<tier>[^，。；（）()《》“”「」]{2,10})[”」]?[，,；;。]"
)
"""The end of a list within a sentence, with the award of its cases: 等5个案例为一类案例，."""
_WINNING = "(?:获得|获(?!奖)|獲得|荣获|榮獲|获评|评为|入选)"
_WINNERS = "(?:工程|設施|设施|案例|项目|項目|作品)"
_TIER = re.compile(
    r"(?P<kind>[\u4e00-\u9fff“”「」]{2,14}?)(?:有|共|计|共计|項目|项目)?\s*[\d一二三四五六七八九十兩两]+\s*[个個项項件篇名](?P<rank>[\u4e00-\u9fff]{0,6})"
)


def find_cases_in_prose(lines: Sequence[Line], places: Places) -> Found:
    """Return the cases that sentences list; no cases if there are fewer than three."""
    cases: list[FoundCase] = []
    score = 0.0
    upper = above = ranked = ""  # ranked: the heading above with its rank, if it has one
    for at, line in enumerate(lines):
        if "。" not in line.text and (looks_like_heading(line.text) or is_name_of_list(line.text)):
            heading = parse_heading(line.text, line.number)
            above = "" if _is_headline(line.text, heading.name, at) else heading.name
            ranked = join_names(upper, above) if is_rank(above) else above if heading.count is not None else ""
            upper = upper if is_rank(above) else above
            continue
        if len(line.text) < _MIN_LENGTH:
            continue
        before = ""
        for sentence in _sentences(line.text):
            readings, gained, tier = _best(sentence, places)
            tier = before = tier or before  # 一等奖：《甲》（乙局）；《丙》（丁局）
            tier = join_names(above, tier) if is_rank(tier) else tier or ranked
            cases += [FoundCase(r.title, r.agencies, line.number, tier) for r in readings]
            score += gained
    if len(cases) < _MIN_CASES:
        return Found()
    return Found(tuple(cases), {}, _WEIGHT * score, cases[0].line, cases[-1].line, prose=True)


def _is_headline(text: str, name: str, at: int) -> bool:
    """Return whether the heading at this index is that of the notice or list rather than of a tier."""
    return bool(is_name_of_list(text) or _HEADLINE.search(name)) or (at == 0 and len(text) > _MAX_TIER)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences, and the parts of a sentence that each begin a list: 金奖：…；银奖：…."""
    for match in _SENTENCE.finditer(text):
        if lists := list(_UP_TO.finditer(match[0])):
            ends = [0, *(found.end() for found in lists)]
            yield from (match[0][start:end] for start, end in itertools.pairwise(ends))
            continue
        parts = re.split("[；;]|[，,](?=[《“「])", match[0])
        parts = list(itertools.dropwhile(lambda part: not re.search("[）)]", part), parts)) or parts  # 其中，
        is_list = any(all(map(begins.search, parts)) for begins in (_WITH_BRACKETS, _RESULT, _KIND_BEFORE))
        yield from parts if is_list else _LISTS.split(match[0])


def _best(sentence: str, places: Places) -> tuple[list[Reading], float, str]:
    listed, score = _listed(sentence, places)
    quoted = list(_bracketed(sentence, places)) or list(_quoted(sentence, places))
    if not quoted and (_KIND_BEFORE.match(sentence) or len(_IN_BRACKETS.findall(sentence)) > 1):
        quoted = list(_before_brackets(sentence, places))
    if len(quoted) > len(listed) or len(quoted) == len(listed) > score:
        listed, score = quoted, float(len(quoted))
    if sum(is_person(reading.title) for reading in listed) * 2 > len(listed):
        score *= _PERSONS
    tier = _tier(sentence) or _kind(sentence) if listed else ""
    return listed, score, re.sub("^拟?(?:评定|评选|认定|确定)为|的$", "", tier)


def _listed(sentence: str, places: Places) -> tuple[list[Reading], float]:
    """Return the cases separated by semicolons, or else by commas, after an introduction, and their score."""
    introduction = _INTRODUCTION.match(sentence)
    if not introduction or column_role(introduction["text"].strip().rstrip("：:")):
        return [], 0.0
    text = sentence[introduction.end() :].strip("。！？ ")
    for separators in ("；;", "、，,"):
        pieces = [kept for piece in _split(text, separators) if (kept := re.sub("^(?:以及|及|和)", "", piece).strip())]
        if len(pieces) < 2:
            continue
        readings, _ = read_items([[piece] for piece in pieces], places)
        if all(r and r.title == r.agencies for r in readings) and looks_like_heading(introduction["text"].strip()):
            return [r for r in readings if r], len(pieces) * _ALONE
        with_agency = [r for r in readings if r and r.agencies and r.title != r.agencies]
        if len(with_agency) >= len(pieces) * 0.8:
            return [r for r in readings if r], float(len(with_agency))
        if separators == "；;" and all(readings) and re.search("案例|项目|成果|作品", introduction["text"]):
            return [r for r in readings if r], len(pieces) * 0.4
    return [], 0.0


def _split(text: str, separators: str) -> list[str]:
    """Return the parts of the text, split at separators outside of brackets and quotation marks."""
    pieces, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if character in "（(“《「『":
            depth += 1
        elif character in "）)”》」』":
            depth = max(depth - 1, 0)
        elif character in separators and depth == 0:
            pieces.append(text[start:at])
            start = at + 1
    return [piece.strip() for piece in (*pieces, text[start:]) if piece.strip()]


def _quoted(sentence: str, places: Places) -> Iterator[Reading]:
    for match in _OF.finditer(sentence):
        title = clean_title(match["title"])
        agency = _agency(match["agency"], places)
        before = _BEFORE.split(sentence[: match.start()].removesuffix("，"))[-1]
        if agency and sentence[: match.start()].endswith("，") and is_agency_list(before, places):
            agency = f"{before}，{agency}"  # 甲市A局、B局，乙市A局《标题》
        if agency and is_title(title) and not re.search("第.{1,4}[届屆].*[奖獎]$", title):
            yield Reading(title, agency)


def _bracketed(sentence: str, places: Places) -> Iterator[Reading]:
    """Yield the cases of 《标题》（某某局）、《标题》（某某局）."""
    for match in _WITH_BRACKETS.finditer(sentence):
        if is_title(match["title"]) and is_agency_list(match["agency"], places):
            yield Reading(clean_title(match["title"]), match["agency"])


def _before_brackets(sentence: str, places: Places) -> Iterator[Reading]:
    """Yield the cases of 有标题（某某局）、标题（某某局）: the texts between agencies in brackets."""
    end = 0
    for match in _IN_BRACKETS.finditer(sentence):
        if not is_agency_list(match["agency"], places):
            continue
        title = _LEADING_TO.sub("", sentence[end : match.start()]) if not end else sentence[end : match.start()]
        title = re.sub("^[、，,；;]?(?:以?及|和|与)?", "", title).strip()
        end = match.end()
        if is_title(title) and not re.search("[，；]", title):
            yield Reading(clean_title(title), match["agency"])


def _agency(text: str, places: Places) -> str:
    """Return the agencies at the end of `text`, after words such as 分别为 or 第1件由; empty if there are none."""
    starts = [0]
    while match := _JOINT.match(text, starts[-1]):
        starts.append(match.end())
    for start in reversed(starts):
        if is_agency_list(text[start:].strip(), places):
            return text[start:].strip()
    return ""


def _kind(sentence: str) -> str:
    match = _KIND_BEFORE.match(sentence)
    return match["kind"] if match and looks_like_heading(match["kind"]) else ""


def _tier(sentence: str) -> str:
    """Return the tier that the sentence states, 一等奖3个, 水利類有4件特優; empty if it states none."""
    if ending := _UP_TO.search(sentence):
        return parse_heading(ending["tier"], 0).name
    introduction = re.split(r"[：:]|分别|分別", sentence, maxsplit=1)[0]
    if matches := list(_TIER.finditer(introduction)):
        match = matches[-1]
        rank = re.sub(f"{_WINNERS}(?:获得|獲得|荣获|摘得)?$", "", match["rank"])
        kind = re.sub(f"^(?:[另其中]+|{_WINNING})|[「」]|的{_WINNERS}$|(?:则|分别)?[由是]$", "", match["kind"])
        return parse_heading(kind, 0).name + rank
    if ending := _RESULT.search(sentence):
        return parse_heading(ending["tier"], 0).name
    clause = re.sub(
        "^.*(?:获得|荣获|评为|评选出的?|评出的?|选出的?|确定的?|入选的?|授予)", "", re.split("[，,]", introduction)[-1]
    )
    clause = re.sub("的?[是有为]$|^(?:项目|案例|作品|成果|项目名单)$", "", clause)
    return parse_heading(clause, 0).name if 1 < len(clause) <= 14 and looks_like_heading(clause) else ""

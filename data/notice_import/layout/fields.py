"""Read labelled values of a case: 单位：…, 案例名称：…."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from data.notice_import.columns import Role, column_role
from data.notice_import.layout.headings import is_rank
from data.notice_import.layout.reading import Reading, is_nothing, make_reading
from data.notice_import.names.agencies import FIELD_BREAK, Judge, is_agency
from data.notice_import.names.places import Places

_FIELD = re.compile(
    r"(?:^|(?<=[\s；;，,。（(、|]))"
    r"(?P<label>[^：:，,。；;、\s“”《》（）()|｜丨]{2,12}(?:[（(][^（）()]{1,10}[）)])?)\s*[：:|｜丨]\s*"
)
_UNKNOWN = re.compile("[\u4e00-\u9fff]{2,6}[：:]")
"""An unknown label at the beginning of a line."""
_NAMES_TITLE = re.compile("[名题題标標]")
"""Characters in labels of titles that take precedence over a title without a label: 案例名称."""


def read_labelled(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of labelled lines, 单位：… on a line of its own or after the title; None if there are none.

    Values of other labels are ignored.
    """
    titles: list[str] = []
    agencies: list[str] = []
    named = rank = ""
    into: list[str] | None = titles
    found = False
    for at, line in enumerate(lines):
        if at and _UNKNOWN.match(line) and not any(label for label, _ in _fields(line)):
            into = None  # 推荐语：… is a text about the case
            continue
        for label, text in _fields(line):
            role = label_role(label, text, judge.places) if label else None
            if role == "agency":
                found = True
                into = agencies
            elif role == "title" and (not titles or _NAMES_TITLE.search(label)):  # 主要做法：… is a text about a case
                named, into = text, None
                continue
            elif label:
                into = None
                rank = text if role == "tier" and is_rank(text) else rank
            elif agencies and (agencies[-1].endswith(("、", "，", ",", "；")) or _is_broken(agencies[-1], text, judge)):
                agencies[-1] += text  # the list goes on
                continue
            elif agencies and agencies[-1] and not (into is agencies and judge.is_strict_list(text)):
                into = None  # a summary after the agencies
            if into is not None and not is_nothing(text):
                into.append(_stated(text, judge) if role == "agency" else text)
    if not found or not (named or titles):
        return None
    is_broken = len(titles) == 2 and not titles[1].endswith("。")  # else a summary stands between
    title = named or _without_place("".join(titles if is_broken else titles[:1]), judge)
    reading = make_reading(title, FIELD_BREAK.join(agency for agency in agencies if agency))
    return reading._replace(rank=rank) if reading else None


def _is_broken(before: str, after: str, judge: Judge) -> bool:
    """Return whether a name continues on the next line: …；某某核电有, and below it 限公司."""
    last = re.split("[、，,；;]", before)[-1].strip()
    return bool(last) and not judge.is_list(last) and judge.is_list(last + after)


def _stated(text: str, judge: Judge) -> str:
    """Return the agencies before a sentence about the case, 某某局。企业边生产边培养; else the text unchanged."""
    stated, _, told = text.partition("。")
    return stated if told and judge.is_list(stated) else text


def _without_place(title: str, judge: Judge) -> str:
    """Return the title without a place that a bar separates from it: 江岸区 | 标题."""
    parts = [part for part in re.split(r"\s*[|｜丨]\s*", title) if not judge.places.is_place(part)]
    return parts[0] if len(parts) == 1 else title


def label_role(label: str, text: str, places: Places) -> Role | None:
    """Return the role of a label before `text`; persons with their agencies have the role of agencies.

    Returns None for a word that is no label.
    """
    role = None if places.leading(label) else column_role(label)  # 肥东县人民法院：…
    if role == "person" and any(is_agency(part, places) for part in re.split(r"[\s，,、（）()]+", text)):
        return "agency"
    return "agency" if role == "partner" else role


def _fields(line: str) -> Iterator[tuple[str, str]]:
    """Yield (label, value) for the labelled parts of the line; the label of text before the first label is empty."""
    matches = list(_FIELD.finditer(line))
    known = [match for match in matches if column_role(match["label"])]
    # beside a known label every word with a colon is one, but for the beginning of a title
    matches = [match for match in matches if match in known or (known and match.start() and match[0][-1:] != "丨")]
    first = matches[0].start() if matches else len(line)
    if before := line[:first].strip().rstrip("（(；;，,|").strip():
        yield "", before
    for match, after in itertools.zip_longest(matches, matches[1:]):
        text = (
            line[match.end() : after.start() if after else len(line)]
            .strip()
            .rstrip("；;，,|。（(" if after else "；;|。（(")
            .strip()
        )
        if text.count("）") + text.count(")") > text.count("（") + text.count("("):
            text = re.sub(r"[）)]$", "", text)  # the bracket opens before the label
        yield match["label"], text

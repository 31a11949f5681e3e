"""Corrections of a draft in words: 标题是…, 日期是…, 发布单位是…, 第 3 个的单位是…, 第 3 个的标题是…, 去掉第 5 个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from data.notice_import.dates import parse_date
from data.notice_import.draft import About, Doubt, Draft, DraftCase, DraftTier, doubt_count
from intents.language.numerals import NUMERAL_PATTERN, parse_number

_IS = r"\s*(?:应该是|应当是|应为|应是|改成|改为|换成|是|为|[:：])\s*(?P<value>\S.*)"
_ITEM = rf"第?\s*(?:{NUMERAL_PATTERN})\s*[个條条项号]?(?:案例)?"
_ONE = rf"第\s*(?P<number>{NUMERAL_PATTERN})\s*[个條条项号]?(?:案例)?"
_DELETE = "去掉|去除|删掉|删除|删去|移除"
_TITLE = re.compile(rf"(?:通知的?|总)?(?:标题|題目|题目){_IS}")
_DATE = re.compile(rf"(?:发布|发文|印发)?(?:日期|时间){_IS}")
_ISSUERS = re.compile(rf"(?:发布|发文|印发)(?:单位|机关|部门){_IS}")
_CASE_TITLE = re.compile(rf"{_ONE}\s*的?(?:标题|题目|名称){_IS}")
_CASE_AGENCIES = re.compile(rf"{_ONE}\s*的?(?:单位|部门){_IS}")
_REMOVE = re.compile(rf"(?:请|把)?(?:{_DELETE})\s*(?P<items>{_ITEM}(?:\s*[、,，和]\s*{_ITEM})*)")
_REMOVE_AFTER = re.compile(rf"(?:请)?(?:把|将)\s*(?P<items>{_ITEM}(?:\s*[、,，和]\s*{_ITEM})*)\s*(?:{_DELETE})")


class CorrectionError(Exception):
    """The correction was not understood or does not fit; nothing was changed. The message is for the user."""


class Correction(NamedTuple):
    """A corrected draft."""

    draft: Draft
    changes: tuple[str, ...]
    """What changed, in Chinese; empty if all was so before."""


def correct(draft: Draft, text: str) -> Correction:
    """Return the draft with the corrections, one a line; numbers are those of the draft as given.

    Raises CorrectionError.
    """
    removed: set[int] = set()
    changes: list[str] = []
    for line in re.split(r"[\n；;]+", text):
        if statement := line.strip(" \t\u3000。"):
            before, draft = draft, _apply(draft, statement, removed)
            changes += _describe_changes(before, draft)
    changes += [f"去掉了第 {number} 个：{_cases(draft)[number - 1].title}" for number in sorted(removed)]
    if len(removed) == len(_cases(draft)):
        raise CorrectionError("这样就一个也不剩了。")
    tiers = []
    number = 0
    for tier in draft.tiers:
        numbered = list(enumerate(tier.cases, number + 1))
        number += len(tier.cases)
        if cases := tuple(case for position, case in numbered if position not in removed):
            tiers.append(replace(tier, cases=cases))
    corrected = replace(draft, tiers=tuple(tiers))
    return Correction(replace(corrected, doubts=tuple(_remaining_doubts(corrected))), tuple(changes))


def _describe_changes(before: Draft, after: Draft) -> Iterator[str]:
    """Yield what one statement changed; the cases of both have the same numbers."""
    if after.title != before.title:
        yield f"标题改为《{after.title}》"
    if after.issued != before.issued:
        yield f"日期改为 {after.issued}"
    if after.issuers != before.issuers:
        yield f"发布单位改为{'、'.join(after.issuers)}"
    for number, (old, new) in enumerate(zip(_cases(before), _cases(after), strict=True), 1):
        if new.title != old.title:
            yield f"第 {number} 个的标题改为“{new.title}”"
        if new.agencies != old.agencies:
            yield f"第 {number} 个的单位改为{'、'.join(new.agencies)}"


def _apply(draft: Draft, statement: str, removed: set[int]) -> Draft:
    """Return the draft with one correction; note in `removed` the numbers of cases to remove."""
    if match := _CASE_TITLE.fullmatch(statement):
        number = _number(match["number"], draft)
        return _with_case(draft, number, title=_unquoted(match["value"]))
    if match := _CASE_AGENCIES.fullmatch(statement):
        number = _number(match["number"], draft)
        return _with_case(draft, number, agencies=_names(match["value"]))
    if match := _REMOVE.fullmatch(statement) or _REMOVE_AFTER.fullmatch(statement):
        removed |= {_number(one, draft) for one in re.findall(NUMERAL_PATTERN, match["items"])}
        return draft
    if match := _ISSUERS.fullmatch(statement):
        return replace(draft, issuers=_names(match["value"]))
    if match := _DATE.fullmatch(statement):
        if (date := parse_date(match["value"])) is None:
            raise CorrectionError(f"“{match['value'][:40]}”不是一个日期，请写成 2024-05-06 或 2024年5月6日。")
        return replace(draft, issued=date)
    if match := _TITLE.fullmatch(statement):
        doubts = tuple(doubt for doubt in draft.doubts if doubt.about != About.TITLE)
        return replace(draft, title=_unquoted(match["value"]), doubts=doubts)
    raise CorrectionError(f"没看懂“{statement[:40]}”，什么也没改。")


def _number(text: str, draft: Draft) -> int:
    number, count = parse_number(text), len(_cases(draft))
    if number is None or not 1 <= number <= count:
        raise CorrectionError(f"没有第 {text} 个：一共 {count} 个。")
    return number


def _cases(draft: Draft) -> Sequence[DraftCase]:
    return [case for tier in draft.tiers for case in tier.cases]


def _with_case(draft: Draft, number: int, **changes: object) -> Draft:
    tiers: list[DraftTier] = []
    position = number - 1
    for tier in draft.tiers:
        cases = list(tier.cases)
        if 0 <= position < len(cases):
            cases[position] = replace(cases[position], **changes)  # type: ignore[arg-type]
        position -= len(cases)
        tiers.append(replace(tier, cases=tuple(cases)))
    return replace(draft, tiers=tuple(tiers))


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in re.split(r"[、，,]", text) if name.strip()))


def _unquoted(text: str) -> str:
    """Return a title without quotation marks around the whole of it."""
    match = re.fullmatch(r"《([^《》]+)》|“([^“”]+)”|「([^「」]+)」", text.strip())
    return next(part for part in match.groups() if part) if match else text.strip()


def _remaining_doubts(draft: Draft) -> Iterator[Doubt]:
    """Yield the doubts without those whose cause is gone, with the present numbers of cases."""
    agencies = {name for case in _cases(draft) for name in case.agencies}
    without = {case.title for case in _cases(draft) if not case.agencies}
    for doubt in draft.doubts:
        if doubt.about == About.COUNT:
            have = sum(len(tier.cases) for tier in draft.tiers if (tier.name or "") == doubt.name)
            if have != doubt.stated:
                yield doubt_count(doubt.name, doubt.stated, have)
        elif not (
            (doubt.about == About.ISSUED and draft.issued)
            or (doubt.about == About.ISSUERS and draft.issuers)
            or (doubt.about == About.NO_AGENCY and doubt.name not in without)
            or (doubt.about == About.AGENCY and doubt.name not in agencies)
        ):
            yield doubt

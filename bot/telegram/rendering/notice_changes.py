"""Summarise the changes of a notice in a few lines: for each kind the number, and the first few by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.cards.lists import Row
from bot.telegram.rendering.html import truncate
from data.model import Agency, Case
from data.nouns import DEFAULT, CaseNoun
from intents.views.notice_diff import CaseChange, NoticeDiff

_MAX_NAMED = 3
"""Cases of a kind that are named."""
_MAX_TITLE_LENGTH = 40
"""UTF-16 code units of a title in such a line."""


def change_rows(changes: NoticeDiff, noun: CaseNoun = DEFAULT) -> tuple[Row, ...]:
    """Return a row for each kind of change; none if nothing changed. `noun` is what the notice calls its cases."""
    texts = (*_notice_lines(changes), *_case_lines(changes, noun), *_other_lines(changes))
    return tuple(map(Row, texts))


def _notice_lines(changes: NoticeDiff) -> Iterator[str]:
    if changes.title:
        before, after = changes.title
        yield f"标题：《{before}》 → 《{after}》"
    if changes.issued:
        was, now = (day or "没有写明" for day in changes.issued)
        yield f"发布日期：{was} → {now}"


def _case_lines(changes: NoticeDiff, noun: CaseNoun) -> Iterator[str]:
    """Yield a line for each kind of changed cases; a case that changed in several ways counts for each."""
    kinds = (
        ("新增", [_title(one.after) for one in changes.cases if one.after and not one.before]),
        ("删去", [_title(one.before) for one in changes.cases if one.before and not one.after]),
        ("改名", [f"{_title(one.before)} → {_title(one.after)}" for one in changes.cases if one.is_renamed]),
        ("改列等次", [f"{_title(one.after)}（{_tiers(one)}）" for one in changes.cases if one.is_moved]),
        (
            "变动单位",
            [
                f"{_title(one.after)}（{_units(one)}）"
                for one in changes.cases
                if one.added_agencies or one.removed_agencies
            ],
        ),
    )
    for kind, cases in kinds:
        if cases:
            more = "……" if len(cases) > _MAX_NAMED else ""
            yield f"{kind} {noun.counted(len(cases))}：{'；'.join(cases[:_MAX_NAMED])}{more}"


def _other_lines(changes: NoticeDiff) -> Iterator[str]:
    if changes.rest:
        yield "通知的其他内容也有改动：说明、发文或主送单位、等次名称，或者排列的顺序"


def _tiers(changed: CaseChange) -> str:
    before, after = (case.tier if case and case.tier else "不分等次" for case in (changed.before, changed.after))
    return f"{before} → {after}"


def _units(changed: CaseChange) -> str:
    directions = (("增加", changed.added_agencies), ("减少", changed.removed_agencies))
    return "，".join(f"{direction} {_name_or_count(units)}" for direction, units in directions if units)


def _name_or_count(units: Sequence[Agency]) -> str:
    return f"{len(units)} 个单位" if len(units) > 1 else units[0].name


def _title(case: Case | None) -> str:
    return truncate(case.title, _MAX_TITLE_LENGTH) if case else ""

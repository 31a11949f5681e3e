"""What changed in a notice, in a few lines: of each kind how many, and the first of them by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.cards.lists import Row
from bot.telegram.rendering.html import truncate
from data.model import Agency, Case
from intents.views.notice_diff import CaseChange, NoticeDiff

_NAMED = 3
"""So many of a kind are named."""
_TITLE = 40
"""Characters of a title in such a line."""


def change_rows(found: NoticeDiff) -> tuple[Row, ...]:
    """The lines; none where nothing changed."""
    return tuple(Row(text) for text in (*_notice(found), *_cases(found), *_rest(found)))


def _notice(found: NoticeDiff) -> Iterator[str]:
    if found.title:
        before, after = found.title
        yield f"标题：《{before}》 → 《{after}》"
    if found.issued:
        was, now = (day or "没有写明" for day in found.issued)
        yield f"发布日期：{was} → {now}"


def _cases(found: NoticeDiff) -> Iterator[str]:
    """Those that are new, gone, renamed, moved, or of other units; one that is several of these counts for each."""
    kinds = (
        ("新增", [_title(one.after) for one in found.cases if one.after and not one.before]),
        ("删去", [_title(one.before) for one in found.cases if one.before and not one.after]),
        ("改名", [f"{_title(one.before)} → {_title(one.after)}" for one in found.cases if one.is_renamed]),
        ("改列等次", [f"{_title(one.after)}（{_moved(one)}）" for one in found.cases if one.is_moved]),
        (
            "变动单位",
            [
                f"{_title(one.after)}（{_units(one)}）"
                for one in found.cases
                if one.added_agencies or one.removed_agencies
            ],
        ),
    )
    for what, told in kinds:
        if told:
            yield f"{what} {len(told)} 个案例：{'；'.join(told[:_NAMED])}{'……' if len(told) > _NAMED else ''}"


def _rest(found: NoticeDiff) -> Iterator[str]:
    if found.rest:
        yield "通知的其他内容也有改动：说明、发文或主送单位、等次名称，或者排列的顺序"


def _moved(one: CaseChange) -> str:
    before, after = (case.tier if case and case.tier else "不分等次" for case in (one.before, one.after))
    return f"{before} → {after}"


def _units(one: CaseChange) -> str:
    return "，".join(
        f"{what} {_some(units)}"
        for what, units in (("增加", one.added_agencies), ("减少", one.removed_agencies))
        if units
    )


def _some(units: Sequence[Agency]) -> str:
    """The units by name, where they are few."""
    return f"{len(units)} 个单位" if len(units) > 1 else units[0].name


def _title(case: Case | None) -> str:
    return truncate(case.title, _TITLE) if case else ""

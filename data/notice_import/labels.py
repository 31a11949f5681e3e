"""Unify labels of cases with their values, and recognize unknown labels by the values after them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from data.notice_import.blocks import Block, Line
from data.notice_import.columns import column_role
from data.notice_import.names.agencies import is_agency_list
from data.notice_import.names.places import Places

LABEL = re.compile(r"([^：:|｜丨\s]{2,14})\s*[：:|｜丨]")
"""A label with its sign at the beginning of a line."""
_SPACED_LABEL = re.compile(r"([\u4e00-\u9fff]{2,8})\s+([^\s：:].*)")
_ANY_LABEL = re.compile("([\u4e00-\u9fff]{2,8})[：:](.+)")
_LABELLED = 3
"""The minimum number of lines with an unknown label."""


def label_values(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with a colon after repeated labels that a space separates from their value.

    For example 建设单位 某某局.
    """
    matches = [_SPACED_LABEL.match(block.text) if isinstance(block, Line) else None for block in blocks]
    counts = Counter(match[1] for match in matches if match)
    labels = {label for label, count in counts.items() if count > 1 and column_role(label) in ("agency", "partner")}
    return [
        replace(block, text=f"{match[1]}：{match[2]}")
        if isinstance(block, Line) and match and match[1] in labels
        else block
        for block, match in zip(blocks, matches, strict=True)
    ]


def known_labels(blocks: Sequence[Block], places: Places) -> list[Block]:
    """Return the blocks with 单位 instead of each unknown label that only ever precedes agencies.

    For example 共同实施：某某局、某某院.
    """
    matches = [_ANY_LABEL.fullmatch(block.text) if isinstance(block, Line) else None for block in blocks]
    values: dict[str, list[str]] = {}
    for match in matches:
        if match and not column_role(match[1]):
            values.setdefault(match[1], []).append(match[2])
    of_agencies = {
        label
        for label, some in values.items()
        if len(some) >= _LABELLED and all(is_agency_list(value, places) for value in some)
    }
    return [
        replace(block, text=f"单位：{match[2]}")
        if isinstance(block, Line) and match and match[1] in of_agencies
        else block
        for block, match in zip(blocks, matches, strict=True)
    ]


def join_labels(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each repeated label on a line of its own joined with its value below.

    For example 获奖机构： and below it 某某协会.
    """
    labels = [_label_alone(block) for block in blocks]
    counts = Counter(label for label in labels if label)
    result: list[Block] = []
    for block, label, above in zip(blocks, labels, ["", *labels], strict=False):
        before = result[-1] if result else None
        if isinstance(block, Line) and isinstance(before, Line) and counts[above] > 1 and not label:
            result[-1] = replace(before, text=before.text + block.text)
        else:
            result.append(block)
    return result


def _label_alone(block: Block) -> str:
    """Return the label of the case's agencies that the whole line consists of; empty if it does not."""
    label = LABEL.fullmatch(block.text) if isinstance(block, Line) else None
    return label[1] if label and column_role(label[1]) in ("agency", "partner") else ""

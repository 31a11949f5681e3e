"""Distinguish the agencies that sign a notice from those of its last case, which may stand directly above them."""

from __future__ import annotations

from collections.abc import Sequence

from data.notice_import.blocks import Line
from data.notice_import.dates import is_date
from data.notice_import.names.agencies import is_agency_list
from data.notice_import.names.places import Places

_SIGNERS = 4
"""The maximum number of lines of agencies above the date."""


def is_signature(lines: Sequence[Line], at: int, places: Places) -> bool:
    """Return whether the line is a signature: the date follows, or other agencies and the date.

    Above other agencies, only a name that occurs earlier in the notice counts as one.
    """
    for after in range(at + 1, min(at + 1 + _SIGNERS, len(lines))):
        if is_date(lines[after].text):
            return after == at + 1 or any(lines[at].text in line.text for line in lines[:at])
        if not is_agency_list(lines[after].text, places):
            break
    return False

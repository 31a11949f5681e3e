"""Names of exported files."""

from __future__ import annotations

import re
from typing import Literal

from bot.export.table import Table, one_line
from data.nouns import DEFAULT, shared_noun

Form = Literal["xlsx", "csv"]
"""The form of a file, which is also the ending of its name."""

MAX_LENGTH = 60
"""Characters before the ending: three bytes each, with room below the 255 bytes that file systems allow."""

# what Windows, the strictest system, forbids in a name, and the separators of paths
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')


def file_name(table: Table, form: Form) -> str:
    """Return the name of a table's file: 安徽参与的案例.xlsx."""
    stem = _stem(table.title) or _stem(shared_noun(table.notices).noun) or DEFAULT.noun
    return f"{stem}.{form}"


def _stem(text: str) -> str:
    return one_line(_FORBIDDEN.sub(" ", one_line(text)))[:MAX_LENGTH].strip(" .")

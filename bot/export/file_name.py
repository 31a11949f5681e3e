"""Names of exported files."""

from __future__ import annotations

import re
from typing import Literal

from bot.export.table import Table, one_line

Form = Literal["xlsx", "csv"]
"""The form of a file, which is also the ending of its name."""

MAX_LENGTH = 60
"""Characters before the ending: three bytes each, with room below the 255 bytes that file systems allow."""

# what Windows, the strictest system, forbids in a name, and the separators of paths
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_FALLBACK = "案例"


def file_name(table: Table, form: Form) -> str:
    """Return the name of a table's file: 安徽参与的案例.xlsx."""
    stem = _FORBIDDEN.sub(" ", one_line(table.title))
    stem = one_line(stem)[:MAX_LENGTH].strip(" .")
    return f"{stem or _FALLBACK}.{form}"

"""Remove the table of contents of a casebook, whose lines are no cases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.notice_import.blocks import Block, Line

_CONTENTS = re.compile(r"目\s*[录錄次]")
_ENTRY = re.compile(r".*(?:\s{2,}|\t|[.…·]{2,})\s*(?:\d{1,3}|[IVXivx]{1,4})")
"""A line that ends with a page number, separated from its text by a wide gap."""
_LEAST = 3
"""The minimum number of entries of a table of contents."""


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without the heading 目录 and the entries with page numbers below it."""
    for at, block in enumerate(blocks):
        if isinstance(block, Line) and _CONTENTS.fullmatch(block.text):
            end = at + 1
            while end < len(blocks) and _is_entry(blocks[end]):
                end += 1
            if end - at > _LEAST:
                return [*blocks[:at], *blocks[end:]]
    return list(blocks)


def _is_entry(block: Block) -> bool:
    return isinstance(block, Line) and bool(_ENTRY.fullmatch(block.text))

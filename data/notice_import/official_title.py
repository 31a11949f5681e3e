"""The frame that titles of official notices have in common: 关于公布…的通知."""

from __future__ import annotations

import re

_KINDS = "通知|公告|公示|通报|决定|函|通告"
_OFFICIAL = re.compile(rf"关于.*的?(?:{_KINDS})(?:[（(][^（）()]*[）)])?$|關於.*(?:公告|通知)$")
_FRAME = re.compile(r"^关于(?:公布|印发|发布|公示)?|的?(?:通知|公告|公示|通报|通告)$|的(?:决定|函)$")


def has_frame(title: str) -> bool:
    """Return whether the title has the frame of official titles, perhaps after the issuers."""
    return _OFFICIAL.search(title) is not None


def strip_frame(title: str) -> str:
    """Return the subject of the notice: the title without 关于公布 at its beginning and 的通知 at its end."""
    return _FRAME.sub("", title)

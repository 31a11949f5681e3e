"""The years by which a notice may be named."""

from __future__ import annotations

import re

from data.model import Notice


def years(notice: Notice) -> frozenset[str]:
    """The years of a notice: that of its date, and those in its title and aliases."""
    names = " ".join((notice.title, *notice.aliases))
    return frozenset(re.findall("(?:19|20)[0-9]{2}", f"{notice.issued or ''} {names}"))

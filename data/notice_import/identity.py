"""Make an id for the file of a notice: its subject in Latin letters, and the year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.hanzi import Hanzi
from data.notice_import.names.places import Places
from data.notice_import.official_title import strip_frame
from data.regions import short_name

_IN_PLACES = dict(zip("长厦重都佛蚌六藏", ("chang", "xia", "chong", "du", "fo", "beng", "lu", "zang"), strict=True))
"""Character → its reading in names of provinces and cities, if it differs from the most common one."""
_MAX_NAME = 20
"""The maximum number of characters before the year; the schema allows 32 in all."""
_CHARACTERS = 6
"""The number of characters of the title whose initials form the id if no place is known."""


def make_id(title: str, issued: str | None, issuers: Sequence[str], places: Places) -> str:
    """Return an id such as guangdong-2022: place of the issuers or title, else initials of the title, and the year."""
    hanzi = Hanzi.load()
    texts = (*issuers, title)
    place = next((name for text in texts if (name := places.find(text, ("city", "province")))), "")
    if place and all(hanzi.readings(character) for character in short_name(place)):
        name = "".join(_IN_PLACES.get(character) or hanzi.readings(character)[0] for character in short_name(place))
    else:
        subject = strip_frame(re.sub("^.*?(?=关于)", "", title))
        characters = re.findall("[\u4e00-\u9fff]", subject)[:_CHARACTERS]
        name = "".join(hanzi.readings(character)[0][:1] for character in characters if hanzi.readings(character))
    year = (issued or "")[:4] or next(iter(re.findall(r"(?:19|20)\d\d", title)), "")
    name = re.sub("[^a-z0-9]", "", name.lower())[:_MAX_NAME] or "notice"
    return f"{name}-{year}" if year else name

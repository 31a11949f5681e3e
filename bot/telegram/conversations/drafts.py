"""Drafts of notices that administrators preview: files beside the database, so that they survive a restart."""

from __future__ import annotations

import json
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from data.model import Dataset, Notice
from data.notice_import.draft import Draft, from_message, to_message, to_yaml
from data.publication import file_digest, find_faults, read_title, write_atomically

KEEP_SECONDS = 90 * 24 * 60 * 60
"""A draft is kept as long as the record of a question."""
KEY_LENGTH = 12
"""Hexadecimal digits."""

_FIELDS = {"title": "标题", "agencies": "单位", "issued": "日期", "issuers": "发布单位"}
_CASE = re.compile(r"tiers\[(?P<tier>\d+)\]\.cases\[(?P<case>\d+)\]\.(?P<field>title|agencies)(?:\[\d+\])?")
_HEAD = re.compile(r"^(?P<field>title|issued|issuers)(?:\[\d+\])?")

State = Literal["open", "published", "cancelled"]


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as its preview shows it."""

    draft: Draft
    text: str = ""
    """The YAML, as it is written and taken back."""
    key: str = field(default_factory=lambda: secrets.token_hex(KEY_LENGTH // 2))
    """Names it in buttons and files."""
    state: State = "open"
    replaces: str | None = None
    """The digest of the file that 发布 replaces; None if it makes a new one."""
    faults: tuple[str, ...] = ()
    """Why it cannot be published."""
    remark: str = ""
    """What happened last, in Chinese."""


class DraftFiles:
    """The stored drafts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str) -> StoredDraft | None:
        """Return the draft with this key; None if its file is gone or cannot be read."""
        try:
            value = json.loads(self._file(key).read_bytes())
            draft, faults = from_message(value["draft"]), tuple(value["faults"])
            return StoredDraft(draft, value["text"], key, value["state"], value["replaces"], faults, value["remark"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, stored: StoredDraft, now: float) -> None:
        """Write a draft at the time `now` (seconds since the epoch), and delete those that are too old.

        Raises OSError if it cannot be written.
        """
        value = {
            "draft": to_message(stored.draft),
            "text": stored.text,
            "state": stored.state,
            "replaces": stored.replaces,
            "faults": stored.faults,
            "remark": stored.remark,
        }
        write_atomically(self._file(stored.key), json.dumps(value, ensure_ascii=False).encode())
        with suppress(OSError):  # the draft is kept; the old ones go another time
            for file in self._folder.glob("*.json"):
                if file.stat().st_mtime < now - KEEP_SECONDS:
                    file.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def place(stored: StoredDraft, dataset: Dataset, folder: Path | None, today: str) -> StoredDraft:
    """Write the open draft as the next version of the notice that it is, or as a new one, and check it.

    `today` is the day on which it is received, as YYYY-MM-DD. Raises `PublicationError` if the folder cannot be read.
    """
    draft = stored.draft
    if folder is None:
        return replace(stored, text=to_yaml(draft, received=today))
    same = next((notice for notice in dataset.notices if _is_same(draft, notice)), None)
    draft = replace(draft, id=same.id if same else _free_id(draft, dataset, folder))
    text = to_yaml(draft, same, today)
    faults = tuple(in_words(f"{fault.path}：{fault.message}", draft) for fault in find_faults(draft.id, text, folder))
    return replace(stored, draft=draft, text=text, replaces=file_digest(draft.id, folder), faults=faults)


def in_words(text: str, draft: Draft) -> str:
    """Return the text of a fault with the positions of cases as the preview numbers them: tiers[1].cases[0].title."""
    sizes = [len(tier.cases) for tier in draft.tiers]

    def name(match: re.Match[str]) -> str:
        number = sum(sizes[: int(match["tier"])]) + int(match["case"]) + 1
        return f"第 {number} 个的{_FIELDS[match['field']]}"

    return _HEAD.sub(lambda match: _FIELDS[match["field"]], _CASE.sub(name, text))


def _is_same(draft: Draft, notice: Notice) -> bool:
    """Return whether both are versions of one notice: annual notices may differ in nothing but their date."""
    year, other = (draft.issued or "")[:4], (notice.issued or "")[:4]
    return (
        notice.title == draft.title
        and set(notice.issuers) == set(draft.issuers)
        and (year == other or not year or not other)
    )


def _free_id(draft: Draft, dataset: Dataset, folder: Path) -> str:
    taken = {notice.id for notice in dataset.notices}
    number, candidate = 1, draft.id
    # a file with this title that is not in the dataset was just written, or is faulty: it is the one to replace
    while candidate in taken or read_title(candidate, folder) not in (None, draft.title):
        number += 1
        candidate = f"{draft.id}-{number}"
    return candidate

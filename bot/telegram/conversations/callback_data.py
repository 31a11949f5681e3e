"""The contents of callback_data and deep links: an exchange and an operation, a case, or a query.

A case is named by digests of its notice and title, so that changed data cannot show another case in its place.
"""

from __future__ import annotations

import base64
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from data.model import Case, Dataset
from intents.model.query import Query
from intents.serialization.codec import dumps, loads

MAX_LENGTH = 64
"""Bytes of callback_data (core.telegram.org/bots/api#inlinekeyboardbutton), characters of a link's payload."""

PLACES_PAGE = "rp"
"""The operation that turns to a page of the places to choose from, before the page's number."""
BACK, NEITHER, WRONG = "b", "x", "w"
"""Operations: 返回 to the exchange that this one was opened from, 都不是, and 答得不对."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_KEY = r"([a-z2-7]{8})([a-z2-7]{8})([0-9a-z]{1,4})-([0-9a-z]{1,6})"
_CASE = re.compile(rf"c{_KEY}(?:_([0-9a-z]{{1,13}}))?")
_OPENING = re.compile(rf"c{_KEY}(?:\.([0-9a-z]{{1,13}}))?")
_OPERATION = re.compile(r"e([0-9a-z]{1,13})\.([0-9A-Za-z]{1,24})")
_NUMBER = re.compile("[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class CaseKey:
    """The case of a button or a link."""

    notice: str
    """A digest of the notice's id."""
    title: str
    """A digest of the case's title."""
    tier: int
    """The position of the tier in the notice, from 1."""
    number: int
    """The number of the case within its tier, from 1."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on a stored exchange."""

    exchange: int
    op: str
    """`p<page>`, `o<option>`, `rp<page>` (all from 1), `BACK`, `NEITHER`, `WRONG`, or one of
    `intents.views.refinements`."""

    @property
    def page(self) -> int | None:
        """The page to show; None if the operation is another."""
        return self._number("p")

    @property
    def option(self) -> int | None:
        """The position of the option to ask, from 0; None if the operation is another."""
        number = self._number("o")
        return None if number is None else number - 1

    @property
    def places_page(self) -> int | None:
        """The page of places to choose from; None if the operation is another."""
        return self._number(PLACES_PAGE)

    def _number(self, prefix: str) -> int | None:
        number = self.op.removeprefix(prefix)
        return int(number) if number != self.op and _NUMBER.fullmatch(number) else None


@dataclass(frozen=True, slots=True)
class Opening:
    """Opening a case."""

    case: CaseKey
    exchange: int | None = None
    """The exchange whose list has the button or the link; None if it is not known."""


CallbackAction = Operation | Opening


def encode_action(action: CallbackAction) -> str:
    """Return the action as callback_data: at most 64 bytes of ASCII."""
    if isinstance(action, Operation):
        return f"e{_base36(action.exchange)}.{action.op}"
    return _encode_key(action.case) + (f".{_base36(action.exchange)}" if action.exchange is not None else "")


def parse_action(text: str) -> CallbackAction | None:
    """Return the action that `encode_action` wrote; None for any other text."""
    action: CallbackAction | None = None
    if match := _OPERATION.fullmatch(text):
        action = Operation(int(match[1], 36), match[2])
    elif match := _OPENING.fullmatch(text):
        action = Opening(_match_key(match), int(match[5], 36) if match[5] else None)
    # leading zeros would give one action several texts
    return action if action is not None and encode_action(action) == text else None


def case_key(case: Case) -> CaseKey:
    """Return the key of a case."""
    _, tier, number = case.id.rsplit("/", 2)
    return CaseKey(_digest(case.notice), _digest(case.title), int(tier), int(number))


def find_case(key: CaseKey, dataset: Dataset) -> Case | None:
    """Return the case with this key, wherever it now is in its notice; None if the notice does not have it."""
    notice = next((notice for notice in dataset.notices if _digest(notice.id) == key.notice), None)
    if notice is None:
        return None
    # its old place first: a notice may have two cases with the same title
    tiers = notice.tiers[key.tier - 1 : key.tier]
    same_place = (case for tier in tiers for case in tier.cases[key.number - 1 : key.number])
    return next((case for case in (*same_place, *notice.cases) if _digest(case.title) == key.title), None)


def start_payload(target: Case | Query) -> str | None:
    """Return the `start` parameter of a link that opens the case or asks the query; None if the query is too long."""
    if isinstance(target, Case):
        return case_payload(Opening(case_key(target)))
    with suppress(UnicodeEncodeError):
        payload = "q" + base64.urlsafe_b64encode(dumps(target).encode()).decode().rstrip("=")
        return payload if len(payload) <= MAX_LENGTH else None
    return None


def case_payload(opening: Opening) -> str:
    """Return the `start` parameter of a link that opens a case, from the list of an exchange if it is known."""
    return _encode_key(opening.case) + (f"_{_base36(opening.exchange)}" if opening.exchange is not None else "")


def parse_payload(payload: str) -> Opening | Query | None:
    """Return the case or query of a payload that `start_payload` or `case_payload` wrote; None for any other."""
    if match := _CASE.fullmatch(payload):
        opening = Opening(_match_key(match), int(match[5], 36) if match[5] else None)
        return opening if case_payload(opening) == payload else None
    if payload.startswith("q") and len(payload) <= MAX_LENGTH:
        with suppress(ValueError):  # no base64, no UTF-8, or no query
            query = loads(base64.urlsafe_b64decode(payload[1:] + "=" * (-(len(payload) - 1) % 4)).decode())
            return query if start_payload(query) == payload else None
    return None


def _encode_key(key: CaseKey) -> str:
    return f"c{key.notice}{key.title}{_base36(key.tier)}-{_base36(key.number)}"


def _match_key(match: re.Match[str]) -> CaseKey:
    return CaseKey(match[1], match[2], int(match[3], 36), int(match[4], 36))


@lru_cache(maxsize=4096)
def _digest(text: str) -> str:
    """Return forty bits of a hash: enough to tell the titles of a notice apart."""
    return base64.b32encode(hashlib.blake2b(text.encode(errors="replace"), digest_size=5).digest()).decode().lower()


@lru_cache(maxsize=256)  # the same id is on each button of a message
def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"

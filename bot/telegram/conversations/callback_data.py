"""What buttons and deep links carry: an exchange and an operation, or a case that a changed dataset cannot pass off."""

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

BACK, NEITHER = "b", "x"
"""Operations: 返回 to the exchange that this one was opened from, 都不是."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_KEY = r"([a-z2-7]{8})([a-z2-7]{8})([0-9a-z]{1,4})-([0-9a-z]{1,6})"
_CASE = re.compile(f"c{_KEY}")
_OPENING = re.compile(rf"c{_KEY}(?:\.([0-9a-z]{{1,13}}))?")
_OPERATION = re.compile(r"e([0-9a-z]{1,13})\.([0-9A-Za-z]{1,24})")
_NUMBER = re.compile("[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class CaseKey:
    """Which case a button or a link means, so that a changed dataset is noticed."""

    notice: str
    """A digest of the notice's id."""
    title: str
    """A digest of the case's title."""
    tier: int
    """The tier's place in the notice, from 1."""
    number: int


@dataclass(frozen=True, slots=True)
class Operation:
    """A button that does something with a stored exchange."""

    exchange: int
    op: str
    """`p<page>`, `o<option>` (both from 1), `BACK`, `NEITHER`, or an operation of `intents.views.refinements`."""

    @property
    def page(self) -> int | None:
        """The page to show, if it turns pages."""
        return self._number("p")

    @property
    def option(self) -> int | None:
        """The position of the option that it asks, from 0, if it asks one."""
        number = self._number("o")
        return None if number is None else number - 1

    def _number(self, outgoing: str) -> int | None:
        number = self.op.removeprefix(outgoing)
        return int(number) if number != self.op and _NUMBER.fullmatch(number) else None


@dataclass(frozen=True, slots=True)
class Opening:
    """A button that opens a case."""

    case: CaseKey
    exchange: int | None = None
    """The exchange whose list it stands under, for 返回."""


CallbackAction = Operation | Opening


def encode_action(press: CallbackAction) -> str:
    """The press as callback_data: at most 64 bytes of ASCII."""
    if isinstance(press, Operation):
        return f"e{_base36(press.exchange)}.{press.op}"
    return _key(press.case) + (f".{_base36(press.exchange)}" if press.exchange is not None else "")


def parse_action(text: str) -> CallbackAction | None:
    """The press that `data` wrote; None for anything else."""
    press: CallbackAction | None = None
    if found := _OPERATION.fullmatch(text):
        press = Operation(int(found[1], 36), found[2])
    elif found := _OPENING.fullmatch(text):
        press = Opening(_key_of(found), int(found[5], 36) if found[5] else None)
    return press if press is not None and encode_action(press) == text else None


def case_key(case: Case) -> CaseKey:
    """The key of a case."""
    _, tier, number = case.id.rsplit("/", 2)
    return CaseKey(_digest(case.notice), _digest(case.title), int(tier), int(number))


def find_case(key: CaseKey, dataset: Dataset) -> Case | None:
    """The case of that key, wherever in its notice it stands now; None if it is not there (any more)."""
    notice = next((notice for notice in dataset.notices if _digest(notice.id) == key.notice), None)
    if notice is None:
        return None
    there = notice.tiers[key.tier - 1 : key.tier]
    same = (case for tier in there for case in tier.cases[key.number - 1 : key.number])
    return next((case for case in (*same, *notice.cases) if _digest(case.title) == key.title), None)


def start_payload(target: Case | Query) -> str | None:
    """What stands after ?start= in a link that opens the case or asks the query; None for a query that is too long."""
    if isinstance(target, Case):
        return _key(case_key(target))
    with suppress(UnicodeEncodeError):
        payload = "q" + base64.urlsafe_b64encode(dumps(target).encode()).decode().rstrip("=")
        return payload if len(payload) <= MAX_LENGTH else None
    return None


def parse_payload(payload: str) -> CaseKey | Query | None:
    """What a deep link opens; None for any payload that `start_payload` does not write."""
    if found := _CASE.fullmatch(payload):
        opened = _key_of(found)
        return opened if _key(opened) == payload else None
    if payload.startswith("q") and len(payload) <= MAX_LENGTH:
        with suppress(ValueError):  # neither base64 nor UTF-8 nor a query
            query = loads(base64.urlsafe_b64decode(payload[1:] + "=" * (-(len(payload) - 1) % 4)).decode())
            return query if start_payload(query) == payload else None
    return None


def _key(case: CaseKey) -> str:
    return f"c{case.notice}{case.title}{_base36(case.tier)}-{_base36(case.number)}"


def _key_of(found: re.Match[str]) -> CaseKey:
    return CaseKey(found[1], found[2], int(found[3], 36), int(found[4], 36))


@lru_cache(maxsize=4096)
def _digest(text: str) -> str:
    """Forty bits of a text: enough that no other title of a notice is taken for it."""
    return base64.b32encode(hashlib.blake2b(text.encode(errors="replace"), digest_size=5).digest()).decode().lower()


@lru_cache(maxsize=256)  # an exchange's is on each of its buttons
def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"

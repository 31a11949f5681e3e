"""Query ↔ a short versioned string, for callback data, links and the database.

The string has the version, a letter for the intent, the conditions, and then each field that differs from its default,
in a fixed order: `1cr34` is 安徽的案例, `1u(r34,t最佳实践案例);w34` is 安徽有哪些单位参与了最佳实践案例. Each query has
exactly one text, and no other text is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, get_args

from intents.index.case_index import LEVELS
from intents.model.answer import Repair
from intents.model.context import Context
from intents.model.query import (
    EVERYTHING,
    OPERATORS,
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    InTitle,
    IsCase,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    Unknown,
    UnknownKind,
    asks_more,
)
from intents.serialization.fields import (
    FieldCodec,
    Reader,
    comma_separated,
    one_of,
    optional,
    pattern,
    record,
    repeated,
    tagged_union,
)

VERSION = "1"
"""The first character of each text; it changes with the format."""

_ASK_BY_LETTER = {
    "c": "cases",
    "d": "card",
    "u": "units",
    "n": "count",
    "r": "rank",
    "m": "compare",
    "y": "yes_no",
    "t": "notice",
    "h": "help",
}
_QUANTITIES = ("cases", "units", *LEVELS)
_MEASURES: dict[str, Sequence[str]] = {
    "count": ("share", "mean"),
    "yes_no": ("number",),
    "notice": ("number",),
    "rank": ("absence", "missed"),
}
"""What else a count, a yes-no question or a ranking may measure."""
_SUBJECTS: dict[str, Sequence[str]] = {"count": (*_QUANTITIES, "notices"), "rank": (*_QUANTITIES, "bureaus", "notices")}
"""Subjects that can be counted and ranked; other intents ignore the subject."""
_NOTICE_FIELDS = ("@issued", "@issuers", "@addressed", "@summary", "@source")
_NAME_DELIMITERS = re.compile(r"[]()[{},;+|*~]")
"""Characters that end a name; inside a name they are escaped with ~."""
_DIGITS = re.compile("[0-9]{2,6}")


class CodecError(ValueError):
    """The text is not one that this version writes."""


def dumps(query: Query) -> str:
    """Return the query as text, always the same for the same query; usually 3 to 40 characters."""
    return VERSION + _QUERY.write(query)


def loads(text: str) -> Query:
    """Return the query that `dumps` wrote as `text`; it can be answered. Raises `CodecError` on any other text."""
    query: Query = _parse(text, _QUERY)
    _check(query, text)
    return query


def dumps_context(context: Context, repairs: Sequence[Repair] = ()) -> str:
    """Return the context as text, with the repairs that the answer states, so that it can be rendered again."""
    return VERSION + _CONTEXT_AND_REPAIRS.write((context, tuple(repairs)))


def loads_context(text: str) -> Context:
    """Return the context that `dumps_context` wrote. Raises `CodecError` on any other text."""
    context: Context = _parse(text, _CONTEXT_AND_REPAIRS)[0]
    for query in (context.query, context.listing, context.card, *context.earlier):
        if query is not None:
            _check(query, text)
    return context


def loads_repairs(text: str) -> tuple[Repair, ...]:
    """Return the repairs that `dumps_context` wrote. Raises `CodecError` on any other text."""
    repairs: tuple[Repair, ...] = _parse(text, _CONTEXT_AND_REPAIRS)[1]
    return repairs


def _parse(text: str, codec: FieldCodec) -> Any:
    # A forged text may nest brackets deeper than the stack.
    with suppress(ValueError, RecursionError):
        reader = Reader(text)
        if reader.accept(VERSION):
            value = codec.read(reader)
            if VERSION + codec.write(value) == text:  # only the canonical text is accepted, without a rest
                return value
    raise _error(text)


def _may_lead(item: Filter, query: Query) -> bool:
    """Whether a place, or a case, may be at the top of what is ranked."""
    if query.subject == "cases":
        return query.by == "units" and isinstance(item, About | IsCase)
    return query.subject in LEVELS and isinstance(item, InRegion)


def is_answerable(query: Query) -> bool:
    """Return whether the query has a shape that a question can have: only then can it be stored and read again."""
    items, scope = len(query.items), query.scope
    conditions = (query.where, query.every, scope.only, *query.items, *scope.parts, *scope.without, *scope.meets)
    return not (
        query.subject not in _SUBJECTS.get(query.ask, (query.subject,))
        or query.by not in (*_QUANTITIES, *_MEASURES.get(query.ask, ()))
        or (query.by == "share" and query.every is None)
        or (query.by == "mean" and query.subject in ("cases", "notices"))
        or (query.ask == "rank" and query.subject == query.by == "cases")
        or (query.by in ("absence", "missed") and query.subject not in LEVELS)
        or (query.ask == "compare" and items < 2)
        or (query.ask == "rank" and not (items == 0 or (items == 1 and isinstance(query.items[0], InRegion))))
        or (query.ask == "yes_no" and items == 1 and not _may_lead(query.items[0], query))
        or (query.ask == "yes_no" and query.every is not None and not asks_more(query.where, query.every))
        or (query.ask == "notice" and not query.fact)
        or (query.fact.startswith("@") and query.fact not in _NOTICE_FIELDS)
        or not all(where in (None, EVERYTHING) or _is_sound(where) for where in conditions)
    )


def _check(query: Query, text: str) -> None:
    if not is_answerable(query):
        raise _error(text)


def _is_sound(where: Filter | None) -> bool:
    """Return whether the condition and all conditions within it are non-empty and in range."""
    match where:
        case And(parts) | Or(parts) | OnlyAgencies(parts):
            return bool(parts) and all(map(_is_sound, parts))
        case Not(part):
            return _is_sound(part)
        case About(values) | OnlyRegions(values):
            return bool(values)
        case ByAgency(part, code):
            return bool(part or code)
        case Numbered(number, until):
            return not until or (number < until and number * until > 0)
    return True


def _error(text: str) -> CodecError:
    return CodecError(text[:80])


# The text form of a query, from its smallest parts to the whole.


def _write_code(code: str) -> str:
    """Return a division's six-digit code without trailing pairs of zeros; any other text after a quote."""
    return re.sub("(00){1,2}$", "", code) if re.fullmatch("[0-9]{6}", code) else f"'{_escape(code)}"


def _escape(text: str) -> str:
    return _NAME_DELIMITERS.sub(r"~\g<0>", text)


def _unescape(text: str) -> str:
    return re.sub("~(.)", r"\1", text, flags=re.DOTALL)


def _read_code(reader: Reader) -> str:
    text: str = _NAME.read(reader) if reader.accept("'") else reader.match(_DIGITS).ljust(6, "0")
    return text


def _write_filter(where: Filter) -> str:
    return _FILTER.write(where)


def _read_filter(reader: Reader) -> Filter:
    where: Filter = _FILTER.read(reader)
    return where


def _flag(before: str) -> FieldCodec:
    """Return the codec of a boolean that writes nothing for False."""
    return FieldCodec(lambda value: before if value else "", lambda reader: reader.accept(before))


_NAME = pattern(r"(?:[^]()[{},;+|*~]|~.)*", _escape, _unescape)
# Bounded, as int() of a long text is slow.
_INT = pattern(r"-?[0-9]{1,9}", str, int)
_FLOAT = pattern(r"[-+.0-9e]+", repr, float)
_CODE = FieldCodec(_write_code, _read_code)
_LEVEL = one_of({level[:2]: level for level in LEVELS})
_OP = one_of({op: op for op in OPERATORS})
_AGENCY = (ByAgency, record(ByAgency, _NAME, optional("", "+", _CODE), _flag("*")))
_UNIT_LEVEL = (UnitLevel, record(UnitLevel, _LEVEL, optional("", "+", _CODE)))
_BY_AGENCY = tagged_union({"b": _AGENCY})
_LEFT_OUT = tagged_union({"b": _AGENCY, "l": _UNIT_LEVEL})
_ANY = FieldCodec(_write_filter, _read_filter)
_FILTER: FieldCodec = tagged_union(
    {
        "(": (And, record(And, comma_separated(_ANY, ")"))),
        "[": (Or, record(Or, comma_separated(_ANY, "]"))),
        "!": (Not, record(Not, _ANY)),
        "r": (InRegion, record(InRegion, _CODE)),
        "z": (InArea, record(InArea, _NAME)),
        "b": _AGENCY,
        "t": (InTier, record(InTier, _NAME)),
        "d": (InNotice, record(InNotice, _NAME)),
        "n": (Numbered, record(Numbered, _INT, optional(0, "+", _INT))),
        "a": (About, record(About, repeated("+", _NAME), _flag("*"))),
        "h": (InTitle, record(InTitle, _NAME)),
        "i": (IsCase, record(IsCase, _NAME)),
        "o": (OnlyRegions, record(OnlyRegions, repeated("+", _CODE))),
        "{": (OnlyAgencies, record(OnlyAgencies, comma_separated(_BY_AGENCY, "}"))),
        "p": (PlaceCount, record(PlaceCount, _LEVEL, _OP, _INT, optional("", "+", _CODE))),
        "u": (UnitCount, record(UnitCount, _OP, _INT, optional("", "+", _CODE))),
        "l": _UNIT_LEVEL,
        "x": (
            Unknown,
            record(Unknown, _NAME, one_of({f"+{w[0]}": w for w in get_args(UnknownKind)})),
        ),
    }
)
_SCOPE = record(
    UnitScope,
    repeated(";w", _CODE),
    repeated(";o", _CODE),
    repeated(";p", _BY_AGENCY),
    repeated(";q", _LEFT_OUT),
    optional(None, ";l", _LEVEL),
    optional(None, ";k", _OP),
    optional(0, ";n", _INT),
    repeated(";m", _FILTER),
    optional(None, ";y", _FILTER),
)
_QUERY = record(
    Query,
    one_of(_ASK_BY_LETTER),
    _FILTER,
    _SCOPE,
    optional("cases", ";s", _NAME),
    optional("cases", ";b", _NAME),
    _flag(";-"),
    repeated(";i", _FILTER),
    optional(None, ";e", _FILTER),
    optional("", ";f", _NAME),
)
_CONTEXT = record(
    Context,
    _QUERY,
    optional(None, "|l", _QUERY),
    optional(None, "|c", _QUERY),
    optional("", "|r", _NAME),
    optional(None, "|a", _FLOAT),
    repeated("|e", _QUERY),
    repeated("|s", _FILTER),
    _flag("|u"),
)
_REPAIRS = repeated("|x", record(Repair, _NAME, optional("", "+", _NAME)))
_CONTEXT_AND_REPAIRS = FieldCodec(
    lambda value: _CONTEXT.write(value[0]) + _REPAIRS.write(value[1]),
    lambda reader: (_CONTEXT.read(reader), _REPAIRS.read(reader)),
)

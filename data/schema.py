"""The strict schema of the data files, with error messages for editors.

Uses pydantic's core schemas instead of models: importing the models takes four times as long as the validation itself,
and every question from a shell would wait for it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from contextlib import suppress
from dataclasses import MISSING, field, fields
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from data.faults import WHOLE_FILE, Fault, join_path, quote
from data.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

MAX_TITLE, MAX_NAME, MAX_TEXT = 200, 100, 1000
"""The maximum lengths of titles, of all other names, and of the sentences of facts, in characters."""
MAX_FULL_TEXT, MAX_ADDRESS = 200_000, 500
"""The maximum lengths of the full text of a notice and of its address, in characters."""
MAX_CASES_OF_NOTICE = 20_000
MAX_NUMBER = 999_999_999

# Control characters, and invisible characters that would make two equal-looking names differ.
_FORBIDDEN = "\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ufffd"
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


@record
class CaseModel:
    """A case as the file states it."""

    title: str
    agencies: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    paraphrases: tuple[str, ...] = ()


@record
class TierModel:
    """A tier as the file states it; `name` is null, or an empty text in the file, if the notice has no tiers."""

    name: str | None
    cases: tuple[CaseModel, ...]
    aliases: tuple[str, ...] = ()


@record
class FactModel:
    """A fact as the file states it."""

    topic: str
    text: str
    aliases: tuple[str, ...] = ()
    value: int | float | None = None
    unit: str | None = None


@record
class NoticeModel:
    """A notice as the file states it."""

    id: str
    title: str
    issued: str | None
    tiers: tuple[TierModel, ...]
    aliases: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    facts: tuple[FactModel, ...] = ()
    received: str | None = None
    source: str | None = None
    text: str | None = None
    noun: str | None = None
    measure: str | None = None


@record
class GroupModel:
    """A group of divisions in aliases.yaml."""

    names: tuple[str, ...]
    regions: tuple[str, ...]
    area: bool = False


@record
class AliasesModel:
    """The content of aliases.yaml: other names of divisions, groups of divisions, and common names of agencies."""

    regions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: tuple[GroupModel, ...] = ()
    agencies: Mapping[str, str] = field(default_factory=dict)


@record
class TopicsModel:
    """The content of topics.yaml: words of the field under their headings."""

    root: Mapping[str, tuple[str, ...]]


def _parse_date(value: object) -> object:
    """Return a date, quoted or not, as YYYY-MM-DD; None for null. Raises ValueError on any other value."""
    # A datetime is a date too, but a notice has no time of day.
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if value is None:
        return None
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        with suppress(ValueError):
            return dt.date.fromisoformat(value.strip()).isoformat()
    raise ValueError("应为真实的日期 YYYY-MM-DD 或 null")


def _parse_number(value: object) -> object:
    """Return the value if it is a finite number. Raises ValueError on any other value, including booleans."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -math.inf < value < math.inf:
        raise ValueError("应为有限的数字")
    if abs(value) > MAX_NUMBER:
        raise ValueError("最多 9 位的数字")
    return value


def _parse_tiers(tiers: tuple[TierModel, ...]) -> tuple[TierModel, ...]:
    """Return the tiers. Raises ValueError if they have too many cases."""
    if (cases := sum(len(tier.cases) for tier in tiers)) > MAX_CASES_OF_NOTICE:
        raise ValueError(f"一份通知最多 {MAX_CASES_OF_NOTICE} 个案例，这里有 {cases} 个")
    return tiers


Model = TypeVar("Model", NoticeModel, AliasesModel, TopicsModel)


def validate(model: type[Model], value: object, file: str) -> tuple[Model | None, list[Fault]]:
    """Return `value` as a `model` and no faults, or None and all of its faults."""
    try:
        result: Model = _validators()[model].validate_python(value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        # A list whose only item is invalid is reported as too short as well; one fault is enough.
        reported = (detail for detail in details if detail["type"] != "too_short" or not detail["input"])
        return None, [_fault(detail, file) for detail in reported]
    return result, []


# Built on first use: the schemas take time, and a cached index needs none of them.
@cache
def _validators() -> Mapping[type, SchemaValidator]:
    title, text, sentence = _text(MAX_TITLE), _text(MAX_NAME), _text(MAX_TEXT)
    texts, nonempty_texts = _tuple_of(text), _tuple_of(text, at_least=1)
    case = _record(CaseModel, title=title, aliases=texts, paraphrases=texts, agencies=nonempty_texts)
    tier = _record(TierModel, name=_nullable(text), aliases=texts, cases=_tuple_of(case))
    number = cs.no_info_plain_validator_function(_parse_number)
    date = cs.no_info_plain_validator_function(_parse_date)
    address = cs.str_schema(strict=True, strip_whitespace=True, max_length=MAX_ADDRESS, pattern=r"^https?://[!-~]+$")
    full_text = cs.str_schema(strict=True, strip_whitespace=True, min_length=1, max_length=MAX_FULL_TEXT)
    fact = _record(FactModel, topic=text, aliases=texts, value=number, unit=_nullable(text), text=sentence)
    notice = _record(
        NoticeModel,
        id=cs.str_schema(strict=True, pattern="^[a-z0-9](-?[a-z0-9])*$", max_length=32),
        title=title,
        aliases=_tuple_of(title),
        issued=date,
        received=date,
        source=_nullable(address),
        text=_nullable(full_text),
        noun=_nullable(text),
        measure=_nullable(text),
        issuers=texts,
        addressed_to=texts,
        facts=_tuple_of(fact),
        tiers=cs.no_info_after_validator_function(_parse_tiers, _tuple_of(tier)),
    )
    group = _record(GroupModel, names=nonempty_texts, regions=nonempty_texts, area=cs.bool_schema(strict=True))
    agencies = cs.dict_schema(text, text)
    aliases = _record(AliasesModel, regions=cs.dict_schema(text, texts), groups=_tuple_of(group), agencies=agencies)
    topics = cs.no_info_after_validator_function(TopicsModel, cs.dict_schema(text, texts))
    schemas = {NoticeModel: notice, AliasesModel: aliases, TopicsModel: topics}
    return {model: SchemaValidator(schema) for model, schema in schemas.items()}


def _text(longest: int) -> cs.CoreSchema:
    return cs.str_schema(
        strict=True, strip_whitespace=True, min_length=1, max_length=longest, pattern=f"^[^{_FORBIDDEN}]*$"
    )


def _nullable(schema: cs.CoreSchema) -> cs.CoreSchema:
    """Return the schema of a text or none; an empty text is none, since an editor may write either."""
    return cs.no_info_before_validator_function(
        lambda value: None if value == "" else value, cs.nullable_schema(schema)
    )


def _tuple_of(items: cs.CoreSchema, at_least: int | None = None) -> cs.CoreSchema:
    return cs.tuple_variable_schema(items, min_length=at_least)


def _record(model: type, **schemas: cs.CoreSchema) -> cs.CoreSchema:
    """Return the schema of a mapping with exactly these keys; keys with a default in `model` are optional."""
    required = {f.name for f in fields(model) if f.default is MISSING and f.default_factory is MISSING}
    keys = {key: cs.typed_dict_field(schema, required=key in required) for key, schema in schemas.items()}
    checked = cs.typed_dict_schema(keys, extra_behavior="forbid")
    return cs.no_info_after_validator_function(lambda values: model(**values), checked)


_MESSAGES = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识的键",
    "string_too_short": "不能为空",
    "too_short": "至少要有一项",
    "model_type": "应为「键: 值」的映射",
    "model_attributes_type": "应为「键: 值」的映射",
    "dict_type": "应为「键: 值」的映射",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "bool_type": "应为 true 或 false",
}


_PATTERNS = {
    "id": "只能用小写字母、数字和中间的连字符",
    "source": "应为 http:// 或 https:// 开头的网址",
}


def _fault(detail: ErrorDetails, file: str) -> Fault:
    path = ""
    for part in detail["loc"]:
        path = join_path(path, part if isinstance(part, int) else quote(part))
    kind, value = detail["type"], detail["input"]
    message = _MESSAGES.get(kind, "")
    if kind == "string_type":
        message = f"应为文字，却是{_describe_kind(value)}"
    elif kind == "string_pattern_mismatch":
        message = _PATTERNS.get(path, "含有换行、控制字符或看不见的字符") + f"：{quote(value)}"
    elif kind == "value_error" and isinstance(value, list):
        message = detail["msg"].removeprefix("Value error, ")
    elif kind == "value_error":
        message = f"{detail['msg'].removeprefix('Value error, ')}：{quote(value)}"
    elif kind == "string_too_long":
        message = f"最多 {detail['ctx']['max_length']} 个字，这里有 {len(value)} 个：{quote(value)}"
    elif kind not in ("missing", "string_too_short", "too_short", "extra_forbidden"):
        message = f"{message or quote(detail['msg'])}，却是{_describe_kind(value)}"
    return Fault(file, path or WHOLE_FILE, message)


def _describe_kind(value: object) -> str:
    if value is None:
        return "空值"
    if isinstance(value, bool):
        return f"是非值 {str(value).lower()}（要当文字请加引号）"
    if isinstance(value, int | float | dt.date):
        return f" {quote(value)}（要当文字请加引号）"
    if isinstance(value, dict):
        return "映射"
    if isinstance(value, list):
        return "列表"
    return f"文字「{quote(value)}」"

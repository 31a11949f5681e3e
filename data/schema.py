"""The shape of the data files, as strict models, and their errors in an editor's words."""

from __future__ import annotations

import datetime as dt
import math
import re
from contextlib import suppress
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from data.faults import WHOLE_FILE, Fault, join, shown

# Controls, and the invisible characters that would make two equal-looking names differ.
_FORBIDDEN = "\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ufffd"

Text = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, pattern=f"^[^{_FORBIDDEN}]*$")
]
"""One line of text that is not empty, without white space around it and without invisible characters."""

_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def _day(value: object) -> object:
    """YYYY-MM-DD, for a date that YAML made of it or for the same in quotes."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if value is None:
        return None
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        with suppress(ValueError):
            return dt.date.fromisoformat(value.strip()).isoformat()
    raise ValueError("应为真实的日期 YYYY-MM-DD 或 null")


def _number(value: object) -> object:
    """A finite number, and no true or false."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("应为有限的数字")
    return value


class _Model(BaseModel):
    # Built at the first use: a model that only others contain needs no validator of its own.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class CaseModel(_Model):
    """A case as a file has it."""

    title: Text
    aliases: tuple[Text, ...] = Field(default=(), strict=False)
    agencies: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]


class TierModel(_Model):
    """A tier as a file has it; `name` is null where a notice has no tiers."""

    name: Text | None
    aliases: tuple[Text, ...] = Field(default=(), strict=False)
    cases: tuple[CaseModel, ...] = Field(strict=False)


class FactModel(_Model):
    """A fact as a file has it."""

    topic: Text
    aliases: tuple[Text, ...] = Field(default=(), strict=False)
    value: Annotated[int | float, BeforeValidator(_number)] | None = None
    unit: Text | None = None
    text: Text


class NoticeModel(_Model):
    """A notice as a file has it."""

    id: Annotated[str, StringConstraints(strict=True, pattern="^[a-z0-9](-?[a-z0-9])*$", max_length=32)]
    title: Text
    aliases: tuple[Text, ...] = Field(default=(), strict=False)
    issued: Annotated[str | None, BeforeValidator(_day)]
    issuers: tuple[Text, ...] = Field(default=(), strict=False)
    addressed_to: tuple[Text, ...] = Field(default=(), strict=False)
    facts: tuple[FactModel, ...] = Field(default=(), strict=False)
    tiers: tuple[TierModel, ...] = Field(strict=False)


class GroupModel(_Model):
    """A group of places as aliases.yaml has it."""

    names: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    regions: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    area: bool = False


class AliasesModel(_Model):
    """aliases.yaml: other names of places, groups of places, and what people call bodies."""

    regions: dict[Text, Annotated[tuple[Text, ...], Field(strict=False)]] = {}
    groups: tuple[GroupModel, ...] = Field(default=(), strict=False)
    agencies: dict[Text, Text] = {}


class TopicsModel(RootModel[dict[Text, Annotated[tuple[Text, ...], Field(strict=False)]]]):
    """topics.yaml: words of the field below their headings."""

    model_config = ConfigDict(strict=True, frozen=True, defer_build=True)


_WHAT = {
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
    "string_too_long": "太长",
}

M = TypeVar("M", bound=BaseModel)


def validated(model: type[M], value: object, file: str) -> tuple[M | None, list[Fault]]:
    """`value` as `model` has it, or None and every fault of it."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)
        # A list of one bad item is not also too short.
        told = (detail for detail in details if detail["type"] != "too_short" or not detail["input"])
        return None, [_fault(detail, file) for detail in told]


def _fault(detail: ErrorDetails, file: str) -> Fault:
    path = ""
    for part in detail["loc"]:
        path = join(path, part if isinstance(part, int) else shown(part))
    kind, value = detail["type"], detail["input"]
    what = _WHAT.get(kind, "")
    if kind == "string_type":
        what = f"应为文字，却是{_kind_of(value)}"
    elif kind == "string_pattern_mismatch":
        what = "只能用小写字母、数字和中间的连字符" if path == "id" else "含有换行、控制字符或看不见的字符"
        what += f"：{shown(value)}"
    elif kind == "value_error":
        what = f"{detail['msg'].removeprefix('Value error, ')}：{shown(value)}"
    elif kind not in ("missing", "string_too_short", "too_short", "extra_forbidden"):
        what = f"{what or shown(detail['msg'])}，却是{_kind_of(value)}"
    return Fault(file, path or WHOLE_FILE, what)


def _kind_of(value: object) -> str:
    if value is None:
        return "空值"
    if isinstance(value, bool):
        return f"是非值 {str(value).lower()}（要当文字请加引号）"
    if isinstance(value, int | float | dt.date):
        return f" {shown(value)}（要当文字请加引号）"
    if isinstance(value, dict):
        return "映射"
    if isinstance(value, list):
        return "列表"
    return f"文字「{shown(value)}」"

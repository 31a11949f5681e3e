"""The parameters of a call, from the query string, a form, JSON or multipart, converted by type as the Bot API does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from tests.botapi.errors import JSON, bad_request

_FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Parameters:
    """The parameters as sent; `files` are the parts of a multipart body that have a file name."""

    values: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)
    file_names: dict[str, str] = field(default_factory=dict)
    """The names that the files were sent with."""

    def text(self, name: str) -> str:
        """Return a string; "" if missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str) -> int | None:
        """Return an integer, sent as digits or as a number; None if missing."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'field "{name}" must be a valid Number') from None

    def boolean(self, name: str) -> bool:
        """Return True for true, yes and 1."""
        return str(self.values.get(name, "")).casefold() in {"true", "yes", "1"}

    def object(self, name: str) -> Any:
        """Return a value sent as JSON; None if missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            self.values[name] = parsed = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
        return parsed

    def shown(self) -> JSON:
        """Return the parameters for the record: JSON strings decoded, files as their size."""
        return {name: _shown(value) for name, value in self.values.items()} | {
            name: f"<{len(content)} bytes>" for name, content in self.files.items()
        }


def _shown(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    if isinstance(value, str) and value.lstrip("-").isascii() and value.lstrip("-").isdigit():
        return int(value)
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


async def read_parameters(request: Request) -> Parameters:
    """Return the parameters of a request; those of the body override those of the query string."""
    values: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    body = await request.body()
    if kind == "application/json" and body:
        try:
            read = json.loads(body)
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(read, Mapping):
            raise bad_request("can't parse JSON object")
        values.update(read)
    elif kind == _FORM:
        values.update(parse_qsl(body.decode(), keep_blank_values=True))
    return Parameters(values)


async def _multipart(request: Request, values: dict[str, Any]) -> Parameters:
    files: dict[str, bytes] = {}
    file_names: dict[str, str] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = await value.read()
                file_names[name] = value.filename or ""
            else:
                values[name] = value
    return Parameters(values, files, file_names)

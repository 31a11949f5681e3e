"""Scripted faults of the next calls of a method."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.botapi.errors import JSON, ApiError, too_many_requests

_DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
}

KINDS = ("status", "html", "raw", "dropped", "unanswered", "hung", "slow", "cut", "late")


@dataclass(slots=True)
class Fault:
    """A fault for a number of calls.

    status: an error response (`status`, `description`, `retry_after`, `parameters`), and nothing is carried out;
    html: an HTML page as the response (502, as the server in front of Telegram sends it);
    raw: the response is `body`, with this status and these `headers`, and nothing is carried out;
    dropped: the connection is cut and nothing is carried out; hung: the same after `seconds` of silence;
    unanswered: carried out, but the connection is cut after `seconds` instead of a response;
    slow: carried out at once, with the response after `seconds`;
    cut: carried out, but half of the response's JSON is missing; late: carried out, but the response is a page (504).
    """

    method: str = "*"
    """The method, in any case; * is every method except getUpdates."""
    kind: str = "status"
    chat: int | None = None
    """Only calls with this chat_id."""
    times: int = 1
    status: int = 500
    description: str = ""
    retry_after: int = 0
    seconds: float = 0.0
    parameters: JSON = field(default_factory=dict)
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert self.kind in KINDS, self.kind
        if self.kind in ("html", "late") and self.status == 500:
            self.status = 502 if self.kind == "html" else 504

    def fits(self, method: str, chat: Any) -> bool:
        """Return whether it applies to this call."""
        named = self.method.casefold() == method.casefold() or (
            self.method == "*" and method.casefold() != "getupdates"
        )
        return named and (self.chat is None or str(self.chat) == str(chat))

    def error(self) -> ApiError:
        """Return the error that the call gets."""
        if self.retry_after:
            return too_many_requests(self.retry_after)
        return ApiError(self.status, self.description or _DESCRIPTIONS.get(self.status, "Error"), **self.parameters)


def take_fault(faults: list[Fault], method: str, chat: Any) -> Fault | None:
    """Return the first fault that applies to this call, and count it down."""
    found = next((fault for fault in faults if fault.fits(method, chat)), None)
    if found:
        found.times -= 1
        if found.times <= 0:
            faults.remove(found)
    return found

"""Errors as the Bot API returns them: a status, a description and parameters."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)

CIRCUMSTANCES = (
    "chat not found",
    "chat was upgraded",
    "message is not modified",
    "message to be replied not found",
    "message to edit not found",
    "message to delete not found",
    "message thread not found",
    "TOPIC_CLOSED",
    "query is too old",
    "not enough rights",
    "user not found",
)
"""Errors 400 that the circumstances cause, not the bot: its call was correct when it began."""


class ApiError(Exception):
    """The error response of a method."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters: JSON = parameters

    def body(self) -> JSON:
        """Return the response as JSON."""
        body: JSON = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class DropConnection(Exception):
    """Close the connection instead of responding."""


def bad_request(description: str, **parameters: Any) -> ApiError:
    """Return a 400."""
    return ApiError(400, f"Bad Request: {description}", **parameters)


def forbidden(description: str) -> ApiError:
    """Return a 403."""
    return ApiError(403, f"Forbidden: {description}")


def too_many_requests(seconds: int) -> ApiError:
    """Return a 429."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

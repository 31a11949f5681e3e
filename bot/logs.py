"""Logging: structlog on top of the standard library, to one stream, with all secrets masked."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from typing import Literal, TextIO
from urllib.parse import quote

import structlog
from structlog.typing import Processor

_QUIET_LOGGERS = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "telegram": logging.INFO,
    "uvicorn": logging.ERROR,  # it warns of each malformed request, of which scanners send many
}
"""The lowest levels of loggers that say too much: requests with the token in their URL, and what people write."""


def configure(
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"],
    form: Literal["console", "json"],
    secrets: Sequence[str],
    stream: TextIO,
) -> None:
    """Log records of `level` and above to `stream`, as text or as one JSON object a line.

    Each secret is written as ***, whether in a message, a value, an exception or a traceback.
    """
    annotate: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.StackInfoRenderer(),
    ]
    render: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if form == "json":
        render += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        plain = structlog.dev.plain_traceback  # the rich one shows local variables and breaks lines within a secret
        render += [structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain)]
    handler = _Handler(stream)
    handler.setFormatter(_Formatter(secrets, annotate, render))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, lowest in _QUIET_LOGGERS.items():
        logging.getLogger(name).setLevel(max(lowest, logging.getLevelName(level)))
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[*annotate, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Formats a record and masks each secret in the result."""

    def __init__(self, secrets: Iterable[str], annotate: Sequence[Processor], render: Sequence[Processor]) -> None:
        super().__init__(processors=render, foreign_pre_chain=annotate)
        # twice, for a secret in a repr in a JSON string
        encoded = {text for secret in secrets for once in _encodings(secret) for text in _encodings(once)}
        self._secrets = sorted(encoded, key=len, reverse=True)  # a secret may contain another one

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Write that a record was lost, without its arguments, which the library would print with their secrets."""
        self.stream.write(f"anlitong: 这条日志写不出来（{record.name}，{record.filename}:{record.lineno}）\n")


def _encodings(secret: str) -> Iterable[str]:
    """Return the secret as it appears in plain text, a URL, a JSON string and a repr."""
    json_strings = (json.dumps(secret, ensure_ascii=ascii_)[1:-1] for ascii_ in (True, False))
    return secret, quote(secret), quote(secret, safe=""), *json_strings, repr(secret)[1:-1]

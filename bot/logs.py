"""Logs: structlog over the standard library's, on one stream, without a secret in them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from typing import Literal, TextIO
from urllib.parse import quote

import structlog
from structlog.typing import Processor

_QUIET = ("httpx", "httpcore", "aiosqlite")
"""They tell of every request, the first two with the token in its URL."""


def configure(
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"],
    form: Literal["console", "json"],
    secrets: Sequence[str],
    stream: TextIO,
) -> None:
    """Send this process's logs of `level` and above to `stream`: a line each, or one JSON object a line.

    Each of `secrets` is written as ***, wherever it stands: in a message, a value, an exception's text, a traceback.
    """
    about: list[Processor] = [
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
    handler.setFormatter(_Formatter(secrets, about, render))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[*about, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Writes a record, and *** over each secret in the whole of it."""

    def __init__(self, secrets: Iterable[str], about: Sequence[Processor], render: Sequence[Processor]) -> None:
        super().__init__(processors=render, foreign_pre_chain=about)
        forms = {form for secret in secrets for once in _forms(secret) for form in _forms(once)}  # a repr within JSON
        self._secrets = sorted(forms, key=len, reverse=True)  # one may be a part of another

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Tell that a record could not be written; the library would print its arguments, secrets and all."""
        self.stream.write(f"anlitong: 这条日志写不出来（{record.name}，{record.filename}:{record.lineno}）\n")


def _forms(secret: str) -> Iterable[str]:
    """How a secret may stand in a text: as it is, within a URL, a JSON string, a repr."""
    json_strings = (json.dumps(secret, ensure_ascii=ascii_)[1:-1] for ascii_ in (True, False))
    return secret, quote(secret), quote(secret, safe=""), *json_strings, repr(secret)[1:-1]

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import threading
import warnings
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Literal

import httpx
import pytest
import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot import logs

KEY = "AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
TOKEN = f"123456:{KEY}"
PASSWORD = "p/ä\"s'w\\o rd"  # noqa: S105 - every character that some notation writes in another way
SECRETS = (TOKEN, KEY, PASSWORD)
LEVELS: list[Literal["DEBUG", "INFO", "WARNING", "ERROR"]] = ["DEBUG", "INFO", "WARNING", "ERROR"]
FORMS: list[Literal["console", "json"]] = ["console", "json"]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Collect logs in a stream, and restore logging afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "aiosqlite", "alembic")}
    yield io.StringIO()
    root.handlers[:], root.level = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.fixture
def server() -> Iterator[str]:
    """Serve a Bot API that fails every request and repeats its URL in the error."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(500 if "getMe" in self.path else 200)
            self.end_headers()
            self.wfile.write(f"no {self.path}".encode())

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def safe(text: str) -> bool:
    return KEY not in text and not re.search(r"\w(\\|%5C)+o", text)


def fail(message: str) -> None:
    local = "a variable"
    raise ValueError(message) from KeyError(PASSWORD, len(local))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", FORMS)
async def test_the_libraries_log_no_token(
    stream: io.StringIO,
    server: str,
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"],
    form: Literal["console", "json"],
) -> None:
    logs.configure(level, form, SECRETS, stream)
    log = logging.getLogger("telegram.test")
    bot = Bot(TOKEN, base_url=f"{server}/bot")
    for call in (bot.get_me(), bot.get_webhook_info(), bot.get_updates()):
        try:
            await call
        except TelegramError:
            log.exception("failed")
    await bot.shutdown()
    async with httpx.AsyncClient() as client:
        try:
            (await client.get(f"{server}/bot{TOKEN}/getMe")).raise_for_status()
        except httpx.HTTPStatusError as error:
            log.exception("failed")  # its text has the URL
            structlog.get_logger().exception("failed", error=error, url=str(error.request.url))
        try:
            await client.get(f"nonsense://{TOKEN}@host/{TOKEN}")
        except httpx.HTTPError:
            log.exception("failed")
    text = stream.getvalue()
    assert f"{server}/bot***/getMe" in text
    assert safe(text)
    assert not re.search(r'(\[|"logger": ")(httpx|httpcore)', text)


@pytest.mark.parametrize("form", FORMS)
def test_a_secret_is_masked_in_every_part_of_a_record(stream: io.StringIO, form: Literal["console", "json"]) -> None:
    logs.configure("DEBUG", form, SECRETS, stream)
    log, other = structlog.get_logger("bot.test"), logging.getLogger("other")
    log.info(TOKEN, key=KEY, many=[PASSWORD], by={PASSWORD: TOKEN}, url=f"/bot{KEY}/x")
    log.info("urls", of=["http://u:p%2F%C3%A4%22s%27w%5Co%20rd@h", "http://u:p/%C3%A4%22s%27w%5Co%20rd@h"])
    log.info("written otherwise", json=json.dumps(PASSWORD), repr=repr(PASSWORD), bytes=TOKEN.encode())
    other.info("%s and %r", PASSWORD, {"password": PASSWORD})
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"what of {TOKEN}", stacklevel=1)
    try:
        fail(TOKEN)
    except ValueError:
        log.exception("one")
        other.exception("two")
        log.info("three", stack_info=True)
    text = stream.getvalue()
    assert safe(text)
    assert text.count("***") >= 16
    for what in ("one", "two", "three", "urls", "written otherwise", "what of"):
        assert what in text


def test_a_record_that_cannot_be_written_shows_no_arguments(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("DEBUG", "console", SECRETS, stream)
    logging.getLogger("other").info("%d", TOKEN)
    assert "写不出来（other，test_logs.py:" in stream.getvalue()
    assert safe(stream.getvalue())
    assert capsys.readouterr() == ("", "")


def test_secrets_in_asyncio_records_are_masked(stream: io.StringIO) -> None:
    logs.configure("DEBUG", "console", SECRETS, stream)

    async def lose() -> None:
        task = asyncio.get_running_loop().create_task(asyncio.to_thread(fail, TOKEN))
        await asyncio.wait([task])
        del task

    asyncio.run(lose())
    assert "Task exception was never retrieved" in stream.getvalue()
    assert safe(stream.getvalue())


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_holds_for_both_kinds_of_loggers(
    stream: io.StringIO, level: Literal["DEBUG", "INFO", "WARNING", "ERROR"]
) -> None:
    logs.configure(level, "json", (), stream)
    for log in (structlog.get_logger("a"), logging.getLogger("b")):
        for name in LEVELS:
            getattr(log, name.lower())("it is %s", name)
    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    incoming = LEVELS[LEVELS.index(level) :]
    assert [(record["logger"], record["level"], record["event"]) for record in records if record["logger"] in "ab"] == [
        (log, name.lower(), f"it is {name}") for log in "ab" for name in incoming
    ]


def test_json_is_one_object_a_line_and_chinese_stays_chinese(stream: io.StringIO) -> None:
    logs.configure("INFO", "json", (), stream)
    structlog.get_logger("bot.test").warning("两行\n一条", chat=-5)
    (line,) = stream.getvalue().splitlines()
    assert "两行" in line
    record = json.loads(line)
    assert record.pop("timestamp").endswith("Z")
    assert record == {"event": "两行\n一条", "chat": -5, "level": "warning", "logger": "bot.test"}


def test_on_the_console_a_traceback_is_plain(stream: io.StringIO) -> None:
    logs.configure("INFO", "console", (), stream)
    try:
        fail("甲")
    except ValueError:
        structlog.get_logger("bot.test").exception("出错")
    text = stream.getvalue()
    assert "\x1b" not in text
    assert text.endswith("ValueError: 甲\n")
    assert "a variable" not in text.replace('local = "a variable"', "")

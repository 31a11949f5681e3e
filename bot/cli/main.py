"""The command line: ask, chat, run and check.

A question asked from the shell is answered in a fraction of a second, and most of that is imports: so each command
imports what it alone needs, where it needs it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn, TextIO

from bot.cli.arguments import Call, UsageError, parse
from bot.cli.progress import waiting

if TYPE_CHECKING:
    from bot.cli.sessions import Question, Reply, Sessions

OK, FAILED, MISUSED, INTERRUPTED, UNREAD = 0, 1, 2, 130, 141
"""The statuses to leave with: the last two are those of a process that SIGINT or SIGPIPE ended."""


def run() -> NoReturn:
    """Carry out this process's command line and end the process.

    It ends at once: to free, one by one, what the end of the process frees anyway takes a tenth of a question's time.
    """
    gc.disable()  # what the start makes is there to stay; where more than one question may come, it is turned on again
    out, err = _writable(sys.stdout), _writable(sys.stderr)
    try:
        status = main(sys.argv[1:], sys.stdin.buffer if sys.stdin else BytesIO(), out, err)
        out.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        status = UNREAD
    except OSError as error:
        err.write(f"anlitong: 读写出错：{error.strerror}\n")
        status = FAILED
    with suppress(OSError):
        err.flush()
    os._exit(status)


def _writable(stream: TextIO | None) -> TextIO:
    """The stream in UTF-8; one that leads nowhere for one that is closed."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def main(arguments: Sequence[str], stdin: BinaryIO, out: TextIO, err: TextIO) -> int:
    """Carry out a command line on these streams and return the status to leave with."""
    try:
        call = parse(arguments)
    except UsageError as error:
        err.write(f"anlitong: {error}\n")
        return MISUSED
    if call.command == "help":
        out.write(call.help)
        return OK
    if call.command == "version":
        from importlib.metadata import version

        out.write(f"anlitong {version('anlitong')}\n")
        return OK
    if call.command == "check":
        return _check(call, out, err)
    from data.faults import DataError

    try:
        if call.command == "run":
            return _run(err)
        return (_ask if call.command == "ask" else _chat)(call, stdin, out, err)
    except DataError as error:
        err.write(f"{error}\n")
        return MISUSED


def _ask(call: Call, stdin: BinaryIO, out: TextIO, err: TextIO) -> int:
    sessions = _desk(call.data, err, eager=not call.words)
    if call.words:
        out.write(_written(sessions.reply(_from_shell(call.words)), sessions, as_json=call.json))
        return OK
    from bot.cli.json_lines import questions

    _serve()
    if stdin.isatty():
        err.write("请输入问题，一行一个；按 Ctrl-D 结束。\n")
    for question in questions(stdin, objects=True):
        out.write(_written(sessions.reply(question), sessions, as_json=call.json))
        if not call.json:
            out.write("\n")
        out.flush()
    return OK


def _chat(call: Call, stdin: BinaryIO, out: TextIO, err: TextIO) -> int:
    sessions = _desk(call.data, err)
    _serve()
    if stdin.isatty() and out.isatty():
        from bot.cli.terminal import talk

        talk(sessions, os.environ)
    else:
        from bot.cli.repl import read_out

        read_out(sessions, stdin, out)
    return OK


def _run(err: TextIO) -> int:
    import signal

    def end(*_: object) -> None:
        """There is nothing in flight yet; in a container there would be no end, process 1 has none by default."""
        os._exit(OK)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)  # the bot takes them over once it runs

    from bot.settings import PREFIX, SettingsError, read_settings

    try:
        settings = read_settings()
    except SettingsError as error:
        err.write(f"{error}\n")
        return MISUSED
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]  # a child process inherits no secret
    import logging

    from bot import logs
    from bot.store import StoreError
    from bot.telegram import app
    from data.faults import DataError

    logs.configure(settings.log_level, settings.log_format, settings.secrets(), err)
    _serve()
    try:
        return app.main(settings)
    except StoreError as error:
        err.write(f"{error}\n")
        return MISUSED
    except DataError:
        raise  # told where every command's is
    except Exception:
        logging.getLogger(__name__).exception("出了意外，机器人停了")
        return FAILED


def _check(call: Call, out: TextIO, err: TextIO) -> int:
    from data.load import check

    with waiting("正在检查数据", err) as progress:
        faults = check(Path(call.words[0]) if call.words else None, progress)
    out.writelines(f"{fault}{'（提醒）' if fault.severity == 'warning' else ''}\n" for fault in faults)
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    found = "，".join(f"{n} 个{what}" for n, what in ((errors, "错误"), (warnings, "提醒")) if n)
    out.write(f"{found or '没有问题'}。\n")
    return MISUSED if errors else OK


def _desk(directory: str | None, err: TextIO, *, eager: bool = True) -> Sessions:
    from bot.cli.sessions import Sessions

    with waiting("正在读取数据", err) as progress:
        if directory is not None:
            from intents.engine_cache import engine

            return Sessions(engine(Path(directory), progress=progress, eager=eager))
        from data.load import load
        from intents.engine import Engine

        return Sessions(Engine(load(progress=progress), eager=eager))


def _serve() -> None:
    """From start to service: what is loaded stays, what is asked from now on comes and goes."""
    gc.freeze()
    gc.enable()


def _from_shell(words: Sequence[str]) -> Question:
    """The question that these arguments are: UTF-8 wherever their bytes are that, else what the locale made of them."""
    from bot.cli.sessions import NOT_UTF_8, Question, excerpt, whole_characters

    text = " ".join(words)
    try:
        return Question(os.fsencode(text).decode())
    except UnicodeError:
        whole = whole_characters(text)
        return Question(text) if whole == text else Question(excerpt(whole), error=NOT_UTF_8)


def _written(reply: Reply, sessions: Sessions, *, as_json: bool) -> str:
    if as_json:
        from bot.cli.json_lines import line

        return f"{line(reply, sessions.dataset)}\n"
    from bot.cards.card import build_card, to_plain_text

    return f"{to_plain_text(build_card(reply.answer, sessions.dataset))}\n"

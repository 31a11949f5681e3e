"""The commands ask, chat, run, check, import, aliases, backup, restore, health and doctor.

Imports take most of the time of a question asked from the shell, so each command imports what it alone needs.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn, TextIO

from bot.cli.arguments import FAILED, MISUSED, OK, Call, UsageError, parse
from bot.cli.progress import show_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.cli.sessions import Question, Reply, Sessions

INTERRUPTED, BROKEN_PIPE = 130, 141
"""Exit statuses of a process that SIGINT or SIGPIPE ended."""


def run() -> NoReturn:
    """Run the command line of this process and end the process."""
    gc.disable()  # objects made at the start stay alive; commands that serve several questions enable it again
    out, err = _open_text(sys.stdout), _open_text(sys.stderr)
    try:
        status = main(sys.argv[1:], sys.stdin.buffer if sys.stdin else BytesIO(), out, err)
        out.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        status = BROKEN_PIPE
    except OSError as error:
        err.write(f"anlitong: 读写出错：{error.strerror}\n")
        status = FAILED
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user
        from data.error_line import describe_without_text

        err.write(f"anlitong: 程序出错：{describe_without_text(error)}\n")
        status = FAILED
    with suppress(OSError):
        err.flush()
    # without the interpreter's teardown, which frees objects one by one in a tenth of a question's time
    os._exit(status)


def _open_text(stream: TextIO | None) -> TextIO:
    """Return the stream in UTF-8, or the null device if the stream is closed (None)."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def main(arguments: Sequence[str], stdin: BinaryIO, out: TextIO, err: TextIO) -> int:
    """Run a command line on these streams and return the exit status."""
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
    if call.command in ("backup", "restore", "health", "doctor"):
        from bot.cli import operations

        return operations.run(call, out, err)
    if call.command == "import":
        from bot.cli.notice_import import run_import

        return run_import(call.words[0], stdin, out, err, json=call.json)
    from data.faults import DataError

    try:
        if call.command == "run":
            return _run(err)
        if call.command == "aliases":
            return _aliases(call, out, err)
        return (_ask if call.command == "ask" else _chat)(call, stdin, out, err)
    except DataError as error:
        err.write(f"{error}\n")
        return MISUSED


def _ask(call: Call, stdin: BinaryIO, out: TextIO, err: TextIO) -> int:
    sessions = _open_sessions(call.data, err, eager=not call.words)
    questions: Iterable[Question]
    if call.words:
        questions = [_question_from(call.words)]
    else:
        from bot.cli.json_lines import read_questions

        _end_startup()
        if stdin.isatty():
            err.write("请输入问题，一行一个；按 Ctrl-D 结束。\n")
        questions = read_questions(stdin, objects=True)
    if call.csv:
        from bot.cli.tables import write_tables

        write_tables(questions, sessions, out, err)
        return OK
    for question in questions:
        out.write(_format_reply(sessions.reply(question), sessions, call))
        if not (call.json or call.words):
            out.write("\n")
        out.flush()
    return OK


def _chat(call: Call, stdin: BinaryIO, out: TextIO, err: TextIO) -> int:
    sessions = _open_sessions(call.data, err)
    _end_startup()
    if stdin.isatty() and out.isatty():
        from bot.cli.terminal import run_chat

        run_chat(sessions, os.environ)
    else:
        from bot.cli.repl import answer_lines

        answer_lines(sessions, stdin, out)
    return OK


def _run(err: TextIO) -> int:
    import signal

    def exit_at_once(*_: object) -> None:
        os._exit(OK)

    # until the bot installs its own handlers: process 1 of a container ignores signals that have no handler
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, exit_at_once)

    from bot.settings import PREFIX, SettingsError, read_settings, unknown_variables

    try:
        settings = read_settings()
    except SettingsError as error:
        err.write(f"{error}\n")
        return MISUSED
    unknown = unknown_variables(os.environ)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]  # a child process inherits no secret
    import logging

    from bot import logs
    from bot.store import StoreError
    from bot.telegram import app
    from data.faults import DataError

    logs.configure(settings.log_level, settings.log_format, settings.secrets(), err)
    for name in unknown:
        logging.getLogger(__name__).warning("没有 %s 这个设置（有哪些，见 anlitong run --help）", name)
    _end_startup()
    try:
        return app.main(settings)
    except (StoreError, SettingsError) as error:
        err.write(f"{error}\n")
        return MISUSED
    except DataError:
        raise  # main() reports it, as for every command
    except Exception:
        logging.getLogger(__name__).exception("出了意外，机器人停了")
        return FAILED


def _check(call: Call, out: TextIO, err: TextIO) -> int:
    from data.load import check

    with show_progress("正在检查数据", err) as progress:
        faults = check(Path(call.words[0]) if call.words else None, progress)
    out.writelines(f"{fault}{'（提醒）' if fault.severity == 'warning' else ''}\n" for fault in faults)
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    counts = "，".join(f"{n} 个{kind}" for n, kind in ((errors, "错误"), (warnings, "提醒")) if n)
    out.write(f"{counts or '没有问题'}。\n")
    if not errors and (cases := _cases_without_words(call)):
        out.write(f"{cases} 个案例还有日常说法可以加为别名：anlitong aliases\n")
    return MISUSED if errors else OK


def _cases_without_words(call: Call) -> int:
    """Return how many cases have everyday words that do not lead to them; 0 where there are too many to look."""
    from data.load import load
    from intents.engine import Engine
    from intents.meaning.offers import MAX_CASES_AT_ONCE

    dataset = load(Path(call.words[0]) if call.words else None)
    return (
        len(Engine(dataset, eager=False).offers.words_without_case()) if len(dataset.cases) <= MAX_CASES_AT_ONCE else 0
    )


def _aliases(call: Call, out: TextIO, err: TextIO) -> int:
    from bot.cli.aliases import read_unanswered, suggest
    from bot.store import StoreError
    from data.load import load
    from intents.engine import Engine

    with show_progress("正在读取数据", err) as progress:
        engine = Engine(load(Path(call.words[0]) if call.words else None, progress))
    try:
        unanswered = read_unanswered()
    except StoreError as error:
        err.write(f"{error}\n")
        return MISUSED
    number = 0
    for number, entry in enumerate(suggest(engine, unanswered), 1):  # noqa: B007 - as each is found: all take a while
        out.write(f"{entry}\n")
    if not number:
        out.write("没有要补充的说法。\n")
    return OK


def _open_sessions(directory: str | None, err: TextIO, *, eager: bool = True) -> Sessions:
    from bot.cli.sessions import Sessions

    with show_progress("正在读取数据", err) as progress:
        if directory is not None:
            from intents.engine_cache import open_engine

            engine = open_engine(Path(directory), progress=progress, eager=eager)
        else:
            from data.load import load
            from intents.engine import Engine

            engine = Engine(load(progress=progress), eager=eager)
    if engine.dataset.faults:
        err.write("有的通知写得不对，没有用上：\n")
        err.writelines(f"{fault}\n" for fault in engine.dataset.faults)
    return Sessions(engine)


def _end_startup() -> None:
    """Exclude the loaded data from garbage collection and collect again from here on."""
    gc.freeze()
    gc.enable()


def _question_from(words: Sequence[str]) -> Question:
    """Return the question in these arguments: their bytes as UTF-8 if valid, else the text that the locale gave."""
    from bot.cli.sessions import NOT_UTF_8, Question
    from bot.text import excerpt, replace_surrogates

    text = " ".join(words)
    try:
        return Question(os.fsencode(text).decode())
    except UnicodeError:
        valid = replace_surrogates(text)
        return Question(text) if valid == text else Question(excerpt(valid), error=NOT_UTF_8)


def _format_reply(reply: Reply, sessions: Sessions, call: Call) -> str:
    if call.explain and (explanation := sessions.explain()) is not None:
        from bot.cli.explain import format_explanation

        return format_explanation(explanation)
    if call.json:
        from bot.cli.json_lines import to_json_line

        return f"{to_json_line(reply, sessions.dataset)}\n"
    from bot.cards.card import build_card, to_plain_text

    return f"{to_plain_text(build_card(reply.answer, sessions.dataset, reply.query))}\n"

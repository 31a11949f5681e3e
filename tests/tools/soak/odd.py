"""Feed the bot odd updates, and ask the engine random questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.load import load
from intents.engine import Engine
from tests.botapi.server import Server
from tests.e2e.harness.bot_process import TOKEN, BotProcess
from tests.e2e.harness.odd_updates import odd_updates
from tests.tools.fuzz import failures

EVERY = 100
"""Updates after which somebody asks a question."""


@dataclass(frozen=True, slots=True)
class OddFigures:
    """What became of the updates and the questions."""

    updates: int
    unreadable: int
    """Updates that were handled as empty ones."""
    asked: int
    """Questions between the updates."""
    unanswered: int
    errors: int
    """Unexpected errors that reached the application's error handler."""
    questions: int
    """Random questions to the engine."""
    raised: int
    """Of those, the ones that raised an exception."""


def measure_odd(folder: Path, *, updates: int, questions: int, seed: int = 1) -> OddFigures:
    """Feed the real bot so many updates of every type, and ask the engine so many questions."""
    asked = unanswered = 0
    with _bot(folder) as bot:
        for number, update in enumerate(odd_updates(bot.telegram, seed, updates), 1):
            bot.telegram.raw(**update)
            if number % EVERY == 0:
                person = bot.telegram.user("李")
                person.asks("安徽参与了哪些案例")
                asked += 1
                unanswered += "共 17 个案例" not in person.next(60).text
        assert bot.stop() == 0, bot.log[-4000:]
        bot.check_log()
        log = bot.log
    raised = sum(1 for _ in failures(Engine(load()), seed, questions))
    return OddFigures(
        updates=updates,
        unreadable=log.count("update_unreadable"),
        asked=asked,
        unanswered=unanswered,
        errors=log.count(" trouble "),
        questions=questions,
        raised=raised,
    )


@contextmanager
def _bot(folder: Path) -> Iterator[BotProcess]:
    with Server(TOKEN) as server:
        bot = BotProcess(server, folder / "state", {})
        try:
            bot.start()
            yield bot
        finally:
            bot.close()

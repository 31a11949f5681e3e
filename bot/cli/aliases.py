"""The command aliases: everyday words that do not lead to their case yet, for an editor to add to its aliases.

They come from the questions that the bot did not answer, if there is a database, and from words of the general language
that mean what a case is about.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.store import UnansweredQuestion
    from data.model import Case
    from intents.engine import Engine

MAX_WORDS = 6
"""Words that are suggested for a case."""
MAX_ALIAS = 8
"""Characters of an unanswered question that may itself be an alias; a longer one is only shown."""
DAYS = 90
"""Questions of so many days are read: as long as their text is kept."""
MAX_QUESTIONS = 500
_SECONDS_A_DAY = 24 * 60 * 60


def suggest(engine: Engine, unanswered: Iterable[UnansweredQuestion] = ()) -> Iterator[str]:
    """Yield for each case with suggestions its title as a comment, the questions asked, and a line of YAML to paste."""
    words = engine.offers.words_without_case()
    asked: dict[str, list[UnansweredQuestion]] = {}
    for row in unanswered:
        answer, _ = engine.ask(row.question)
        titles = [option.question for option in answer.options] if answer.kind == "clarify" else []
        if titles:
            asked.setdefault(titles[0], []).append(row)
    for case in engine.dataset.cases:
        questions = asked.get(case.title, [])
        known = {*case.aliases, case.title}
        new = [row.question for row in questions if len(row.question) <= MAX_ALIAS]
        some = [word for word in dict.fromkeys((*new, *words.get(case.id, ()))) if word not in known][:MAX_WORDS]
        if some or questions:
            yield _entry(case, questions, some)


def _entry(case: Case, questions: Iterable[UnansweredQuestion], words: Iterable[str]) -> str:
    lines = [f"# {case.id} {case.title}"]
    lines += [f"# 问过 {row.count} 次：{' '.join(row.question.split())}" for row in questions]
    return "\n".join([*lines, f"aliases: [{', '.join(words)}]", ""])


def read_unanswered() -> list[UnansweredQuestion]:
    """Return the questions that the bot refused or asked about; none if no database is configured or none exists.

    Raises `StoreError` if the database cannot be read.
    """
    from bot.settings import SettingsError, read_settings  # noqa: PLC0415 - only this needs pydantic and SQLAlchemy

    try:
        url = read_settings().database_url.get_secret_value()
    except SettingsError:
        return []
    scheme, _, file = url.partition(":///")
    if scheme.startswith("sqlite") and not Path(file).is_file():
        return []  # opening it would create it
    return asyncio.run(_read(url))


async def _read(url: str) -> list[UnansweredQuestion]:
    from bot.store import WRONG_KIND, Store  # noqa: PLC0415 - the same

    store = await Store.open(url)
    try:
        rows = await store.question_log.count_unanswered(time.time() - DAYS * _SECONDS_A_DAY, MAX_QUESTIONS)
        return [row for row in rows if row.kind != WRONG_KIND]
    finally:
        await store.close()

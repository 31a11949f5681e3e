"""The command aliases: everyday words that do not lead to their case yet, for an editor to add to its names.

They come from the questions that the bot did not answer, if there is a database, from words of the general language
that mean what a case is about, and from its own paraphrases.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.store import UnansweredQuestion
    from data.model import Case
    from intents.engine import Engine
    from intents.model.answer import Answer

MAX_WORDS = 6
"""Words that are suggested for a case."""
MAX_ALIAS = 8
"""Characters of a question or paraphrase that may itself be an alias; a longer question may be a paraphrase."""
MAX_PARAPHRASE = 25
"""Characters of a question that may itself be a paraphrase; a longer one is only shown."""
DAYS = 90
"""Questions of so many days are read: as long as their text is kept."""
MAX_QUESTIONS = 500
_SECONDS_A_DAY = 24 * 60 * 60


def suggest(engine: Engine, unanswered: Iterable[UnansweredQuestion] = ()) -> Iterator[str]:
    """Yield for each case with suggestions its title, and what was asked, as comments, and lines of YAML to paste."""
    words = engine.offers.words_without_case()
    asked: dict[str, list[UnansweredQuestion]] = {}
    for row in unanswered:
        if titles := _offered(engine.ask(row.question)[0]):
            asked.setdefault(titles[0], []).append(row)
    for case in engine.dataset.cases:
        questions = asked.get(case.title, [])
        lost = [one for one in case.paraphrases if not _reaches(engine, one, case)]
        said = [" ".join(row.question.split()) for row in questions]
        short = [one for one in (*said, *lost) if len(one) <= MAX_ALIAS]
        aliases = _new((*short, *words.get(case.id, ())), (case.title, *case.aliases))[:MAX_WORDS]
        paraphrases = _new((one for one in said if MAX_ALIAS < len(one) <= MAX_PARAPHRASE), case.paraphrases)
        if aliases or questions or lost:
            lines = [f"# {case.id} {case.title}"]
            lines += [f"# 问过 {row.count} 次：{one}" for row, one in zip(questions, said, strict=True)]
            lines += [f"# 这样问还到不了：{one}" for one in lost]
            lines += [
                _as_yaml(name, some) for name, some in (("aliases", aliases), ("paraphrases", paraphrases)) if some
            ]
            yield "\n".join([*lines, ""])


def _offered(answer: Answer) -> list[str]:
    return [option.question for option in answer.options] if answer.kind == "clarify" else []


def _reaches(engine: Engine, paraphrase: str, case: Case) -> bool:
    """Whether a paraphrase leads to its case: it is offered, or among the cases of the answer."""
    answer, _ = engine.ask(paraphrase)
    return case.title in (*_offered(answer), *(one.title for one in answer.cases))


def _new(words: Iterable[str], known: Iterable[str]) -> list[str]:
    taken = set(known)
    return [word for word in dict.fromkeys(words) if word not in taken]


def _as_yaml(name: str, words: list[str]) -> str:
    """One line; what was asked may have a colon or a bracket in it."""
    flow = yaml.safe_dump(words, allow_unicode=True, default_flow_style=True, width=float("inf"))
    return f"{name}: {flow.strip()}"


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

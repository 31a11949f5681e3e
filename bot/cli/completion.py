"""Completion of a question while it is typed: case titles and places."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion

from bot.cli.repl import EXPLAIN, HELP, QUIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prompt_toolkit.document import Document

    from data.model import Dataset

_MAX_ENDING = 12
"""Characters before the cursor that are matched."""
_MAX_COMPLETIONS = 8


class QuestionCompleter(Completer):
    """Completes the longest end of the line that begins a place or is part of a title."""

    def __init__(self, dataset: Dataset) -> None:
        cases = dataset.cases
        self._titles = tuple(dict.fromkeys(case.title for case in cases))
        units = dict.fromkeys(agency for case in cases for agency in case.agencies)
        self._places = tuple(dict.fromkeys(region.short for unit in units for region in unit.regions))

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Return the completions of the longest ending that has any."""
        typed = document.text_before_cursor
        if typed.startswith("/"):
            return [Completion(word, -len(typed)) for word in (HELP[0], EXPLAIN[0], QUIT[0]) if word.startswith(typed)]
        for length in range(min(len(typed), _MAX_ENDING), 0, -1):
            if matches := list(islice(self._matches(typed[-length:]), _MAX_COMPLETIONS)):
                return [Completion(word, -length) for word in matches]
        return []

    def _matches(self, ending: str) -> Iterator[str]:
        if ending.isspace():
            return
        yield from (place for place in self._places if place.startswith(ending) and place != ending)
        if len(ending) > 1:  # a single character occurs in too many titles
            yield from (title for title in self._titles if ending in title and title != ending)

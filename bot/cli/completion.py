"""What a question that is being typed could go on with: case titles and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.cli.repl import HELP, QUIT
from data.model import Dataset

_LONGEST, _OFFERED = 12, 8


class Words(Completer):
    """Completes the end of the line, however much of it is the beginning of a place or a part of a title."""

    def __init__(self, dataset: Dataset) -> None:
        cases = dataset.cases
        self._titles = tuple(dict.fromkeys(case.title for case in cases))
        units = dict.fromkeys(agency for case in cases for agency in case.agencies)
        self._places = tuple(dict.fromkeys(region.short for unit in units for region in unit.regions))

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Completions for the longest ending that has any."""
        typed = document.text_before_cursor
        if typed.startswith("/"):
            return [Completion(word, -len(typed)) for word in (HELP[0], QUIT[0]) if word.startswith(typed)]
        for length in range(min(len(typed), _LONGEST), 0, -1):
            if found := list(islice(self._matches(typed[-length:]), _OFFERED)):
                return [Completion(word, -length) for word in found]
        return []

    def _matches(self, ending: str) -> Iterator[str]:
        if ending.isspace():
            return
        yield from (place for place in self._places if place.startswith(ending) and place != ending)
        if len(ending) > 1:
            yield from (title for title in self._titles if ending in title and title != ending)

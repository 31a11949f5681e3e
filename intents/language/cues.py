"""Read the cue words and the intents from YAML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import yaml

from data.record import record

SHARED = "cues"
"""The name of the file of cue words that belong to no single intent."""
INTENT_NAMES = ("cases", "card", "units", "count", "rank", "compare", "yes_no", "notice", "help")
"""All intents, in the order in which help lists them. Each has a YAML file in intents/answers."""

# libyaml's loader is several times faster, but not every build of PyYAML has it.
Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@record
class Intent:
    """The parts of an intent that its YAML file defines."""

    name: str
    help: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@record
class Cues:
    """All cue words, and the intents they belong to."""

    effects: Mapping[str, tuple[str, ...]]
    """Word → its effects."""
    intents: tuple[Intent, ...]
    misspellings: Mapping[str, str]
    """Misspelling of a common word → the word."""


def read_cues() -> Cues:
    """Return the shipped cue words. In the files, those of one effect are one text, with blanks between them.

    A list of words would take libyaml ten times as long. The files are code: a broken one raises KeyError or
    yaml.YAMLError.
    """
    effects: dict[str, list[str]] = defaultdict(list)
    intents = []
    shared = Path(__file__).parent
    answers = shared.with_name("answers")
    for name in (SHARED, *INTENT_NAMES):
        folder = shared if name == SHARED else answers
        content = yaml.load((folder / f"{name}.yaml").read_text("utf-8"), Loader)  # noqa: S506 - a safe loader
        if name == SHARED:
            cues = content
        else:
            cues = content["cues"]
            intents.append(Intent(name, content["help"], tuple(content["examples"]), tuple(content["counterexamples"])))
        for effect, words in cues.items():
            for word in words.split():
                if effect not in effects[word]:
                    effects[word].append(effect)
    misspellings = yaml.load((shared / "misspellings.yaml").read_text("utf-8"), Loader)  # noqa: S506 - the same
    return Cues({word: tuple(found) for word, found in effects.items()}, tuple(intents), misspellings)

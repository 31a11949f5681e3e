"""Read the intents' YAML: cue words with their effects, examples, help, and the language's small words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml

SHARED = "cues"
"""The file of words that belong to no one intent."""
INTENT_NAMES = ("cases", "card", "units", "count", "rank", "compare", "yes_no", "notice", "help")
"""Every intent, in the order in which help lists them; each has its YAML."""

_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Intent:
    """What an editor may change of an intent."""

    name: str
    help: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue words and the intents they belong to."""

    effects: Mapping[str, tuple[str, ...]]
    """Word → its effects."""
    intents: tuple[Intent, ...]


def read_cues() -> Cues:
    """The shipped cues. Raises KeyError or yaml.YAMLError where a file is broken: they are code, and tested."""
    effects: dict[str, list[str]] = defaultdict(list)
    intents = []
    shared, answers = resources.files("intents.language"), resources.files("intents.answers")
    for name in (SHARED, *INTENT_NAMES):
        folder = shared if name == SHARED else answers
        content = yaml.load((folder / f"{name}.yaml").read_text("utf-8"), _Loader)  # noqa: S506 - a safe loader
        if name == SHARED:
            cues = content
        else:
            cues = content["cues"]
            intents.append(Intent(name, content["help"], tuple(content["examples"]), tuple(content["counterexamples"])))
        for effect, words in cues.items():
            for word in words:
                if effect not in effects[word]:
                    effects[word].append(effect)
    return Cues({word: tuple(found) for word, found in effects.items()}, tuple(intents))

"""The general dictionary: which runs of characters are words, and how frequent."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cached_property
from importlib import resources
from types import ModuleType

_UNUSED = {"pkg_resources": None, "jieba.finalseg": ModuleType("jieba.finalseg")}
"""What jieba would import, at up to 100 ms: the first to read one file, the second for the HMM, which is never used."""
_loaded_before = {name: sys.modules[name] for name in _UNUSED if name in sys.modules}
sys.modules.update(_UNUSED)  # type: ignore[arg-type]
try:
    import jieba
finally:
    for _name in _UNUSED:
        del sys.modules[_name]
    sys.modules.update(_loaded_before)


_RARE_FREQUENCY = 300
"""The frequency of a further word that the dataset has: a little below the least of the words that all is cut by."""
_FURTHER_LENGTHS = range(2, 6)
"""How long such words are."""
_NAME_FREQUENCY = 3_000
"""The frequency of a name: that of a common word."""
_INNER_LENGTHS = (2, 3)
"""How long the words within words are, as in jieba's cut_for_search."""


class Dictionary:
    """Words with their frequencies; never changed after it is read."""

    def __init__(self, words: str, further: str = "") -> None:
        """`words`: "word frequency", a line each; `further`: more words, one a line, that no question is cut by."""
        fields = words.split()
        self.frequencies = dict(zip(fields[::2], map(int, fields[1::2]), strict=True))
        self._text = further
        self._segmentation_frequencies = self.frequencies

    def __getstate__(self) -> tuple[dict[str, int], str, dict[str, int]]:
        return self.frequencies, self._text, self._segmentation_frequencies

    def __setstate__(self, state: tuple[dict[str, int], str, dict[str, int]]) -> None:
        self.frequencies, self._text, self._segmentation_frequencies = state

    @cached_property
    def _further(self) -> frozenset[str]:
        return frozenset(self._text.split())

    @cached_property
    def _jieba(self) -> jieba.Tokenizer:
        return make_tokenizer(self._segmentation_frequencies)

    def learn(self, texts: Iterable[str], names: Iterable[str]) -> None:
        """Take the further words that `texts` are made of as words, and cut by these and by `names` from now on.

        To be called once, before anything is cut.
        """
        texts = tuple(texts)
        parts = {
            text[at : at + size] for text in texts for size in _FURTHER_LENGTHS for at in range(len(text) - size + 1)
        }
        further = [word for word in self._text.split() if word in parts]
        self._segmentation_frequencies = (
            self.frequencies | dict.fromkeys(further, _RARE_FREQUENCY) | dict.fromkeys(names, _NAME_FREQUENCY)
        )
        used = {word for text in texts for word in self.cut(text)}
        self.frequencies |= {word: _RARE_FREQUENCY for word in further if word in used}

    def boundaries(self, text: str) -> list[int]:
        """Where the words of `text` begin and end, and those within longer words (管理 in 管理中心)."""
        boundaries, start = {0}, 0
        for word in self.cut(text):
            for size in _INNER_LENGTHS if len(word) > 2 else ():
                for at in range(len(word) - size + 1):
                    if word[at : at + size] in self.frequencies and size < len(word):
                        boundaries |= {start + at, start + at + size}
            start += len(word)
            boundaries.add(start)
        return sorted(boundaries)

    def cut(self, text: str) -> list[str]:
        """`text` in words."""
        return list(self._jieba.cut(text, HMM=False))

    def has_word(self, word: str) -> bool:
        """Whether it is a word, if only a rare one that no question is cut by."""
        return len(word) > 1 and (word in self.frequencies or word in self._further)


def make_tokenizer(frequencies: dict[str, int]) -> jieba.Tokenizer:
    """A private tokenizer of jieba's with these words alone; it neither loads nor writes any file."""
    private = jieba.Tokenizer()
    private.FREQ = add_prefixes(frequencies)
    private.total = sum(frequencies.values()) or 1
    private.initialized = True
    return private


def add_prefixes(frequencies: dict[str, int]) -> dict[str, int]:
    """The same with every beginning of a word, at 0: jieba looks further only from those."""
    known = dict(frequencies)
    for word in frequencies:
        for end in range(1, len(word)):
            known.setdefault(word[:end], 0)
    return known


def load_dictionary() -> Dictionary:
    """The dictionary that comes with the data."""
    folder = resources.files("data")
    return Dictionary((folder / "words.txt").read_text("utf-8"), (folder / "common.txt").read_text("utf-8"))

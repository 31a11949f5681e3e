"""The general dictionary: which runs of characters are words, and how frequent."""

from __future__ import annotations

import sys
from functools import cached_property
from importlib import resources
from types import ModuleType

_UNUSED = {"pkg_resources": None, "jieba.finalseg": ModuleType("jieba.finalseg")}
"""What jieba would import, at up to 100 ms: the first to read one file, the second for the HMM, which is never used."""
_kept = {name: sys.modules[name] for name in _UNUSED if name in sys.modules}
sys.modules.update(_UNUSED)  # type: ignore[arg-type]
try:
    import jieba
finally:
    for _name in _UNUSED:
        del sys.modules[_name]
    sys.modules.update(_kept)


class Dictionary:
    """Words with their frequencies; never changed after it is read."""

    def __init__(self, words: str, further: str = "") -> None:
        """`words`: "word frequency", a line each; `further`: more words, one a line, that no question is cut by."""
        fields = words.split()
        self.frequencies = dict(zip(fields[::2], map(int, fields[1::2]), strict=True))
        self._text = further
        self._jieba = tokenizer(self.frequencies)

    @cached_property
    def _further(self) -> frozenset[str]:
        return frozenset(self._text.split())

    def cut(self, text: str) -> list[str]:
        """`text` in words."""
        return list(self._jieba.cut(text, HMM=False))

    def has(self, word: str) -> bool:
        """Whether it is a word, if only a rare one that no question is cut by."""
        return len(word) > 1 and (word in self.frequencies or word in self._further)


def tokenizer(frequencies: dict[str, int]) -> jieba.Tokenizer:
    """A private tokenizer of jieba's with these words alone; it neither loads nor writes any file."""
    private = jieba.Tokenizer()
    private.FREQ = with_prefixes(frequencies)
    private.total = sum(frequencies.values()) or 1
    private.initialized = True
    return private


def with_prefixes(frequencies: dict[str, int]) -> dict[str, int]:
    """The same with every beginning of a word, at 0: jieba looks further only from those."""
    known = dict(frequencies)
    for word in frequencies:
        for end in range(1, len(word)):
            known.setdefault(word[:end], 0)
    return known


def shipped() -> Dictionary:
    """The dictionary that comes with the data."""
    folder = resources.files("data")
    return Dictionary((folder / "words.txt").read_text("utf-8"), (folder / "common.txt").read_text("utf-8"))

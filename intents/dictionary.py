"""The general dictionary: which runs of characters are words, and how frequent."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import resources

_loaded = sys.modules.get("pkg_resources")
sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # jieba would import it, at 90 ms, to read one file
try:
    import jieba
finally:
    del sys.modules["pkg_resources"]
    if _loaded is not None:
        sys.modules["pkg_resources"] = _loaded


class Dictionary:
    """Words with their frequencies; never changed after it is read."""

    def __init__(self, lines: Iterable[str], further: str = "") -> None:
        """`lines`: "word frequency part-of-speech", as in jieba's dictionary; `further`: more words, one a line."""
        self._further = f"\n{further}"
        self.frequencies: dict[str, int] = {}
        for line in lines:
            word, frequency, kind = line.split(" ")
            if len(word) == 1 or not kind.startswith("m"):  # 三个 and 第二 are read as numbers
                self.frequencies[word] = int(frequency)
        self._jieba = tokenizer(self.frequencies)

    def cut(self, text: str) -> list[str]:
        """`text` in words."""
        return list(self._jieba.cut(text, HMM=False))

    def has(self, word: str) -> bool:
        """Whether it is a word, if only a rare one that no question is cut by."""
        return len(word) > 1 and (word in self.frequencies or f"\n{word}\n" in self._further)


def tokenizer(frequencies: dict[str, int]) -> jieba.Tokenizer:
    """A private tokenizer of jieba's with these words alone; it neither loads nor writes any file."""
    private = jieba.Tokenizer()
    known = dict(frequencies)
    for word in frequencies:
        for end in range(1, len(word)):  # jieba looks further only from prefixes it knows
            known.setdefault(word[:end], 0)
    private.FREQ = known
    private.total = sum(frequencies.values()) or 1
    private.initialized = True
    return private


def shipped() -> Dictionary:
    """The dictionary that comes with the data."""
    folder = resources.files("data")
    return Dictionary((folder / "words.txt").read_text("utf-8").splitlines(), (folder / "common.txt").read_text("utf-8"))

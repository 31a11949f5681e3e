"""The general dictionary: Chinese words with their frequencies, and segmentation of text into words (by jieba)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType, ModuleType

from data.files import shipped_folder

_UNUSED = {"pkg_resources": None, "jieba.finalseg": ModuleType("jieba.finalseg")}
"""Placeholders for modules that jieba imports at a cost of up to 100 ms, and that are not needed here.

pkg_resources only reads one file; jieba.finalseg is the HMM, which is never used.
"""
# jieba is imported with placeholders for these modules; the real ones are restored afterwards.
_loaded_before = {name: sys.modules[name] for name in _UNUSED if name in sys.modules}
sys.modules.update(_UNUSED)  # type: ignore[arg-type]
try:
    import jieba
finally:
    for _name in _UNUSED:
        del sys.modules[_name]
    sys.modules.update(_loaded_before)


_RARE_FREQUENCY = 300
"""The frequency assigned to a further word of the dataset: just below that of the rarest word of words.txt."""
_FURTHER_LENGTHS = range(2, 6)
"""Lengths of further words, in characters."""
_NAME_FREQUENCY = 3_000
"""The frequency assigned to a name: that of a common word."""
_INNER_LENGTHS = (2, 3)
"""The lengths of words within words, as in jieba's cut_for_search."""
_CUT_TEXTS = 1024
"""The number of texts whose words are cached; more than the names of a few notices."""

_STORED = ("frequencies", "_text", "_segmentation_frequencies", "function_words", "_verbs_text", "_subjects")
"""The attributes of a dictionary that are pickled."""


class Dictionary:
    """Words with their frequencies. Immutable after the call of `learn`."""

    def __init__(
        self, words: str, further: str = "", function_words: str = "", verbs: str = "", subjects: str = ""
    ) -> None:
        """Create a dictionary from the texts of word lists.

        `words` has one "word frequency" a line. `further` has known words, one a line, that do not segment questions.
        `function_words` has words without content, in the format of `words`. `verbs` has one verb a line; it is parsed
        on first use. `subjects` has those function words that also name a subject: 果实.
        """
        fields = words.split()
        self.frequencies = dict(zip(fields[::2], map(int, fields[1::2]), strict=True))
        self._text = further
        fields = function_words.split()
        self.function_words = dict(zip(fields[::2], map(int, fields[1::2]), strict=True))
        self._verbs_text = verbs
        self._subjects = frozenset(subjects.split())
        self._segmentation_frequencies = self.frequencies

    # jieba's tokenizer is rebuilt when needed: pickled, it would be larger than its frequencies.
    def __getstate__(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _STORED)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(_STORED, state, strict=True):
            setattr(self, name, value)

    @cached_property
    def _further(self) -> frozenset[str]:
        return frozenset(self._text.split())

    @cached_property
    def _verbs(self) -> frozenset[str]:
        return frozenset(self._verbs_text.split())

    def names_subject(self, word: str) -> bool:
        """Return whether a function word also names a subject: 果实, 立法, adverbs in jieba's dictionary."""
        return word in self._subjects

    def is_verb(self, word: str) -> bool:
        """Return whether the general dictionary lists `word` as a verb."""
        return word in self._verbs

    @cached_property
    def prefixed(self) -> dict[str, int]:
        """The frequencies with each prefix of a word at 0."""
        return add_prefixes(self.frequencies)

    @cached_property
    def _jieba(self) -> jieba.Tokenizer:
        return make_tokenizer(self._segmentation_frequencies, self.prefixed)

    def learn(self, texts: Iterable[str], names: Iterable[str]) -> None:
        """Add the further words that occur in `texts`; segment with them and with `names` from this call on.

        Must be called at most once, before any text is segmented.
        """
        texts = tuple(texts)
        parts = {
            text[at : at + size] for text in texts for size in _FURTHER_LENGTHS for at in range(len(text) - size + 1)
        }
        further = [word for word in self._text.split() if word in parts]
        self._segmentation_frequencies = (
            self.frequencies | dict.fromkeys(further, _RARE_FREQUENCY) | dict.fromkeys(names, _NAME_FREQUENCY)
        )
        # Of the further words only those count that segmentation yields; others are mere substrings.
        used = {word for text in texts for word in self.cut(text)}
        self.frequencies |= {word: _RARE_FREQUENCY for word in further if word in used}

    def boundaries(self, text: str) -> list[int]:
        """Return the start and end positions of words, also of words within longer ones (管理 in 管理中心)."""
        boundaries, start = {0}, 0
        for word in self.cut(text):
            if len(word) > 2:  # a question may name a part of a compound
                boundaries.update(start + at for at in self._inner_boundaries(word))
            start += len(word)
            boundaries.add(start)
        return sorted(boundaries)

    def _inner_boundaries(self, word: str) -> Iterator[int]:
        """Yield the positions where the fewest words that make up a compound meet: 产品|质量, which has no 品质."""
        size = len(word)
        ends = [
            [at + 1, *(at + n for n in _INNER_LENGTHS if n < size and word[at : at + n] in self.frequencies)]
            for at in range(size)
        ]
        after = [0] * (size + 1)
        """The fewest words from a position to the end."""
        for at in range(size - 1, -1, -1):
            after[at] = 1 + min(after[end] for end in ends[at] if end <= size)
        reached = {0}
        for at in range(size):
            shortest = [end for end in ends[at] if at in reached and end <= size and after[end] == after[at] - 1]
            reached.update(shortest)
            for end in shortest:
                if end - at > 1:  # single characters between words are none: 执法|稽查, where 稽查 is no word here
                    yield from (at, end)

    def cut(self, text: str) -> list[str]:
        """Split `text` into words."""
        return list(self._cut(text))

    @cached_property
    def _cut(self) -> Callable[[str], tuple[str, ...]]:
        segment = self._jieba.cut
        # Several indexes in turn cut the same titles. The HMM would invent words that no list has.
        return lru_cache(_CUT_TEXTS)(lambda text: tuple(segment(text, HMM=False)))

    def has_word(self, word: str) -> bool:
        """Return whether `word` is a word, including the further words."""
        return len(word) > 1 and (word in self.frequencies or word in self._further)


def make_tokenizer(frequencies: dict[str, int], known: Mapping[str, int] = MappingProxyType({})) -> jieba.Tokenizer:
    """Return a jieba tokenizer that knows only these words and neither loads nor writes a file.

    `known` is what `add_prefixes` returned for some of the words.
    """
    private = jieba.Tokenizer()
    private.FREQ = add_prefixes(frequencies, known)
    private.total = sum(frequencies.values()) or 1
    # Otherwise jieba would load its own dictionary, which takes a second.
    private.initialized = True
    return private


def add_prefixes(frequencies: Mapping[str, int], known: Mapping[str, int] = MappingProxyType({})) -> dict[str, int]:
    """Return the frequencies with each prefix of a word at 0, as jieba extends a word only from a known prefix.

    `known` is what this function returned for some of the words; the prefixes of these are not looked for again.
    """
    prefixed = {**known, **frequencies}
    for word in frequencies.keys() - known.keys():
        for end in range(1, len(word)):
            prefixed.setdefault(word[:end], 0)
    return prefixed


def load_dictionary() -> Dictionary:
    """Return the shipped dictionary."""
    names = ("words", "common", "function_words", "verbs", "subjects")
    return Dictionary(*((shipped_folder() / f"{name}.txt").read_text("utf-8") for name in names))

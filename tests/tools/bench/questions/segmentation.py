"""Words as jieba's stock dictionary cuts them: what other engines index, and what users type of a title."""

from __future__ import annotations

import logging
import tempfile
from functools import cache

import jieba


def cut_words(text: str) -> list[str]:
    """Return the words of `text` that are in the dictionary, without punctuation."""
    return [word for word in _tokenizer().cut(text, HMM=False) if any(map(str.isalnum, word))]


def search_words(text: str) -> list[str]:
    """Return the words of `text`, guessed ones too, with the words within them, in lower case: jieba's search mode.

    Do not call it where the product is loaded, which disables the guessing.
    """
    return [word.lower() for word in _tokenizer().cut_for_search(text) if any(map(str.isalnum, word))]


@cache
def _tokenizer() -> jieba.Tokenizer:
    """Return jieba with a cache that other users of the machine cannot write."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    return tokenizer

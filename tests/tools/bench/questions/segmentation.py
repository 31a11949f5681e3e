"""Words as jieba cuts them with its stock dictionary: what peers index, and what users type of a title."""

from __future__ import annotations

import logging
import tempfile
from functools import cache

import jieba


def cut(text: str) -> list[str]:
    """The words of `text` that the dictionary has, signs left out."""
    return [word for word in _tokenizer().cut(text, HMM=False) if any(map(str.isalnum, word))]


def cut_finely(text: str) -> list[str]:
    """The words of `text`, guessed ones too, with the words within them, in lower case: jieba's way for search engines.

    Not where the product is loaded, which leaves the guessing out.
    """
    return [word.lower() for word in _tokenizer().cut_for_search(text) if any(map(str.isalnum, word))]


@cache
def _tokenizer() -> jieba.Tokenizer:
    """Its cache is not the one that every user of the machine can write to."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    return tokenizer

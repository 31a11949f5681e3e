from __future__ import annotations

import numpy as np

from data.files import shipped_folder
from intents.meaning.build_subjects import case_names, frequent_words, other_subjects, topics
from intents.meaning.encoder import SentenceEncoder
from intents.meaning.nearest import STEPS

TEXTS = (*other_subjects(), *topics(), *frequent_words(), *case_names())
FILE = str(shipped_folder().joinpath("subjects.npz"))


def test_the_table_of_subjects_has_the_present_texts_in_order() -> None:
    with np.load(FILE) as arrays:
        assert arrays["names"].tobytes().decode().split("\n") == list(dict.fromkeys(TEXTS))
        assert arrays["ends"][0] == len(other_subjects())


def test_the_table_of_subjects_has_the_vectors_of_its_texts() -> None:
    with np.load(FILE) as arrays:
        names, vectors = arrays["names"].tobytes().decode().split("\n"), arrays["vectors"]
    some = range(0, len(names), 397)
    encoded = SentenceEncoder.load().encode([names[at] for at in some])
    assert np.abs(encoded * STEPS - vectors[some]).max() < 2


def test_other_subjects_are_short_and_written_once() -> None:
    lines = shipped_folder().joinpath("other_subjects.txt").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines))
    assert all(2 <= len(line) <= 16 for line in lines)

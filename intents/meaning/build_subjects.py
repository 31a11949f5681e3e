"""Build data/subjects.npz: `python -m intents.meaning.build_subjects`.

The file holds the vectors of the lines of other_subjects.txt, of the topics of topics.yaml, of the most frequent words
of words.txt, and of the names of the shipped cases, so that these need not be computed at run time. Run this script
again when one of them changes. Vectors that are in the file already are kept, as they differ a little from processor to
processor; after a change of the encoder, compute all vectors with `--anew`.
"""

from __future__ import annotations

import itertools
import sys

import numpy as np
import yaml

from data.files import shipped_folder
from data.load import load
from intents.index.case_index import CaseIndex
from intents.meaning.encoder import SentenceEncoder
from intents.meaning.nearest import names_of, to_bytes, vectors_of

MAX_WORDS = 5_000
"""The maximum number of words in subjects.npz."""


def main() -> None:
    """Write subjects.npz into the folder of the shipped data."""
    subjects, ends = list(dict.fromkeys(other_subjects())), []
    for more in ((*topics(), *frequent_words()), case_names()):
        ends.append(len(subjects))
        subjects = list(dict.fromkeys((*subjects, *more)))
    anew = "--anew" in sys.argv[1:]
    vectors = to_bytes(SentenceEncoder.load().encode(subjects)) if anew else vectors_of(subjects)
    names = np.frombuffer("\n".join(subjects).encode(), np.uint8)
    with open(str(shipped_folder().joinpath("subjects.npz")), "wb") as file:  # noqa: PTH123 - a Traversable has no open for writing
        np.savez_compressed(file, names=names, vectors=vectors, ends=np.array(ends))


def other_subjects() -> list[str]:
    """Return the distinct lines of other_subjects.txt: subjects that people ask about and no notice covers."""
    return list(dict.fromkeys(shipped_folder().joinpath("other_subjects.txt").read_text("utf-8").splitlines()))


def topics() -> list[str]:
    """Return the topics of the shipped topics.yaml."""
    return [
        topic
        for some in yaml.safe_load(shipped_folder().joinpath("topics.yaml").read_text("utf-8")).values()
        for topic in some
    ]


def case_names() -> list[str]:
    """Return the titles, aliases and paraphrases of the shipped cases in the form in which they are compared."""
    index = CaseIndex.build(load())
    subjects = zip(index.cases, index.topics.subjects, strict=True)
    return [name for case, subject in subjects for name in names_of(case, subject)]


def frequent_words() -> list[str]:
    """Return the most frequent words of two or more characters, in the order of words.txt."""
    words = (line.split(" ")[0] for line in shipped_folder().joinpath("words.txt").read_text("utf-8").splitlines())
    return list(itertools.islice((word for word in words if len(word) > 1), MAX_WORDS))


if __name__ == "__main__":
    main()

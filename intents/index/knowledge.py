"""What is worked out from a dataset before anything can be asked of it, and takes long where it is large."""

from __future__ import annotations

from data.model import Dataset
from intents.index.case_index import CaseIndex
from intents.language.dictionary import shipped


class Knowledge:
    """The words that all is cut by, and the dataset's indexes; never changed afterwards."""

    def __init__(self, dataset: Dataset) -> None:
        self.dictionary = shipped()
        self.dictionary.learn(
            (name for case in dataset.cases for name in (case.title, *case.aliases)),
            (
                *dataset.topics,
                *(name for group in dataset.groups for name in group.names if len(name) > 1),
                *(name for region in dataset.regions for name in (region.name, region.short) if len(name) > 1),
            ),
        )
        self.index = CaseIndex(dataset, self.dictionary)

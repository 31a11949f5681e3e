from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path

import pytest
import yaml

from intents.language.normalize import normalize_name
from intents.language.word_classes import CLASSES, SHIPPED, WordClasses, read_word_classes

SHIPPED_CLASSES = yaml.safe_load(SHIPPED.read_text("utf-8"))
FAULTS = {
    "missing": ({"unit_endings": None}, "missing classes: unit_endings"),
    "unknown": ({"colours": ["红"]}, "unknown classes: colours"),
    "no list": ({"unit_endings": "局"}, "unit_endings is no list of words"),
    "empty": ({"unit_endings": []}, "unit_endings is no list of words"),
    "no word": ({"unit_endings": [1]}, "unit_endings is no list of words"),
}


def test_the_file_is_read_in_its_order() -> None:
    assert asdict(CLASSES) == {name: tuple(words) for name, words in SHIPPED_CLASSES.items()}


def test_the_fields_stand_in_the_order_of_the_file() -> None:
    assert [field.name for field in fields(WordClasses)] == list(SHIPPED_CLASSES)


def test_each_class_has_a_comment() -> None:
    lines = SHIPPED.read_text("utf-8").splitlines()
    before = [lines[at - 1] for at, line in enumerate(lines) if line.partition(":")[0] in SHIPPED_CLASSES]
    assert len(before) == len(SHIPPED_CLASSES)
    assert [line for line in before if not line.startswith("# ")] == []


def test_every_word_is_normalized() -> None:
    words = [word for found in SHIPPED_CLASSES.values() for word in found]
    assert [word for word in words if word != normalize_name(word)] == []


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_file(tmp_path: Path, change: dict[str, object], told: str) -> None:
    path = tmp_path / "classes.yaml"
    content = {name: words for name, words in (SHIPPED_CLASSES | change).items() if words is not None}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with pytest.raises(ValueError, match=told) as raised:
        read_word_classes(path)
    assert str(raised.value) == f"{path}: {told}"


def test_a_file_without_classes_is_told(tmp_path: Path) -> None:
    path = tmp_path / "classes.yaml"
    path.write_text("", "utf-8")
    with pytest.raises(ValueError, match="no classes"):
        read_word_classes(path)

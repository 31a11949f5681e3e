"""The shipped tables are what the script builds from the installed packages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data import build_tables


@pytest.mark.parametrize(
    ("sound", "plain"), [("lǜ", "lv"), ("lüè", "lve"), ("zhōng", "zhong"), ("ér", "er"), ("ḿ", "m")]
)
def test_strip_tone(sound: str, plain: str) -> None:
    assert build_tables.strip_tone(sound) == plain


def test_built_files_are_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ("hanzi.tsv", "words.txt", "common.txt", "function_words.txt", "verbs.txt")
    for name in (*made, "regions.csv"):
        shutil.copy(build_tables.FOLDER / name, tmp_path)
    there = build_tables.FOLDER
    monkeypatch.setattr(build_tables, "FOLDER", tmp_path)
    build_tables.main([])
    assert [(tmp_path / name).read_bytes() == (there / name).read_bytes() for name in made] == [True] * len(made)


def test_shipped_words_are_frequent_and_without_places() -> None:
    lines = [line.split(" ") for line in (build_tables.FOLDER / "words.txt").read_text("utf-8").splitlines()]
    assert all(len(line) == 2 and line[1].isdecimal() for line in lines)
    words = {line[0] for line in lines}
    assert len(words) == len(lines)
    assert sum(len(word) > 1 for word in words) == build_tables.MAX_WORDS
    assert words >= {"参与", "哪些", "和平"}
    assert words.isdisjoint({"安徽", "江苏省", "杭州"})


def test_common_words_are_no_names() -> None:
    common = (build_tables.FOLDER / "common.txt").read_text("utf-8").splitlines()
    words = {line.split(" ")[0] for line in (build_tables.FOLDER / "words.txt").read_text("utf-8").splitlines()}
    assert len(set(common)) == len(common)
    assert words.isdisjoint(common)
    assert set(common) >= {"打官司"}


def test_function_words_and_verbs_are_listed_once() -> None:
    lines = (build_tables.FOLDER / "function_words.txt").read_text("utf-8").splitlines()
    entries = [line.split(" ") for line in lines]
    verbs = (build_tables.FOLDER / "verbs.txt").read_text("utf-8").splitlines()
    words = [word for word, _ in entries]
    assert all(int(frequency) >= build_tables.MIN_CLASS_FREQUENCY for _, frequency in entries)
    assert (len(set(words)), len(set(verbs))) == (len(words), len(verbs))
    assert set(words) >= {"究竟", "居然"}
    assert set(verbs) >= {"承办", "负担"}
    assert not set(words) & {"安徽", "案例", "承办"}


def test_a_missing_package_is_reported() -> None:
    with pytest.raises(SystemExit, match="nowhere is not installed"):
        build_tables.package_folder("nowhere")


def test_strokes_of_a_given_table(tmp_path: Path) -> None:
    table = tmp_path / "strokes.tsv"
    table.write_text("character\tstrokes\n一\th\n", encoding="utf-8")
    assert build_tables.read_strokes(table) == {"一": "h"}

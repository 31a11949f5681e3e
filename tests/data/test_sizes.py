"""Limits on the size of data: each has its message, and nothing large is built from what exceeds one."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import load as load_module
from data.schema import MAX_NAME, MAX_TITLE
from tests.data.folder import NOTICE, SMALL, error_lines, make_folder

FILE = "notices/gz-2024.yaml"
FACTS = "facts:\n- topic: 参评案例\n  value: {}\n  text: 参评。\ntiers:"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("一件事一次办", "长" * MAX_TITLE, None),
        (
            "一件事一次办",
            "长" * (MAX_TITLE + 1),
            f"tiers[0].cases[0].title: 最多 200 个字，这里有 201 个：{'长' * 40}…",
        ),
        ("一件事一次办", "长" * 100_000, f"tiers[0].cases[0].title: 最多 200 个字，这里有 100000 个：{'长' * 40}…"),
        ("关于公布优化营商环境案例的通知", "长" * 201, f"title: 最多 200 个字，这里有 201 个：{'长' * 40}…"),
        ("[一件事]", f"[{'长' * MAX_NAME}]", None),
        ("[一件事]", f"[{'长' * 101}]", f"tiers[0].cases[0].aliases[0]: 最多 100 个字，这里有 101 个：{'长' * 40}…"),
        (
            "[一件事]",
            f"[一件事]\n    paraphrases: [{'长' * 101}]",
            f"tiers[0].cases[0].paraphrases[0]: 最多 100 个字，这里有 101 个：{'长' * 40}…",
        ),
        ("name: 一等", f"name: {'长' * 101}", f"tiers[0].name: 最多 100 个字，这里有 101 个：{'长' * 40}…"),
        ("tiers:", FACTS.format(999_999_999), None),
        ("tiers:", FACTS.format(1_000_000_000), "facts[0].value: 最多 9 位的数字：1000000000"),
        ("tiers:", FACTS.format("-1500000000.5"), "facts[0].value: 最多 9 位的数字：-1500000000.5"),
        ("tiers:", FACTS.format(".inf"), "facts[0].value: 应为有限的数字：inf"),
        ("tiers:", FACTS.format(".nan"), "facts[0].value: 应为有限的数字：nan"),
        ("tiers:", FACTS.format("9" * 1000), f"facts[0].value: 最多 9 位的数字：{'9' * 40}…"),
    ],
)
def test_texts_and_numbers(tmp_path: Path, old: str, new: str, expected: str | None) -> None:
    make_folder(tmp_path, NOTICE.replace(old, new, 1), **SMALL)
    assert error_lines(tmp_path) == ([f"{FILE}: {expected}"] if expected else [])


def test_cases_of_a_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.schema.MAX_CASES_OF_NOTICE", 1)
    make_folder(tmp_path, **SMALL)
    assert error_lines(tmp_path) == [f"{FILE}: tiers: 一份通知最多 1 个案例，这里有 2 个"]


def test_cases_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_module, "MAX_CASES", 3)
    make_folder(tmp_path, **SMALL)
    assert error_lines(tmp_path) == []
    make_folder(tmp_path, NOTICE.replace("gz-2024", "gz-2025"), "gz-2025.yaml")
    assert error_lines(tmp_path) == ["notices: 文件: 最多 3 个案例，这里有 4 个"]


def test_control_characters_in_the_name_of_a_file_are_escaped(tmp_path: Path) -> None:
    make_folder(tmp_path, name="a\n\x1b[31m.yaml", **SMALL)
    (fault,) = error_lines(tmp_path)
    assert fault.startswith(r"notices/a\x0a\x1b[31m.yaml: id: ")
    assert fault.isprintable()

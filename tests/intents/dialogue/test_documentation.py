from __future__ import annotations

from pathlib import Path

import pytest

from intents.dialogue.changes import RULES

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("rule", [rule.__name__ for rule in RULES])
def test_each_rule_is_in_the_table(rule: str) -> None:
    assert f"\n| `{rule}` | " in (DOCS / "parsing.md").read_text("utf-8")


def test_each_step_of_a_question_is_in_the_architecture() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    modules = (Path(__file__).parents[3] / "intents").glob("*.py")
    assert [one.name for one in modules if one.name != "__init__.py" and one.name not in text] == []

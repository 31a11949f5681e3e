"""Check that the project's own files agree with each other."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = {
    "build": PROJECT["dependency-groups"]["build"],
    "run": PROJECT["project"]["dependencies"],
    "dev": PROJECT["dependency-groups"]["dev"],
}
PIN = re.compile(r"^([a-z0-9-]+)==\S+(?: ; [^\\]+)? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def lock(name: str) -> str:
    return (ROOT / "locks" / f"{name}.lock").read_text("utf-8")


@pytest.mark.parametrize(("name", "wanted"), LOCKS.items())
def test_a_lock_pins_what_is_wanted_with_hashes_and_names_no_host(name: str, wanted: list[str]) -> None:
    text = lock(name)
    names = {re.split(r"[\[<=>; ]", requirement, maxsplit=1)[0].lower() for requirement in wanted}
    assert names <= {pin[0] for pin in PIN.findall(text)}
    assert PIN.sub("", text) == ""


def test_the_locks_agree() -> None:
    pins: dict[str, set[str]] = {}
    for name in LOCKS:
        for pin in re.findall(r"^(\S+)==(\S+)", lock(name), re.MULTILINE):
            pins.setdefault(pin[0], set()).add(pin[1])
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


def hooks(stage: str) -> list[str]:
    """Return the commands that pre-commit runs at a stage, in order."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    (repository,) = config["repos"]
    return [hook["entry"] for hook in repository["hooks"] if stage in hook.get("stages", config["default_stages"])]


def test_a_commit_is_checked_as_make_test_checks() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (targets,) = re.findall(r"^test: (.+)$", makefile, re.MULTILINE)
    assert hooks("pre-commit") == [f"make -s {target}" for target in targets.split()]


def test_a_commit_message_is_checked() -> None:
    assert hooks("commit-msg") == [".venv/bin/python -m tests.tools.commit_message"]


def test_no_folder_of_code_has_more_than_20_modules() -> None:
    modules = [path for package in ("bot", "data", "intents", "tests") for path in (ROOT / package).rglob("*.py")]
    sizes = Counter(path.parent for path in modules if path.name != "__init__.py")
    assert {str(folder): size for folder, size in sizes.items() if size > 20} == {}


def test_the_workflow_runs_the_ci_script() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    commands = [step.get("run") for job in workflow["jobs"].values() for step in job["steps"]]
    assert ".ci/run" in commands

"""Check the Dockerfile's text; `make docker-test` carries it out."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from tests.tools.docker import Step, steps

ROOT = Path(__file__).parents[1]
STEPS = list(steps((ROOT / "Dockerfile").read_text("utf-8")))
FROM = [number for number, step in enumerate(STEPS) if step.word == "FROM"]
LAST = STEPS[FROM[-1] :]
"""The final stage."""


def only(word: str, among: list[Step]) -> Step:
    (step,) = (step for step in among if step.word == word)
    return step


def test_it_is_built_in_stages_on_one_slim_python_of_a_full_version() -> None:
    bases = {STEPS[number].words[0] for number in FROM}
    assert len(FROM) == 2
    (base,) = bases
    version = re.fullmatch(r"python:(3\.\d+)\.\d+-slim-[a-z]+", base)
    assert version
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"Programming Language :: Python :: {version[1]}" in project["classifiers"]


def test_everything_is_installed_from_hashed_locks_or_the_stage_itself() -> None:
    commands = [part for step in STEPS if step.word == "RUN" for part in step.text.split(" && ")]
    pip = [command for command in commands if " pip " in command]
    assert len(pip) == 4
    for command in pip:
        hashed = "--require-hashes" in command and re.search(r"--requirement locks/(build|run)\.lock\b", command)
        assert hashed or "--no-deps" in command
        assert not re.search(r"https?://|--index-url|--trusted-host", command)


def test_the_final_stage_contains_only_what_was_built() -> None:
    assert [step.words[0] for step in LAST if step.word == "COPY"] == ["/opt/anlitong", "/state"]
    assert all(step.flags["from"] == "build" for step in LAST if step.word == "COPY")
    assert not [step for step in LAST if step.word == "RUN"]


def test_it_runs_as_an_unprivileged_user_who_owns_the_one_volume() -> None:
    user = only("USER", LAST).words[0]
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)  # a number: Kubernetes can see that it is not root
    (volume,) = only("VOLUME", LAST).words
    owned = [step for step in LAST if step.flags.get("chown") == user]
    assert [step.words[-1] for step in owned] == [volume]
    assert f"ANLITONG_STATE_DIR={volume}" in only("ENV", LAST).words
    assert LAST.index(only("USER", LAST)) < LAST.index(only("ENTRYPOINT", LAST))


def test_it_runs_the_bot_and_signals_reach_it() -> None:
    start, arguments = only("ENTRYPOINT", LAST), only("CMD", LAST)
    assert start.text.startswith("[")  # a shell in between would swallow SIGTERM
    assert arguments.text.startswith("[")
    assert start.words == ["anlitong"]
    assert arguments.words == ["run"]


def test_no_secret_goes_into_a_layer() -> None:
    assert not [step for step in STEPS if step.word == "ARG"]
    assert not [step for step in STEPS if step.word == "ENV" and re.search("TOKEN|PASSWORD|SECRET", step.text)]


def ignored(path: str) -> bool:
    """Return whether .dockerignore excludes this path: by the last pattern that matches it or a directory above it."""
    out = False
    above = [path, *map(str, Path(path).parents)]
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.lstrip("!")
        where = Path(path).parts if pattern.startswith("**/") else above
        if any(fnmatch(each, pattern.removeprefix("**/")) for each in where):
            out = not line.startswith("!")
    return out


def test_the_build_context_contains_exactly_what_is_copied() -> None:
    copied = [
        source for step in STEPS if step.word == "COPY" and "from" not in step.flags for source in step.words[:-1]
    ]
    assert {"bot", "data", "intents", "pyproject.toml", "locks/run.lock"} <= set(copied)
    for source in copied:
        assert (ROOT / source).exists()
        assert not ignored(source)
    kept = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    assert sorted(kept) == sorted(copied)
    for path in (
        ".env",
        ".git/config",
        "state/anlitong.db",
        "tests/tools/docker.py",
        "bot/__pycache__/cli.pyc",
        "locks/dev.lock",
    ):
        assert ignored(path), path

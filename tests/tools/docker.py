"""Carry out the Dockerfile without Docker: in a clean directory, as an unprivileged user, from the locks.

`python -m tests.tools.docker` (`make docker-test`) takes a minute or two.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOBODY = 65_534
END_SECONDS = 60.0
"""Longest time until a started bot has its database."""

_PATH = re.compile(r"(?<![^\s=:])/(?=\w)")
"""The beginning of an absolute path, which is relocated into a directory."""
_NETWORK = re.compile(r"PIP_|SSL_|REQUESTS_|\w+_PROXY$", re.IGNORECASE)
"""Variables that the machine needs to reach its package index; a real build has its own configuration."""


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction of a Dockerfile."""

    word: str
    """FROM, RUN …"""
    text: str
    """The rest of the instruction, on one line."""

    @property
    def words(self) -> list[str]:
        """The arguments without flags; the members of a JSON array."""
        found: list[str] = json.loads(self.text) if self.text.startswith("[") else shlex.split(self.text)
        return [word for word in found if not word.startswith("--")]

    @property
    def flags(self) -> dict[str, str]:
        """The flags --name=value before the arguments."""
        return dict(re.findall(r"--(\w+)=(\S+)", self.text))


def steps(dockerfile: str) -> Iterator[Step]:
    """Yield the Dockerfile's instructions in order."""
    # Docker ignores comment lines within an instruction, too.
    lines = (line for line in dockerfile.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    for line in re.sub(r"\s*\\\n\s*", " ", "\n".join(lines)).splitlines():
        word, _, text = line.partition(" ")
        yield Step(word, text.strip())


class Image:
    """The result of the instructions so far. The root of the image is a directory, so paths keep their form."""

    def __init__(self, folder: Path, user: int | None, python: str) -> None:
        """`user` runs the steps (None: the current user); `python` takes the place of the base image's Python."""
        self._folder = folder
        self._python = folder / "python"
        # The machine's own Python may lie where the unprivileged user cannot read.
        _copy_python(python, self._python)
        self._root = folder / "root"
        self._user = user
        self._stages: dict[str, Path] = {}
        self._environ: dict[str, str] = {}
        self._directory = "/"
        self._name = ""
        self.start: list[str] = []
        """ENTRYPOINT."""
        self.arguments: list[str] = []
        """CMD."""
        self.health: list[str] = []
        """The command of HEALTHCHECK."""

    def carry_out(self, step: Step) -> None:
        """Carry out an instruction."""
        match step.word:
            case "FROM":
                self._begin(step.words)
            case "ENV":
                for name, value in (word.split("=", 1) for word in step.words):
                    self._environ[name] = self._here(value).replace("$PATH", self._environ.get("PATH", ""))
            case "WORKDIR":
                self._directory = step.words[0]
                self._make(self._within("."))
            case "COPY":
                self._copy(step)
            case "RUN":
                self.run(["/bin/sh", "-ec", self._here(step.text)])
            case "ENTRYPOINT":
                self.start = step.words
            case "CMD":
                self.arguments = step.words
            case "HEALTHCHECK":
                self.health = json.loads(step.text.partition(" CMD ")[2])
            case "USER" | "VOLUME":
                pass  # `user` stands for USER, and a volume is a directory
            case _:
                raise NotImplementedError(step.word)

    def run(self, command: list[str], status: int = 0, environ: Mapping[str, str] | None = None) -> str:
        """Run a command in the image and return its output. Raises AssertionError for another exit status."""
        with self._started(command, environ or {}) as process:
            output, _ = process.communicate()
        assert process.returncode == status, f"left with {process.returncode}:\n{output}"
        return output

    def run_until(self, command: list[str], sure: Callable[[], bool], environ: Mapping[str, str]) -> None:
        """Run a command until a condition holds, and end it. Raises AssertionError if it ends by itself, or badly."""
        deadline = time.monotonic() + END_SECONDS
        with self._started(command, environ) as process:
            while not sure() and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
            held = sure()
            process.terminate()
            output, _ = process.communicate()
        assert held, f"not within {END_SECONDS} s:\n{output}"
        assert process.returncode == 0, f"left with {process.returncode}:\n{output}"

    def _started(self, command: list[str], environ: Mapping[str, str]) -> subprocess.Popen[str]:
        sys.stdout.write(f"+ {' '.join(command)}\n")
        sys.stdout.flush()
        network = {name: value for name, value in os.environ.items() if _NETWORK.match(name)}
        return subprocess.Popen(
            command,
            cwd=self._within("."),
            env=network | {"HOME": str(self._folder / "home"), "LANG": "C.UTF-8"} | self._environ | dict(environ),
            user=self._user,
            group=self._user,
            extra_groups=None if self._user is None else [],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def _begin(self, words: list[str]) -> None:
        """Begin a stage, on a Python of the base image's version, alone in its directory."""
        if self._root.exists():
            self._stages[self._name] = self._root.rename(self._folder / f"stage-{self._name}")
        self._name = words[2] if len(words) > 2 else "last"
        self._make(self._root)
        self._environ = {"PATH": f"{self._python / 'bin'}:/usr/bin:/bin", "LD_LIBRARY_PATH": f"{self._python / 'lib'}"}

    def _copy(self, step: Step) -> None:
        *sources, target = step.words
        base = self._stages[step.flags["from"]] if "from" in step.flags else ROOT
        left_out = shutil.ignore_patterns("__pycache__") if base == ROOT else None  # as in .dockerignore
        for source in sources:
            origin = base / source.lstrip("/")
            goal = self._within(target) / origin.name if target.endswith("/") else self._within(target)
            self._make(goal.parent)
            if origin.is_dir():
                shutil.copytree(origin, goal, symlinks=True, ignore=left_out)
            else:
                shutil.copy(origin, goal)
            self._give(goal)

    def _make(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._give(folder)

    def _give(self, path: Path) -> None:
        if self._user is not None:
            for each in (path, *path.rglob("*")):
                # Root owns what it copies; the build steps run as the user.
                os.chown(each, self._user, self._user, follow_symlinks=False)

    def _within(self, path: str) -> Path:
        return self._root / (Path(self._directory) / path).as_posix().lstrip("/")

    def _here(self, text: str) -> str:
        return _PATH.sub(f"{self._root}/", text)


def _copy_python(python: str, target: Path) -> None:
    """Copy Python to a directory where any user may execute it."""
    ask = "import sys; print(sys.base_prefix, 'python{}.{}'.format(*sys.version_info))"
    prefix, name = subprocess.check_output([python, "-c", ask], encoding="utf-8").split()
    (target / "bin").mkdir(parents=True)
    shutil.copy((Path(prefix) / "bin" / name).resolve(), target / "bin" / name)
    (target / "bin" / "python").symlink_to(name)
    unneeded = shutil.ignore_patterns("__pycache__", "config-*", "idlelib", "site-packages", "test")
    shutil.copytree(Path(prefix) / "lib" / name, target / "lib" / name, ignore=unneeded)
    for library in (Path(prefix) / "lib").glob("libpython*.so*"):
        shutil.copy(library, target / "lib")


def main(python: str) -> None:
    """Build the image on this Python, and check that the bot in it answers and asks for its token."""
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    user = NOBODY if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # tempfile makes it private, but the user must enter it.
        folder.chmod(0o755)
        image = Image(folder, user, python)
        for step in steps(dockerfile):
            image.carry_out(step)
        command = image.start
        assert image.run([*command, "check"]).startswith("没有问题。\n")
        answer = json.loads(image.run([*command, "ask", "--json", "安徽参与了哪些案例"]))
        assert (answer["kind"], len(answer["cases"])) == ("cases", 17)
        said = image.run([*command, *image.arguments], status=2)
        assert said.startswith("ANLITONG_TOKEN: 没有设置。"), said
        # Nothing listens on port 1: the bot starts, creates its database and retries until it is ended.
        settings = {"ANLITONG_TOKEN": "1:" + "x" * 35, "ANLITONG_API_BASE_URL": "http://127.0.0.1:1/bot"}
        unwell = image.run(image.health, status=1, environ=settings)
        assert "机器人没有在这里运行过" in unwell, unwell
        database = folder / "root" / "state" / "anlitong.db"
        image.run_until([*command, *image.arguments], database.exists, settings)
    sys.stdout.write("the image answers as it should\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else sys.executable)

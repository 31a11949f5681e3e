"""The files of a folder of data: which there are, and their bytes, safely."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from data.faults import WHOLE_FILE, Fault

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

MAX_BYTES = 32 * 1024 * 1024
NOTICES = "notices"


def shipped_folder() -> Traversable:
    """The folder of the data that comes with the package."""
    return files("data")


def notice_files(folder: Traversable) -> tuple[list[Traversable], list[Fault]]:
    """The notices' files in `folder` by name, none of them opened yet; a folder without any is a fault."""
    if isinstance(folder, Path) and not folder.is_dir():
        return [], [Fault(str(folder), WHOLE_FILE, "没有这个文件夹")]
    inside = folder / NOTICES
    try:
        if not inside.is_dir():
            return [], [Fault(NOTICES, WHOLE_FILE, "缺少这个文件夹，通知应放在其中")]
        found = [f for f in inside.iterdir() if f.name.endswith((".yaml", ".yml")) and not f.name.startswith(".")]
    except OSError as error:
        return [], [Fault(NOTICES, WHOLE_FILE, _refusal(error))]
    if not found:
        return [], [Fault(NOTICES, WHOLE_FILE, "里面没有通知（*.yaml）")]
    return sorted(found, key=lambda f: f.name), []


def has_entry(folder: Traversable, name: str) -> bool:
    """Whether something is called `name` in `folder`, be it readable or not."""
    try:
        return any(entry.name == name for entry in folder.iterdir())
    except OSError:
        return False


def read_file(file: Traversable, name: str) -> tuple[bytes, Fault | None]:
    """The bytes of `file`, which faults call `name`, or b"" and why it cannot be read."""
    try:
        if not file.is_file():  # a folder, a broken link, a pipe that would never end
            return b"", Fault(name, WHOLE_FILE, "不是普通文件，或是失效的链接")
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return b"", Fault(name, WHOLE_FILE, _refusal(error))
    if len(content) > MAX_BYTES:
        return b"", Fault(name, WHOLE_FILE, f"超过 {MAX_BYTES // 1024 // 1024} MB")
    return content, None


def _refusal(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有读取权限"
    return f"读不了：{error.strerror or error}"

"""Find the files of a data folder and read them safely."""

from __future__ import annotations

from pathlib import Path

from data.faults import WHOLE_FILE, Fault

MAX_BYTES = 32 * 1024 * 1024
"""The size of the largest file that is read, in bytes; a larger one is reported instead of filling the memory."""
NOTICES = "notices"
"""The subfolder of the notices."""


def shipped_folder() -> Path:
    """Return the folder of the data that is part of the package."""
    return Path(__file__).parent


def notice_files(folder: Path) -> tuple[list[Path], list[Fault]]:
    """Return the notice files in `folder`, sorted by name and not opened yet, and a fault if there are none."""
    if not folder.is_dir():
        return [], [Fault(str(folder), WHOLE_FILE, "没有这个文件夹")]
    notices = folder / NOTICES
    try:
        if not notices.is_dir():
            return [], [Fault(NOTICES, WHOLE_FILE, "缺少这个文件夹，通知应放在其中")]
        # Hidden files are left over by editors and file systems.
        entries = [f for f in notices.iterdir() if f.name.endswith((".yaml", ".yml")) and not f.name.startswith(".")]
    except OSError as error:
        return [], [Fault(NOTICES, WHOLE_FILE, _explain_error(error))]
    if not entries:
        return [], [Fault(NOTICES, WHOLE_FILE, "里面没有通知（*.yaml）")]
    return sorted(entries, key=lambda f: f.name), []


def has_entry(folder: Path, name: str) -> bool:
    """Return whether `folder` has an entry called `name`, readable or not."""
    try:
        return any(entry.name == name for entry in folder.iterdir())
    except OSError:
        return False


def read_file(file: Path, name: str) -> tuple[bytes, Fault | None]:
    """Return the bytes of `file`, or b"" and a fault if it cannot be read. `name` is its name in faults."""
    try:
        if not file.is_file():  # a folder, a broken link, or a pipe, which might never end
            return b"", Fault(name, WHOLE_FILE, "不是普通文件，或是失效的链接")
        with file.open("rb") as stream:
            # One byte more than allowed shows that the file is too large.
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return b"", Fault(name, WHOLE_FILE, _explain_error(error))
    if len(content) > MAX_BYTES:
        return b"", Fault(name, WHOLE_FILE, f"超过 {MAX_BYTES // 1024 // 1024} MB")
    return content, None


def _explain_error(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有读取权限"
    return f"读不了：{error.strerror or error}"

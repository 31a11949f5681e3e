"""Write a notice into a data folder and withdraw it: atomically, after a check, keeping the former version."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from data import files
from data.alias_insertion import AliasError, insert_alias
from data.faults import Fault
from data.load import ALIASES, REGIONS, TOPICS, check
from data.model import Case
from data.strict_yaml import parse_yaml

FORMER = "former"
"""The subfolder of the versions that were replaced, which is not loaded."""
_MODE = 0o644
"""The permissions of a new file, which the editors of the folder must be able to read."""


class PublicationError(Exception):
    """The folder was left unchanged. The message states the reason, in Chinese, for an administrator."""


class ChangedError(PublicationError):
    """The file is not the version that the administrator has seen."""


def find_faults(notice: str, text: str, folder: Path) -> list[Fault]:
    """Return the errors that the notice with the id `notice` would have in the folder with the YAML `text`."""
    name = f"{notice}.yaml"
    with tempfile.TemporaryDirectory() as directory:
        for shared in (REGIONS, ALIASES, TOPICS):
            if files.has_entry(folder, shared):
                (Path(directory) / shared).symlink_to((folder / shared).absolute())
        (Path(directory) / files.NOTICES).mkdir()
        (Path(directory) / files.NOTICES / name).write_text(text, "utf-8")
        found = check(Path(directory))
    return [fault for fault in found if fault.severity == "error" and fault.file == f"{files.NOTICES}/{name}"]


def read_title(notice: str, folder: Path) -> str | None:
    """Return the title in the file of this notice; empty if it cannot be read, None if there is no file."""
    content = _read(_file(folder, notice))
    if content is None:
        return None
    value, _ = parse_yaml(content, notice)
    title = value.get("title") if isinstance(value, dict) else None
    return title if isinstance(title, str) else ""


def file_digest(notice: str, folder: Path) -> str | None:
    """Return a digest of the notice's file; None if there is none. Raises PublicationError."""
    return _digest(_read(_file(folder, notice)))


def publish(notice: str, text: str, folder: Path, *, seen: str | None, label: str) -> None:
    """Write the notice's file unless its digest differs from `seen`; keep the former version under `label`.

    A file that has this content already is left unchanged, so that an interrupted call can be repeated. Raises
    PublicationError.
    """
    file, content = _file(folder, notice), text.encode()
    current = _read(file)
    if current == content:
        return
    if _digest(current) != seen:
        raise ChangedError("数据文件夹里的这份通知刚刚变了")
    try:
        if current is not None:
            write_atomically(_former(folder, notice, label), current, _MODE)
        write_atomically(file, content, _MODE)
    except OSError as error:
        raise PublicationError(f"写不进数据文件夹：{_reason(error)}") from error


def add_alias(case: Case, alias: str, folder: Path | None, *, label: str) -> None:
    """Add an alias to a case in its notice's file; keep the former version under `label`. Raises PublicationError."""
    if folder is None:
        raise PublicationError("没有可写的数据文件夹")
    content = _read(_file(folder, case.notice))
    if content is None:
        raise PublicationError("这份通知已经不在数据文件夹里")
    try:
        text = insert_alias(content.decode(), case.title, alias)
    except (AliasError, UnicodeDecodeError) as error:
        raise PublicationError(str(error) if isinstance(error, AliasError) else "文件不是 UTF-8 编码") from error
    if faults := find_faults(case.notice, text, folder):
        raise PublicationError(faults[0].message)
    publish(case.notice, text, folder, seen=_digest(content), label=label)


def withdraw(notice: str, text: str, folder: Path, *, label: str) -> bool:
    """Undo `publish`: restore the version kept under `label`, or delete the file; return whether one was restored.

    Raises PublicationError, also if the file was changed since its publication or is the only notice.
    """
    file, former = _file(folder, notice), _former(folder, notice, label)
    current = _read(file)
    if current is None:
        raise PublicationError("这份通知已经不在数据文件夹里")
    if current != text.encode():
        raise PublicationError("这份通知发布以后又被改过，没有动它")
    try:
        if former.exists():
            former.replace(file)
            _sync(file.parent)
            return True
        if len(files.notice_files(folder)[0]) == 1:
            raise PublicationError("这是数据文件夹里唯一的通知，撤回以后就没有数据了")
        file.unlink()
        _sync(file.parent)
    except OSError as error:
        raise PublicationError(f"改不了数据文件夹：{_reason(error)}") from error
    return False


def write_atomically(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a temporary file into the folder of `path` and rename it; create the folder if missing. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(descriptor, mode)
            # before the rename, or a crash could leave an empty file under the final name
            os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _file(folder: Path, notice: str) -> Path:
    other = folder / files.NOTICES / f"{notice}.yml"
    return other if other.exists() else other.with_suffix(".yaml")


def _former(folder: Path, notice: str, label: str) -> Path:
    return folder / FORMER / f"{notice}.{label}.yaml"


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PublicationError(f"读不了数据文件夹里的这份通知：{_reason(error)}") from error


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.blake2b(content, digest_size=16).hexdigest()


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有写权限"
    return error.strerror or type(error).__name__


def _sync(folder: Path) -> None:
    """Flush a rename to the disk: without this a power failure could undo it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Keep what is worked out from a large folder of data, so that the next start reads it instead.

A compiled form is a pickle, which can run anything when it is read: so it is only read from a file and a folder that
belong to this user and that no one else can write. It is named by all that it was made from, the data's bytes and the
code's, and ends with a digest of itself: one that is torn or stale is not read.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import io
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from data import files
from data.load import ALIASES, REGIONS, TOPICS, Progress, load
from intents.engine import Engine
from intents.index.case_index import CaseIndex

MIN_BYTES = 2 * 1024 * 1024
"""Bytes of notices from which a compiled form is made: below, all is read in a fraction of a second."""
MAX_FILES = 3
"""Compiled forms that stay in the folder: the newest."""
_SUFFIX = ".compiled"
_DIGEST_BYTES = hashlib.blake2b().digest_size
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_PACKAGES = ("data", "intents")


def open_engine(
    directory: Path | None = None, cache: Path | None = None, progress: Progress | None = None, *, eager: bool = True
) -> Engine:
    """The engine on the data in `directory`, or on the shipped data.

    `cache` is the folder of compiled forms; None for the user's own. Raises DataError with all faults of the data. That
    the compiled form cannot be read or written is no error: then the data is read.
    """
    size = _notice_bytes(directory) if directory is not None and hasattr(os, "geteuid") else 0
    if directory is None or size < MIN_BYTES:
        return Engine(load(directory, progress), eager=eager)
    folder = cache or _user_cache_folder()
    path = folder / f"{_cache_key(directory)}{_SUFFIX}" if folder else None
    index = _read_index(path) if path else None
    if index is None:
        index = CaseIndex.build(load(directory, progress))
        if path:
            with suppress(OSError):  # a disk that is full, or read-only
                _write_index(path, index)
    return Engine(index, eager=eager)


def _user_cache_folder() -> Path | None:
    """The user's own folder of what can be made again; None where there is no such thing."""
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("HOME") and f"{os.environ['HOME']}/.cache")
    return Path(base) / "anlitong" if base and Path(base).is_absolute() else None


def _notice_bytes(directory: Path) -> int:
    """The bytes of the notices in `directory`; 0 where they cannot be seen, which `load` will tell."""
    with suppress(OSError):
        return sum(Path(str(file)).stat().st_size for file in files.notice_files(directory)[0])
    return 0


def _cache_key(directory: Path) -> str:
    """A name for all that a compiled form is made from."""
    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"{sys.implementation.cache_tag} {pickle.HIGHEST_PROTOCOL}".encode())
    read = [Path(str(file)) for file in files.notice_files(directory)[0]]
    read += [directory / name for name in (REGIONS, ALIASES, TOPICS)]
    for package in _PACKAGES:
        folder = Path(str(sys.modules[package].__path__[0]))
        read += sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".txt", ".tsv", ".yaml", ".csv"))
    for path in read:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _read_index(path: Path) -> CaseIndex | None:
    """What a compiled form holds; None where there is none that can be trusted."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not (_is_private(os.fstat(descriptor)) and _is_private(path.parent.stat())):
            return None
        content = file.read()
    if (
        len(content) < _DIGEST_BYTES
        or hashlib.blake2b(memoryview(content)[:-_DIGEST_BYTES]).digest() != content[-_DIGEST_BYTES:]
    ):
        return None
    with _without_garbage_collection(), suppress(Exception):  # of another version of a library: it is made again
        index = pickle.loads(memoryview(content)[:-_DIGEST_BYTES])  # noqa: S301 - our own file: see above
        return index if isinstance(index, CaseIndex) else None
    return None


def _is_private(status: os.stat_result) -> bool:
    """Whether it belongs to this user, and no one else can write it."""
    return status.st_uid == os.geteuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _write_index(path: Path, index: CaseIndex) -> None:
    """Put a compiled form where the next start finds it, whole or not at all; raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_private(path.parent.stat()):
        return
    content = io.BytesIO()
    with _without_garbage_collection():
        _Pickler(content, pickle.HIGHEST_PROTOCOL).dump(index)
    digest = hashlib.blake2b(content.getbuffer()).digest()
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content.getbuffer())
            file.write(digest)
            file.flush()
            os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    newest_first = sorted(path.parent.glob(f"*{_SUFFIX}"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in newest_first[MAX_FILES:]:
        old.unlink(missing_ok=True)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Nothing made meanwhile is garbage: looking for some takes longer than all the rest."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _make_cache(size: int, function: Callable[..., Any]) -> Callable[..., Any]:
    return functools.lru_cache(size)(function)


def _make_mapping(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


class _Pickler(pickle.Pickler):
    """Writes what the standard one cannot: caches, which are empty when they are read, and mappings of the data."""

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, functools._lru_cache_wrapper):  # noqa: SLF001 - its type has no other name
            return _make_cache, (thing.cache_parameters()["maxsize"], thing.__wrapped__)
        if isinstance(thing, MappingProxyType):
            return _make_mapping, (dict(thing),)
        return NotImplemented

"""Cache the index of a large data folder on disk, so that the next start loads it instead of building it.

The cache is a pickle, and loading a pickle can run any code: a file is only loaded if it and its folder belong to this
user and nobody else can write them. Its name is a hash of everything the index is built from, the data's bytes and
the code's, and it ends with a digest of its content: a stale or torn file is never used.
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
"""Bytes of notices from which the index is cached; smaller data is loaded in a fraction of a second."""
MAX_FILES = 3
"""Cache files of each kind kept in the folder, the newest."""
_SUFFIX = ".compiled"
_VECTORS_SUFFIX = ".vectors"
_DIGEST_BYTES = hashlib.blake2b().digest_size
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_PACKAGES = ("data", "intents")
_SOURCES = (".py", ".txt", ".tsv", ".yaml", ".csv", ".npz")
"""Suffixes of the packages' files that the index or the vectors depend on."""


def open_engine(
    directory: Path | None = None, cache: Path | None = None, progress: Progress | None = None, *, eager: bool = True
) -> Engine:
    """Return the engine for the data in `directory`, or for the shipped data.

    `cache` is the cache folder; None for the user's own. An unusable cache is no error: the data is loaded instead.
    Raises DataError with all faults of the data.
    """
    # Without user ids (Windows) the owner of a cache file cannot be checked: never use one.
    size = _notice_bytes(directory) if directory is not None and hasattr(os, "geteuid") else 0
    if directory is None or size < MIN_BYTES:
        return Engine(load(directory, progress), eager=eager)
    folder = cache or _user_cache_folder()
    path = folder / f"{_cache_key(directory)}{_SUFFIX}" if folder else None
    index = _read_index(path) if path else None
    if index is None:
        index = CaseIndex.build(load(directory, progress))
        if path:
            with suppress(OSError):  # the disk may be full or read-only
                _write_index(path, index)
    return Engine(index, eager=eager, vectors=CachedVectors(path.with_suffix(_VECTORS_SUFFIX)) if path else None)


class CachedVectors:
    """The vectors of a dataset's names, kept in a cache file beside that of the index."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def exists(self) -> bool:
        """Return whether the file exists, trusted or not."""
        return self._path.is_file()

    def read(self) -> bytes | None:
        """Return the content that was written; None if there is no file that can be trusted."""
        content = _read_private(self._path)
        return bytes(content) if content is not None else None

    def write(self, content: bytes) -> None:
        """Write the file and delete the oldest; do nothing if the disk is full or read-only."""
        with suppress(OSError):
            _write_private(self._path, content, _VECTORS_SUFFIX)


def _user_cache_folder() -> Path | None:
    """Return the user's cache folder; None if the environment names none."""
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("HOME") and f"{os.environ['HOME']}/.cache")
    return Path(base) / "anlitong" if base and Path(base).is_absolute() else None


def _notice_bytes(directory: Path) -> int:
    """Return the size of the notices in `directory`, in bytes; 0 if they are unreadable, which `load` reports."""
    with suppress(OSError):
        return sum(file.stat().st_size for file in files.notice_files(directory)[0])
    return 0


def _cache_key(directory: Path) -> str:
    """Return a hash of everything that the index is built from."""
    digest = hashlib.blake2b(digest_size=20)
    digest.update(f"{sys.implementation.cache_tag} {pickle.HIGHEST_PROTOCOL}".encode())
    read = files.notice_files(directory)[0]
    read += [directory / name for name in (REGIONS, ALIASES, TOPICS)]
    for package in _PACKAGES:
        # Recursive: a change in any subpackage must invalidate the cache.
        folder = Path(str(sys.modules[package].__path__[0]))
        read += sorted(path for path in folder.rglob("*") if path.suffix in _SOURCES)
    for path in read:
        content, _ = files.read_file(path, path.name)  # of a file that is too large, nothing: `load` refuses it, too
        digest.update(os.fsencode(path.name) + f" {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _read_index(path: Path) -> CaseIndex | None:
    """Return the index from a cache file; None if there is no file that can be trusted."""
    content = _read_private(path)
    if content is None:
        return None
    with _without_garbage_collection(), suppress(Exception):  # pickled by another library version: rebuild it
        index = pickle.loads(content)  # noqa: S301 - our own file: see above
        return index if isinstance(index, CaseIndex) else None
    return None


def _read_private(path: Path) -> memoryview | None:
    """Return the content that `_write_private` wrote; None if the file is missing or torn, or others can write it."""
    try:
        # A symbolic link could lead to a file of another user.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not (_is_private(os.fstat(descriptor)) and _is_private(path.parent.stat())):
            return None
        content = memoryview(file.read())
    if len(content) < _DIGEST_BYTES or hashlib.blake2b(content[:-_DIGEST_BYTES]).digest() != content[-_DIGEST_BYTES:]:
        return None
    return content[:-_DIGEST_BYTES]


def _is_private(status: os.stat_result) -> bool:
    """Return whether the file or folder belongs to this user and nobody else can write it."""
    return status.st_uid == os.geteuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _write_index(path: Path, index: CaseIndex) -> None:
    """Write the index to a cache file. Raises OSError."""
    content = io.BytesIO()
    with _without_garbage_collection():
        _Pickler(content, pickle.HIGHEST_PROTOCOL).dump(index)
    _write_private(path, content.getbuffer(), _SUFFIX)


def _write_private(path: Path, content: bytes | memoryview, suffix: str) -> None:
    """Write a cache file atomically, with a digest at its end; delete the oldest with this suffix. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_private(path.parent.stat()):
        return
    # Written under a temporary name and renamed, so that no reader sees a partial file.
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.write(hashlib.blake2b(content).digest())
            file.flush()
            # Before the rename, or a crash could leave an empty file under the final name.
            os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    newest_first = sorted(path.parent.glob(f"*{suffix}"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in newest_first[MAX_FILES:]:
        old.unlink(missing_ok=True)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Disable the garbage collector while (un)pickling: collection dominates the load time."""
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
    """Pickles what the standard pickler cannot: lru_cache wrappers (restored empty) and mapping proxies."""

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, functools._lru_cache_wrapper):  # noqa: SLF001 - its type has no other name
            return _make_cache, (thing.cache_parameters()["maxsize"], thing.__wrapped__)
        if isinstance(thing, MappingProxyType):
            return _make_mapping, (dict(thing),)
        return NotImplemented

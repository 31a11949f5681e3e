from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from data.faults import DataError
from intents import engine_cache
from intents.engine import Engine
from intents.engine_cache import CachedVectors, open_engine

DATA = Path(__file__).parents[1] / "questions" / "data" / "both"
QUESTIONS = ("北京参与了哪些案例", "火锅", "参与单位最多的案例", "哪些单位参与了", "幽灵外买", "今天天气怎么样")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data that is large enough to be cached."""
    monkeypatch.setattr(engine_cache, "MIN_BYTES", 1)
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def cache_files(cache: Path, suffix: str = "") -> list[Path]:
    return sorted(file for file in cache.iterdir() if file.name.endswith(suffix)) if cache.exists() else []


def answers(engine: Engine) -> list[object]:
    return [(answer.kind, answer.heading, list(answer.cases)) for answer, _ in map(engine.ask, QUESTIONS)]


def fail_to_load(*_: object) -> None:
    raise AssertionError("the data was read")


def test_the_cached_engine_gives_the_same_answers(data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = answers(open_engine(data, cache))
    (file,) = cache_files(cache, ".compiled")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    monkeypatch.setattr(engine_cache, "load", fail_to_load)
    assert answers(open_engine(data, cache)) == first


def test_small_data_is_not_cached(data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_cache, "MIN_BYTES", 10**9)
    assert open_engine(data, cache).ask("火锅")[0].kind == "card"
    assert open_engine(None, cache).ask("叉车")[0].kind == "card"
    assert cache_files(cache) == []


def append_to(data: Path, name: str, text: str) -> None:
    file = next((data / "notices").glob(name)) if "*" in name else data / name
    file.write_text((file.read_text("utf-8") if file.exists() else "") + text, "utf-8")


CHANGES = {
    "a notice": ("*.yaml", "# another word\n"),
    "the aliases": ("aliases.yaml", "{}\n"),
}


@pytest.mark.parametrize(("name", "text"), CHANGES.values(), ids=CHANGES)
def test_changed_data_has_another_cache_file(data: Path, cache: Path, name: str, text: str) -> None:
    open_engine(data, cache)
    before = cache_files(cache)
    if name == "aliases.yaml":
        shutil.copy(Path(engine_cache.__file__).parents[1] / "data" / name, data / name)
    else:
        append_to(data, name, text)
    open_engine(data, cache)
    assert len(cache_files(cache)) == len(before) + 1


SPOILT = {
    "torn": lambda file: file.write_bytes(file.read_bytes()[:-1000]),
    "empty": lambda file: file.write_bytes(b""),
    "a byte is another": lambda file: file.write_bytes(b"\0" + file.read_bytes()[1:]),
    "others may write it": lambda file: file.chmod(0o622),
    "others may write its folder": lambda file: file.parent.chmod(0o777),
    "a link": lambda file: (file.rename(file.with_suffix(".there")), file.symlink_to(file.with_suffix(".there"))),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_an_untrusted_file_is_not_read(data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, spoil) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    first = answers(open_engine(data, cache))
    spoil(cache_files(cache)[0])
    with monkeypatch.context() as patch:
        patch.setattr(engine_cache, "load", fail_to_load)
        with pytest.raises(AssertionError, match="the data was read"):
            open_engine(data, cache)
    assert answers(open_engine(data, cache)) == first


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_not_read(data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_engine(data, cache)
    os.chown(cache_files(cache)[0], 12345, -1)
    monkeypatch.setattr(engine_cache, "load", fail_to_load)
    with pytest.raises(AssertionError):
        open_engine(data, cache)


def test_an_unwritable_folder_is_ignored(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert open_engine(data, tmp_path / "file" / "cache").ask("火锅")[0].kind == "card"


def test_old_files_are_deleted(data: Path, cache: Path) -> None:
    for turn in range(engine_cache.MAX_FILES + 2):
        append_to(data, "*.yaml", f"# {turn}\n")
        open_engine(data, cache)
    assert len(cache_files(cache)) == engine_cache.MAX_FILES


def test_faults_are_reported(data: Path, cache: Path) -> None:
    append_to(data, "aliases.yaml", "nonsense: [\n")
    with pytest.raises(DataError):
        open_engine(data, cache)
    assert cache_files(cache) == []


def test_a_notice_that_is_left_out_is_known_to_a_cached_index(data: Path, cache: Path) -> None:
    (data / "notices" / "xx-2024.yaml").write_text("nonsense: [\n", "utf-8")
    faults = [open_engine(data, cache).dataset.faults for _ in range(2)]
    assert faults[0] == faults[1] != ()
    assert len(cache_files(cache)) == 1


def test_a_file_that_is_too_large_is_not_read(data: Path, cache: Path) -> None:
    name = data / "notices" / os.fsdecode(b"\xff.yaml")  # a name in no encoding, too
    with name.open("wb") as file:
        file.truncate(1 << 40)
    (fault,) = open_engine(data, cache).dataset.faults
    assert "超过 32 MB" in str(fault)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/anlitong"),
        ({"HOME": "/h"}, "/h/.cache/anlitong"),
        ({"XDG_CACHE_HOME": "relative"}, None),
        ({}, None),
    ],
)
def test_user_cache_folder(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str | None) -> None:
    monkeypatch.setattr(os, "environ", environment)
    folder = engine_cache._user_cache_folder()  # noqa: SLF001 - where it looks is what matters
    assert (str(folder) if folder else None) == expected


def test_vectors_are_kept_beside_the_index(data: Path, cache: Path) -> None:
    open_engine(data, cache).offers.prepare()
    kept = cache_files(cache, ".vectors")
    assert [stat.S_IMODE(file.stat().st_mode) for file in kept] == [0o600]
    content = CachedVectors(kept[0]).read()
    assert content
    CachedVectors(kept[0]).write(b"others")
    assert CachedVectors(kept[0]).read() == b"others"
    kept[0].write_bytes(kept[0].read_bytes()[:-1])
    assert CachedVectors(kept[0]).read() is None


def test_vectors_are_not_written_to_a_folder_of_others(cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o777)
    kept = CachedVectors(cache / "a.vectors")
    kept.write(b"ours")
    assert not kept.exists()
    assert kept.read() is None

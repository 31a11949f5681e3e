from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from data.faults import DataError
from intents import engine_cache
from intents.engine import Engine
from intents.engine_cache import open_engine

DATA = Path(__file__).parents[1] / "questions" / "data" / "both"
QUESTIONS = ("北京参与了哪些案例", "火锅", "参与单位最多的案例", "哪些单位参与了", "幽灵外买", "今天天气怎么样")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data that is worth being compiled."""
    monkeypatch.setattr(engine_cache, "MIN_BYTES", 1)
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def forms(cache: Path) -> list[Path]:
    return sorted(cache.iterdir()) if cache.exists() else []


def answers(one: Engine) -> list[object]:
    return [(answer.kind, answer.heading, list(answer.cases)) for answer, _ in map(one.ask, QUESTIONS)]


def unread(*_: object) -> None:
    raise AssertionError("the data was read")


def test_the_compiled_form_answers_alike(data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = answers(open_engine(data, cache))
    (form,) = forms(cache)
    assert stat.S_IMODE(form.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    monkeypatch.setattr(engine_cache, "load", unread)
    assert answers(open_engine(data, cache)) == first


def test_small_data_is_not_compiled(data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_cache, "MIN_BYTES", 10**9)
    assert open_engine(data, cache).ask("火锅")[0].kind == "card"
    assert open_engine(None, cache).ask("叉车")[0].kind == "card"
    assert forms(cache) == []


def _append(data: Path, name: str, text: str) -> None:
    file = next((data / "notices").glob(name)) if "*" in name else data / name
    file.write_text((file.read_text("utf-8") if file.exists() else "") + text, "utf-8")


CHANGES = {
    "a notice": ("*.yaml", "# another word\n"),
    "the aliases": ("aliases.yaml", "{}\n"),
}


@pytest.mark.parametrize(("name", "text"), CHANGES.values(), ids=CHANGES)
def test_other_data_has_another_form(data: Path, cache: Path, name: str, text: str) -> None:
    open_engine(data, cache)
    before = forms(cache)
    if name == "aliases.yaml":
        shutil.copy(Path(engine_cache.__file__).parents[1] / "data" / name, data / name)
    else:
        _append(data, name, text)
    open_engine(data, cache)
    assert len(forms(cache)) == len(before) + 1


SPOILT = {
    "torn": lambda form: form.write_bytes(form.read_bytes()[:-1000]),
    "empty": lambda form: form.write_bytes(b""),
    "a byte is another": lambda form: form.write_bytes(b"\0" + form.read_bytes()[1:]),
    "others may write it": lambda form: form.chmod(0o622),
    "others may write its folder": lambda form: form.parent.chmod(0o777),
    "a link": lambda form: (form.rename(form.with_suffix(".there")), form.symlink_to(form.with_suffix(".there"))),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_cannot_be_trusted_is_not_read(data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, spoil) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    first = answers(open_engine(data, cache))
    spoil(forms(cache)[0])
    with monkeypatch.context() as patch:
        patch.setattr(engine_cache, "load", unread)
        with pytest.raises(AssertionError, match="the data was read"):
            open_engine(data, cache)
    assert answers(open_engine(data, cache)) == first


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_form_of_another_user_is_not_read(data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_engine(data, cache)
    os.chown(forms(cache)[0], 12345, -1)
    monkeypatch.setattr(engine_cache, "load", unread)
    with pytest.raises(AssertionError):
        open_engine(data, cache)


def test_a_folder_that_cannot_be_written_does_no_harm(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert open_engine(data, tmp_path / "file" / "cache").ask("火锅")[0].kind == "card"


def test_old_forms_go(data: Path, cache: Path) -> None:
    for turn in range(engine_cache.MAX_FILES + 2):
        _append(data, "*.yaml", f"# {turn}\n")
        open_engine(data, cache)
    assert len(forms(cache)) == engine_cache.MAX_FILES


def test_faults_are_told_as_ever(data: Path, cache: Path) -> None:
    _append(data, "*.yaml", "nonsense: [\n")
    with pytest.raises(DataError):
        open_engine(data, cache)
    assert forms(cache) == []


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/anlitong"),
        ({"HOME": "/h"}, "/h/.cache/anlitong"),
        ({"XDG_CACHE_HOME": "relative"}, None),
        ({}, None),
    ],
)
def test_the_users_own_folder(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str | None
) -> None:
    monkeypatch.setattr(os, "environ", environment)
    folder = engine_cache._user_cache_folder()  # noqa: SLF001 - where it looks is what matters
    assert (str(folder) if folder else None) == expected

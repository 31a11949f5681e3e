from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data import files
from data.publication import (
    FORMER,
    ChangedError,
    PublicationError,
    file_digest,
    find_faults,
    publish,
    read_title,
    withdraw,
    write_atomically,
)

NOTICE = """id: hn-2024
title: 关于公布典型案例的通知
issued: 2024-05-06
issuers: [海南省市场监督管理局]
tiers:
- name: 典型案例
  cases:
  - title: 推行电梯智慧监管
    agencies: [海南省海口市市场监督管理局]
"""
OTHER = NOTICE.replace("电梯", "食堂")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notices").mkdir()
    shutil.copy(files.shipped_folder() / "notices" / "csj-2022.yaml", tmp_path / "notices")
    return tmp_path


def content(folder: Path) -> str:
    return (folder / "notices" / "hn-2024.yaml").read_text("utf-8")


def names(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_a_new_notice_is_written_and_deleted(folder: Path) -> None:
    before = names(folder)
    publish("hn-2024", NOTICE, folder, seen=None, label="a")
    assert content(folder) == NOTICE
    assert (folder / "notices" / "hn-2024.yaml").stat().st_mode & 0o777 == 0o644
    assert withdraw("hn-2024", NOTICE, folder, label="a") is False
    assert names(folder) == before


def test_the_former_version_is_kept_and_restored(folder: Path) -> None:
    publish("hn-2024", OTHER, folder, seen=None, label="a")
    publish("hn-2024", NOTICE, folder, seen=file_digest("hn-2024", folder), label="b")
    assert (folder / FORMER / "hn-2024.b.yaml").read_text("utf-8") == OTHER
    assert withdraw("hn-2024", NOTICE, folder, label="b") is True
    assert content(folder) == OTHER
    assert names(folder) == {"notices/csj-2022.yaml", "notices/hn-2024.yaml"}


def test_a_repeated_call_changes_nothing_and_keeps_the_former_version(folder: Path) -> None:
    publish("hn-2024", OTHER, folder, seen=None, label="a")
    seen = file_digest("hn-2024", folder)
    for _ in range(2):  # the process ended before it could note the first call
        publish("hn-2024", NOTICE, folder, seen=seen, label="b")
    assert withdraw("hn-2024", NOTICE, folder, label="b") is True
    assert content(folder) == OTHER


@pytest.mark.parametrize("seen", [None, "0123"])
def test_a_file_that_changed_since_is_left_alone(folder: Path, seen: str | None) -> None:
    publish("hn-2024", OTHER, folder, seen=None, label="a")
    with pytest.raises(ChangedError):
        publish("hn-2024", NOTICE, folder, seen=seen, label="b")
    assert content(folder) == OTHER
    with pytest.raises(PublicationError, match="又被改过"):
        withdraw("hn-2024", NOTICE, folder, label="b")
    assert content(folder) == OTHER


def test_a_file_with_the_other_suffix_is_replaced(folder: Path) -> None:
    (folder / "notices" / "hn-2024.yml").write_text(OTHER, "utf-8")
    publish("hn-2024", NOTICE, folder, seen=file_digest("hn-2024", folder), label="a")
    assert (folder / "notices" / "hn-2024.yml").read_text("utf-8") == NOTICE
    assert not (folder / "notices" / "hn-2024.yaml").exists()


def test_what_is_gone_or_alone_is_not_withdrawn(folder: Path) -> None:
    with pytest.raises(PublicationError, match="已经不在"):
        withdraw("hn-2024", NOTICE, folder, label="a")
    publish("hn-2024", NOTICE, folder, seen=None, label="a")
    (folder / "notices" / "csj-2022.yaml").unlink()
    with pytest.raises(PublicationError, match="唯一的通知"):
        withdraw("hn-2024", NOTICE, folder, label="a")
    assert content(folder) == NOTICE


def test_an_error_while_writing_leaves_no_trace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish("hn-2024", OTHER, folder, seen=None, label="a")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PublicationError, match="No space left"):
        publish("hn-2024", NOTICE, folder, seen=file_digest("hn-2024", folder), label="b")
    assert content(folder) == OTHER
    assert names(folder) == {"notices/csj-2022.yaml", "notices/hn-2024.yaml"}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (NOTICE, None),
        (NOTICE.replace("关于公布典型案例的通知", '""'), "title"),
        (NOTICE.replace("id: hn-2024", "id: hn-2023"), "id"),
        (NOTICE.replace("推行电梯智慧监管", "长" * 201), "tiers[0].cases[0].title"),
    ],
)
def test_faults_are_those_that_the_folder_would_have(folder: Path, text: str, path: str | None) -> None:
    assert [fault.path for fault in find_faults("hn-2024", text, folder)] == ([path] if path else [])
    assert names(folder) == {"notices/csj-2022.yaml"}


def test_titles_are_read_from_files(folder: Path) -> None:
    assert read_title("hn-2024", folder) is None
    publish("hn-2024", NOTICE, folder, seen=None, label="a")
    assert read_title("hn-2024", folder) == "关于公布典型案例的通知"
    (folder / "notices" / "hn-2024.yaml").write_text("[", "utf-8")
    assert read_title("hn-2024", folder) == ""


def test_a_file_is_private_unless_asked_otherwise(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new" / "file", b"x")
    assert (tmp_path / "new" / "file").stat().st_mode & 0o777 == 0o600

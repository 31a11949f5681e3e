from __future__ import annotations

import re
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from data.notice_import import worker
from data.notice_import.blocks import ImportFailedError, ImportRefusedError
from data.notice_import.draft import Draft
from data.notice_import.importer import import_notice
from data.notice_import.sandbox import import_file

NOTICE = "关于公布优秀案例名单的通知\n1.甲案例\n单位：海口市民政局\n2.乙案例\n单位：三亚市民政局\n".encode()


def test_the_child_gives_the_same_draft() -> None:
    assert import_file(NOTICE, "a.txt") == import_notice(NOTICE, "a.txt")


def test_a_refusal_comes_through() -> None:
    with pytest.raises(ImportRefusedError, match="文件是空的"):
        import_file(b"", "a.txt")


def test_a_slow_file_is_given_up() -> None:
    with pytest.raises(ImportRefusedError, match="太费时间或内存"):
        import_file(NOTICE, "a.txt", timeout=0.0)


@pytest.mark.parametrize(
    ("child", "where"), [('echo \'{"failed": "KeyError (data.x:1)"}\'', "KeyError (data.x:1)"), ("exit 1", "status 1")]
)
def test_a_defect_of_the_import_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, child: str, where: str
) -> None:
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\n{child}\n")
    program.chmod(0o700)
    monkeypatch.setattr("data.notice_import.sandbox.sys.executable", str(program))
    with pytest.raises(ImportFailedError) as caught:
        import_file(NOTICE, "a.txt")
    assert caught.value.where == where


def test_the_child_says_where_it_failed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(content: bytes, name: str) -> Draft:
        print(name, content)  # noqa: T201 - as a library may
        raise KeyError(content)

    monkeypatch.setattr("sys.argv", ["worker", "a.txt"])
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(NOTICE)))
    monkeypatch.setattr("sys.stderr", StringIO())
    monkeypatch.setattr(worker, "import_notice", fails)
    monkeypatch.setattr("resource.setrlimit", lambda *_: None)
    worker.main()
    assert re.fullmatch(r'\{"failed": "KeyError \(data.notice_import.worker:\d+\)"\}', capsys.readouterr().out)


def test_the_child_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    # a start-up file of the environment would end the child
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    monkeypatch.setenv("PYTHONHOME", "/nonexistent")
    assert import_file(NOTICE, "a.txt").title == "关于公布优秀案例名单的通知"


def test_a_name_is_no_option() -> None:
    assert import_file(NOTICE, "--help").tiers

from __future__ import annotations

import pytest

from data.notice_import.blocks import ImportRefusedError
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


def test_the_child_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    # a start-up file of the environment would end the child
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    monkeypatch.setenv("PYTHONHOME", "/nonexistent")
    assert import_file(NOTICE, "a.txt").title == "关于公布优秀案例名单的通知"


def test_a_name_is_no_option() -> None:
    assert import_file(NOTICE, "--help").tiers

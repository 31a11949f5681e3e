from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import yaml

from bot.cli.main import main

NOTICE = """\
关于公布优秀案例名单的通知
一、优秀案例（3个）
1.甲案例
单位：海口市民政局
2.乙案例
单位：三亚市民政局、吉阳区民政局
海南省民政厅
2024年5月6日
"""


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = main(["import", *arguments], io.BytesIO(stdin), out, err)
    return status, out.getvalue(), err.getvalue()


def test_a_file_becomes_yaml_with_doubts_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text(NOTICE, "utf-8")
    status, out, err = run(str(file))
    assert status == 0
    assert yaml.safe_load(out)["id"] == "hainan-2024"
    assert err.splitlines() == [
        "line 5: “吉阳区民政局”补为“三亚市吉阳区民政局”，对吗？",
        "“优秀案例”写明 3 个，找到 2 个",
    ]


def test_standard_input_becomes_one_line_of_json() -> None:
    status, out, _ = run("--json", "-", stdin=NOTICE.encode())
    assert status == 0
    assert out.count("\n") == 1
    assert list(json.loads(out)) == ["id", "title", "issued", "issuers", "tiers"]


@pytest.mark.parametrize(
    ("arguments", "stdin", "out", "message"),
    [
        (["-"], "今天天气好".encode(), "", "没有找到案例名单"),
        (["-", "--json"], "今天天气好".encode(), "null\n", "没有找到案例名单"),
        (["-"], b"\x89PNG\r\n", "", "这是图片"),
        (["没有.txt"], b"", "", "没有.txt"),
    ],
)
def test_what_is_no_list_ends_with_status_3_and_why(arguments: list[str], stdin: bytes, out: str, message: str) -> None:
    status, written, err = run(*arguments, stdin=stdin)
    assert (status, written) == (3, out)
    assert err.startswith("anlitong: ")
    assert message in err


@pytest.mark.parametrize("arguments", [[], ["a.txt", "b.txt"], ["--data", "x", "a.txt"]])
def test_a_wrong_command_line_is_misuse(arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2

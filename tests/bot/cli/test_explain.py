from __future__ import annotations

import subprocess
import sys
from io import BytesIO, StringIO

import pytest

from bot.cli.arguments import MISUSED
from bot.cli.explain import NOTHING_TO_EXPLAIN, format_explanation
from bot.cli.main import main
from bot.cli.repl import Repl, answer_lines
from bot.cli.sessions import NOT_UTF_8, Question, Sessions
from data.model import Dataset
from intents.engine import Engine
from tests.bot.conftest import ROOT

COUNT = "安徽却没参与的最佳案例有几个"
LABELS = ["读作", "修正", "词", "解析前略去", "结构", "跳过的词", "成分", "追问规则", "查询", "没有着落的词", "答案"]


@pytest.fixture(scope="module")
def engine(dataset: Dataset) -> Engine:
    return Engine(dataset)


def blocks(text: str) -> dict[str, list[str]]:
    """Return the lines of each block by its label."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            found[list(found)[-1]].append(line)
        else:
            found[line.partition("（")[0].partition("：")[0]] = []
    return found


def test_the_blocks_are_aligned(engine: Engine) -> None:
    found = blocks(format_explanation(engine.explain(COUNT)))
    assert list(found) == LABELS
    assert found["词"][:3] == [
        "  安徽      地区  地区 安徽",
        "  却        作用  作用 but",
        "  没        作用  作用 neg",
    ]
    assert "C -> P BUT NEG take = absent(P)" in found["结构"][3]
    assert found["跳过的词"] == ["  有  0.3  HAVE"]
    assert found["查询"] == [
        "  上一问  无",
        "  这一问  count  安徽没有参与的最佳实践案例一共有几个",
        "  改后    count  安徽没有参与的最佳实践案例一共有几个",
    ]
    assert found["修正"] == []


@pytest.mark.parametrize(
    ("question", "block", "line"),
    [
        ("仅安徽倒数的案例", "跳过的词", "  倒数  50  REVERSE  影响含义，要反问"),
        ("安徽居然参与的案例", "跳过的词", "  居然  0    不进语法"),
        ("禁鱼", "修正", "  禁鱼  → 禁渔"),
        ("禁渔的两个案例有哪些", "没有着落的词", "  2个案例"),
    ],
)
def test_what_is_odd_is_named(engine: Engine, question: str, block: str, line: str) -> None:
    assert line in blocks(format_explanation(engine.explain(question)))[block]


def test_no_control_character_is_shown(engine: Engine) -> None:
    assert "\x1b" not in format_explanation(engine.explain("\x1b[31m安徽\x1b"))


def explain(arguments: list[str], lines: str = "") -> str:
    out = StringIO()
    assert main(["ask", "--explain", *arguments], BytesIO(lines.encode()), out, StringIO()) == 0
    return out.getvalue()


def test_ask_explains_instead_of_answering(engine: Engine) -> None:
    assert explain([COUNT]) == format_explanation(engine.explain(COUNT))


def test_ask_explains_each_line_in_its_conversation(engine: Engine) -> None:
    lines = '{"text": "安徽参与了哪些案例", "chat": "a"}\n{"text": "那江苏呢", "chat": "a"}\n{"text": 5}\n'
    first, second, refused = explain([], lines).removesuffix("\n").split("\n\n", 2)
    assert f"{first}\n" == format_explanation(engine.explain("安徽参与了哪些案例"))
    assert blocks(second)["追问规则"] == ["  swap"]
    assert "答案" not in blocks(refused)


def test_explain_and_json_exclude_each_other() -> None:
    err = StringIO()
    assert main(["ask", "--json", "--explain", COUNT], BytesIO(), StringIO(), err) == MISUSED
    assert err.getvalue() == "anlitong: 选项 --json 和 --explain 不能一起用（用法：anlitong ask --help）\n"


@pytest.mark.parametrize("typed", ["/explain", "explain", " 解释 "])
def test_the_chat_explains_the_last_question(engine: Engine, typed: str) -> None:
    repl = Repl(Sessions(engine))
    assert repl.explain(typed) == f"{NOTHING_TO_EXPLAIN}\n"
    repl.reply(Question("安徽参与了哪些案例"))
    repl.reply(Question("那江苏呢"))
    first = repl.explain(typed)
    assert first is not None
    assert blocks(first)["追问规则"] == ["  swap"]
    assert repl.explain(typed) == first
    assert repl.explain("那上海呢") is None
    repl.reply(Question("那上海呢"))
    assert blocks(repl.explain(typed) or "")["查询"][0] == "  上一问  cases  江苏参与的案例有哪些"
    repl.reply(Question("x", error=NOT_UTF_8))
    assert repl.explain(typed) == f"{NOTHING_TO_EXPLAIN}\n"


def test_a_piped_chat_explains(engine: Engine) -> None:
    out = StringIO()
    answer_lines(Sessions(engine), BytesIO(f"{COUNT}\n解释\n".encode()), out)
    assert out.getvalue().endswith(f"\n\n{format_explanation(engine.explain(COUNT))}")


def test_a_question_that_is_not_explained_imports_nothing_for_it() -> None:
    script = f"""\
import io, sys
from bot.cli.main import main
main(["ask", "{COUNT}"], io.BytesIO(), io.StringIO(), io.StringIO())
print(*sys.modules)
"""
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"bot.cli.explain", "intents.explanation"} & set(result.stdout.split())

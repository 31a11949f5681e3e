from __future__ import annotations

import re

import pytest

from bot.cli.arguments import COMMANDS, MAIN, Call, UsageError, parse


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("ask", Call("ask")),
        ("ask 安徽 参与了哪些案例", Call("ask", ("安徽", "参与了哪些案例"))),
        ("ask --json 安徽", Call("ask", ("安徽",), json=True)),
        ("ask 安徽 --json", Call("ask", ("安徽",), json=True)),
        ("ask --data folder 安徽 --json", Call("ask", ("安徽",), json=True, data="folder")),
        ("ask --data=folder", Call("ask", data="folder")),
        ("ask --da folder --js", Call("ask", json=True, data="folder")),
        ("ask 安徽 - --json 江苏", Call("ask", ("安徽", "-", "江苏"), json=True)),
        ("ask --explain 安徽", Call("ask", ("安徽",), explain=True)),
        ("ask -- --json", Call("ask", ("--json",))),
        ("ask 安徽 -- -5 -- --json", Call("ask", ("安徽", "-5", "--", "--json"))),
        ("chat", Call("chat")),
        ("chat --data folder", Call("chat", data="folder")),
        ("run", Call("run")),
        ("check", Call("check")),
        ("check folder", Call("check", ("folder",))),
        ("aliases", Call("aliases")),
        ("aliases folder", Call("aliases", ("folder",))),
        ("--version", Call("version")),
        ("-h", Call("help", help=MAIN)),
        ("--help", Call("help", help=MAIN)),
        *((f"{command} -h", Call("help", help=text)) for command, text in COMMANDS.items()),
        ("ask 安徽 --help", Call("help", help=COMMANDS["ask"])),
    ],
)
def test_command_lines_are_parsed(line: str, call: Call) -> None:
    assert parse(line.split()) == call


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("", "要写明命令：ask、chat、run、check、import、aliases、backup、restore、health、doctor"),
        (
            "aks 安徽",
            "没有“aks”这个命令，可用的有：ask、chat、run、check、import、aliases、backup、restore、health、doctor",
        ),
        ("ask --yaml", "没有 --yaml 这个选项；以 - 开头的问题，前面加上 --（用法：anlitong ask --help）"),
        ("ask -5", "没有 -5 这个选项；以 - 开头的问题，前面加上 --（用法：anlitong ask --help）"),
        ("ask --=5", "没有 -- 这个选项；以 - 开头的问题，前面加上 --（用法：anlitong ask --help）"),
        ("ask --yaml=5 --help", "没有 --yaml 这个选项；以 - 开头的问题，前面加上 --（用法：anlitong ask --help）"),
        ("ask --json=1", "选项 --json 不带值（用法：anlitong ask --help）"),
        ("ask --explain=1", "选项 --explain 不带值（用法：anlitong ask --help）"),
        ("ask --csv --json 安徽", "选项 --json 和 --csv 不能一起用（用法：anlitong ask --help）"),
        ("ask --csv=1 安徽", "选项 --csv 不带值（用法：anlitong ask --help）"),
        ("chat --csv", "没有 --csv 这个选项（用法：anlitong chat --help）"),
        ("ask --json --explain 安徽", "选项 --json 和 --explain 不能一起用（用法：anlitong ask --help）"),
        ("ask --data", "选项 --data 后面要有一个目录（用法：anlitong ask --help）"),
        ("ask --data --json", "选项 --data 后面要有一个目录（用法：anlitong ask --help）"),
        ("ask --data=", "选项 --data 后面要有一个目录（用法：anlitong ask --help）"),
        ("chat 安徽", "多出了“安徽”（用法：anlitong chat --help）"),
        ("run 安徽", "多出了“安徽”（用法：anlitong run --help）"),
        ("run --token=1", "没有 --token 这个选项（用法：anlitong run --help）"),
        ("check a b", "多出了“b”（用法：anlitong check --help）"),
        ("aliases a b", "多出了“b”（用法：anlitong aliases --help）"),
    ],
)
def test_errors_are_in_chinese(line: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=f"^{re.escape(complaint)}$"):
        parse(line.split())


@pytest.mark.parametrize("words", ["-5 个案例", "--json 安徽"])
def test_a_question_in_quotes_may_not_begin_with_a_hyphen(words: str) -> None:
    with pytest.raises(UsageError, match=r"^没有 -"):
        parse(["ask", words])


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_every_option_and_no_other(command: str) -> None:
    named = set(re.findall(r"^  (?:-h, )?--(\w+)", COMMANDS[command], re.MULTILINE))
    accepted = set()
    for option in ("help", "json", "csv", "explain", "data", "version"):
        try:
            parse([command, f"--{option}"])
        except UsageError as error:
            if str(error).startswith("没有"):
                continue
        accepted.add(option)
    assert named == accepted

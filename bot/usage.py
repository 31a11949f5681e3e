"""The command line in words: how each command is called, and what is said when it is called otherwise.

`getopt` reads it: what is wrong is told in Chinese, here, and options may stand anywhere among the words.
"""

from __future__ import annotations

import getopt
from collections.abc import Sequence
from dataclasses import dataclass

MAIN = """\
用法：anlitong <命令> [选项]

案例通：用中文问官方案例名单，答案完整、准确，并写明怎样理解了问题。

命令：
  ask      回答问题
  chat     在终端里对话
  check    检查数据

选项：
  -h, --help    显示这段说明
  --version     显示版本

每个命令的用法：anlitong <命令> --help
"""

COMMANDS = {
    "ask": """\
用法：anlitong ask [选项] [问题]

回答一个问题。不写问题时从标准输入读，一行一个，逐行回答。
一行可以是问题本身，也可以是 {"text": "那江苏呢", "chat": "甲"}：chat 相同的各行是同一场对话。

选项：
  --json         每个答案是一行 JSON
  --data 目录    改用这个目录里的数据（目录/notices/*.yaml）
  -h, --help     显示这段说明

例子：
  anlitong ask 安徽参与了哪些案例
  anlitong ask --json 哪个省参与的案例最多
""",
    "chat": """\
用法：anlitong chat [选项]

在终端里对话，可以接着上一句追问。标准输入不是终端时逐行回答，写出纯文本。

选项：
  --data 目录    改用这个目录里的数据（目录/notices/*.yaml）
  -h, --help     显示这段说明
""",
    "check": """\
用法：anlitong check [目录]

检查目录里的数据，一次列出所有问题，每行一个：文件: 位置: 问题。不写目录时检查自带的数据。
有错误时退出状态为 2，只有提醒时为 0。

选项：
  -h, --help     显示这段说明
""",
}

OPTIONS = {"ask": ["json", "data=", "help"], "chat": ["data=", "help"], "check": ["help"]}
"""The long options of each command; `=` ends the name of one that takes a value."""


class UsageError(Exception):
    """The command line cannot be carried out; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command as it was called."""

    command: str
    """ask, chat, check; help and version too."""
    words: tuple[str, ...] = ()
    json: bool = False
    data: str | None = None
    help: str = ""
    """The text to show, for help."""


def parse(arguments: Sequence[str]) -> Call:
    """Read what follows the program's name; raises `UsageError`."""
    if not arguments:
        raise UsageError(f"要写明命令：{'、'.join(COMMANDS)}")
    command, *rest = arguments
    if command in ("-h", "--help"):
        return Call("help", help=MAIN)
    if command == "--version":
        return Call("version")
    if command not in COMMANDS:
        raise UsageError(f"没有“{command}”这个命令，可用的有：{'、'.join(COMMANDS)}")
    try:
        found, words = getopt.gnu_getopt(rest, "h", OPTIONS[command])
    except getopt.GetoptError as error:
        raise _error(command, _complaint(command, error.opt)) from None
    options = dict(found)
    if options.keys() & {"-h", "--help"}:
        return Call("help", help=COMMANDS[command])
    limit = {"ask": None, "chat": 0, "check": 1}[command]
    if limit is not None and len(words) > limit:
        raise _error(command, f"多出了“{words[limit]}”")
    if options.get("--data") == "":
        raise _error(command, _complaint(command, "data"))
    return Call(command, tuple(words), "--json" in options, options.get("--data"))


def _error(command: str, complaint: str) -> UsageError:
    return UsageError(f"{complaint}（用法：anlitong {command} --help）")


def _complaint(command: str, option: str) -> str:
    if f"{option}=" in OPTIONS[command]:
        return f"选项 --{option} 后面要有一个目录"
    if option in OPTIONS[command]:
        return f"选项 --{option} 不带值"
    return f"没有 {'-' if len(option) == 1 else '--'}{option} 这个选项；以 - 开头的问题，前面加上 --"

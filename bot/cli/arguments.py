"""Parse the command line, and hold its help texts.

`argparse` reads the options; the help texts and all error messages are our own, in Chinese.
"""

from __future__ import annotations

from argparse import ArgumentError, ArgumentParser, Namespace
from typing import TYPE_CHECKING, NoReturn

from data.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

OK, FAILED, MISUSED = 0, 1, 2
"""Exit statuses of commands."""

MAIN = """\
用法：anlitong <命令> [选项]

案例通：用中文问官方案例名单，答案完整、准确，并写明怎样理解了问题。

命令：
  ask      回答问题
  chat     在终端里对话
  run      运行 Telegram 机器人
  check    检查数据
  import   把一份通知变成数据的草稿
  aliases  列出可以加为别名的日常说法
  backup   备份机器人的数据库
  restore  恢复机器人的数据库
  health   看机器人是否正常
  doctor   检查机器人需要的一切，写出怎么办

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
  --csv          写答案里的案例，是 CSV 表格（UTF-8，带 BOM）；没有案例时，
                 只有表头，答案写到标准错误，退出状态仍为 0
  --explain      不写答案，写问题是怎样读的：词、结构、跳过的词、查询
  --data 目录    改用这个目录里的数据（目录/notices/*.yaml）
  -h, --help     显示这段说明

例子：
  anlitong ask 安徽参与了哪些案例
  anlitong ask --json 哪个省参与的案例最多
  anlitong ask --csv 安徽参与了哪些案例 > 安徽.csv
""",
    "chat": """\
用法：anlitong chat [选项]

在终端里对话，可以接着上一句追问。标准输入不是终端时逐行回答，写出纯文本。
输入 /explain 或者“解释”，写出上一个问题是怎样读的。

选项：
  --data 目录    改用这个目录里的数据（目录/notices/*.yaml）
  -h, --help     显示这段说明
""",
    "run": """\
用法：anlitong run [选项]

运行 Telegram 机器人，直到按 Ctrl-C 或者收到 SIGTERM。
设置写在环境变量里，或者写进当前目录的 .env；两处都有时，以环境变量为准：

  ANLITONG_TOKEN          机器人的 token，向 @BotFather 要。只有它非写不可
  ANLITONG_API_BASE_URL   Bot API 的网址，token 接在后面
                          （https://api.telegram.org/bot）
  ANLITONG_API_FILE_URL   文件的网址，同上（https://api.telegram.org/file/bot）
  ANLITONG_PROXY          HTTP 代理，例如 http://127.0.0.1:7890（不用代理）
  ANLITONG_STATE_DIR      存放状态的目录（state）
  ANLITONG_DATABASE_URL   数据库，sqlite:///文件 或 postgresql://用户@主机/库
                          （状态目录里的 anlitong.db）
  ANLITONG_DATA_DIR       改用这个目录里的数据（自带的数据）
  ANLITONG_ADMINS         管理员的用户 id，用逗号隔开（没有）
  ANLITONG_TIMEZONE       日期和时间（包括每天几点发）用的时区（Asia/Shanghai）
  ANLITONG_LISTEN         在这个地址提供 /livez、/readyz 和 /metrics，
                          例如 127.0.0.1:8080（不提供）
  ANLITONG_WEBHOOK_URL    Telegram 把消息送到的公开网址，由代理转到上面的地址
                          （不用，改为轮询）
  ANLITONG_LOG_LEVEL      DEBUG、INFO、WARNING 或 ERROR（INFO）
  ANLITONG_LOG_FORMAT     日志的格式，console 或 json（console）

token 和数据库的网址也可以放在文件里，把文件写在 ANLITONG_TOKEN_FILE
或 ANLITONG_DATABASE_URL_FILE 里。括号里是不写时的值。设置、数据或数据库不能用时，退出状态为 2。

选项：
  -h, --help     显示这段说明
""",
    "check": """\
用法：anlitong check [目录]

检查目录里的数据，一次列出所有问题，每行一个：文件: 位置: 问题。不写目录时检查自带的数据。
有错误时退出状态为 2，只有提醒时为 0。

选项：
  -h, --help     显示这段说明
""",
    "import": """\
用法：anlitong import [选项] 文件

把一份通知变成数据的草稿，写到标准输出；拿不准的地方写到标准错误，一行一处。文件为 - 时从标准输入读。
能读的有：粘贴的文字、网页、Markdown、CSV、Word（DOCX）、Excel 和带文字的 PDF。
不是案例名单，或者文件读不了时，写明原因，退出状态为 3。

选项：
  --json         写一行 JSON，不写 YAML；没有名单时是 null
  -h, --help     显示这段说明

例子：
  anlitong import 通知.docx > data/notices/hunan-2022.yaml
""",
    "aliases": """\
用法：anlitong aliases [目录]

列出每个案例还够不着的日常说法，可以挑选以后粘贴到它的 aliases 里。不写目录时用自带的数据。
说法有两个来源：通用词里意思相近的；配置了数据库（见 anlitong run --help）时，还有最近没答上来的问题。

选项：
  -h, --help     显示这段说明
""",
    "backup": """\
用法：anlitong backup 文件

把机器人的 SQLite 数据库备份到文件，机器人可以照常运行。设置与 anlitong run 相同。

选项：
  -h, --help     显示这段说明
""",
    "restore": """\
用法：anlitong restore 文件

先检查备份，再用它换下机器人的 SQLite 数据库；原来的改名保留。请先停下机器人。

选项：
  -h, --help     显示这段说明
""",
    "health": """\
用法：anlitong health

看用同样设置运行的机器人是否正常，不正常时写出原因，退出状态为 1。

选项：
  -h, --help     显示这段说明
""",
    "doctor": """\
用法：anlitong doctor

检查设置、token、webhook、隐私模式、数据库、数据、字体、时钟和磁盘，一项一行：正常，或者怎么办。
什么也不改动，机器人可以照常运行。有问题时退出状态为 1，设置不能用时为 2。

选项：
  -h, --help     显示这段说明
""",
}

_MAX_WORDS = {
    "chat": 0,
    "run": 0,
    "check": 1,
    "import": 1,
    "aliases": 1,
    "backup": 1,
    "restore": 1,
    "health": 0,
    "doctor": 0,
}
"""Words that a command takes besides its options; any number if it is missing here."""

_NEEDS_FILE = ("backup", "restore", "import")
"""Commands that need a word, the name of a file."""

_UNKNOWN = "没有 {} 这个选项"
_QUESTION = "；以 - 开头的问题，前面加上 --"
"""What a question may have been meant by."""
_WRONG_VALUE = {
    "--data": "选项 --data 后面要有一个目录",
    "--json": "选项 --json 不带值",
    "--explain": "选项 --explain 不带值",
    "--csv": "选项 --csv 不带值",
    "-h/--help": "选项 --help 不带值",
    None: _UNKNOWN.format("--") + _QUESTION,  # only the empty abbreviation, --=, fits several options
}
"""Error messages by the option that argparse names."""


class UsageError(Exception):
    """An unusable command line. The message is for the user."""


@record
class Call:
    """A parsed command line."""

    command: str
    """One of `COMMANDS`, "help" or "version"."""
    words: tuple[str, ...] = ()
    json: bool = False
    data: str | None = None
    """The data directory; None for the shipped data."""
    explain: bool = False
    """Whether to explain the answer instead of writing it."""
    csv: bool = False
    """Whether to write the answer's cases as CSV instead of it."""
    help: str = ""
    """The text to print, if the command is "help"."""


class _Parser(ArgumentParser):
    """The options of a command. Raises `ArgumentError` where argparse would print English and exit."""

    def __init__(self, command: str) -> None:
        super().__init__(add_help=False, exit_on_error=False)
        self.add_argument("-h", "--help", action="store_true")
        if command in ("ask", "import"):
            self.add_argument("--json", action="store_true")
        if command == "ask":
            self.add_argument("--explain", action="store_true")
            self.add_argument("--csv", action="store_true")
        if command in ("ask", "chat"):
            self.add_argument("--data")

    def error(self, message: str) -> NoReturn:
        raise ArgumentError(None, message)


def parse(arguments: Sequence[str]) -> Call:
    """Parse the arguments after the program's name. Raises `UsageError`."""
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
        return _parse_command(command, rest)
    except UsageError as error:
        raise UsageError(f"{error}（用法：anlitong {command} --help）") from None


def _parse_command(command: str, arguments: Sequence[str]) -> Call:
    try:
        defaults = Namespace(json=False, explain=False, csv=False, data=None)
        options, words = _Parser(command).parse_known_args(arguments, defaults)
    except ArgumentError as error:
        raise UsageError(_WRONG_VALUE[error.argument_name]) from None
    if options.data == "":
        raise UsageError(_WRONG_VALUE["--data"])
    end = words.index("--") if "--" in words else len(words)
    # argparse leaves unknown options among the words, and takes "-5" and "-x y" for words
    for word in words[:end]:
        if word.startswith("-") and word != "-":
            name = word.partition("=")[0] if word.startswith("--") else word[:2]
            raise UsageError(_UNKNOWN.format(name) + (_QUESTION if command == "ask" else ""))
    del words[end : end + 1]
    if options.help:
        return Call("help", help=COMMANDS[command])
    if len(forms := [f"--{name}" for name in ("json", "csv", "explain") if getattr(options, name)]) > 1:
        raise UsageError(f"选项 {forms[0]} 和 {forms[1]} 不能一起用")
    limit = _MAX_WORDS.get(command, len(words))
    if len(words) > limit:
        raise UsageError(f"多出了“{words[limit]}”")
    if command in _NEEDS_FILE and not (words and words[0]):
        raise UsageError("要写明文件")
    return Call(command, tuple(words), options.json, options.data, options.explain, options.csv)

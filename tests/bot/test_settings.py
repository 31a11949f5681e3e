from __future__ import annotations

import os
import re
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.cli.arguments import COMMANDS
from bot.settings import PREFIX, Settings, SettingsError, read_settings, unknown_variables
from tests.bot.conftest import ROOT

TOKEN = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"  # noqa: S105 - it opens nothing
VARIABLES = [PREFIX + name.upper() for name in Settings.model_fields]


def read(environment: dict[str, str], directory: Path) -> Settings:
    """Read the settings in this directory, without those of this process."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    with patch.dict(os.environ, others | environment, clear=True), chdir(directory):
        return read_settings()


def settings(directory: Path, **variables: str) -> Settings:
    return read({"ANLITONG_TOKEN": TOKEN} | {PREFIX + name: value for name, value in variables.items()}, directory)


def faults(directory: Path, environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as error:
        read(environ, directory)
    return str(error.value).splitlines()


def test_only_the_token_is_required(tmp_path: Path) -> None:
    assert settings(tmp_path).model_dump() == {
        "token": SecretStr(TOKEN),
        "api_base_url": "https://api.telegram.org/bot",
        "api_file_url": "https://api.telegram.org/file/bot",
        "proxy": None,
        "state_dir": tmp_path / "state",
        "database_url": SecretStr(f"sqlite+aiosqlite:///{tmp_path}/state/anlitong.db"),
        "data_dir": None,
        "admins": frozenset(),
        "timezone": ZoneInfo("Asia/Shanghai"),
        "listen": None,
        "webhook_url": None,
        "log_level": "INFO",
        "log_format": "console",
    }


@pytest.mark.parametrize(
    ("name", "written", "read_as"),
    [
        ("token", f" {TOKEN}\n", SecretStr(TOKEN)),
        ("api_base_url", "http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/bot"),
        ("api_file_url", "http://[::1]:8081/file/bot", "http://[::1]:8081/file/bot"),
        ("proxy", "http://u:p@proxy:3128", SecretStr("http://u:p@proxy:3128")),
        ("database_url", "sqlite:///a/b.db", SecretStr("sqlite+aiosqlite:///a/b.db")),
        ("database_url", "sqlite+aiosqlite:////a/b.db", SecretStr("sqlite+aiosqlite:////a/b.db")),
        ("database_url", "postgres://u:p@h:5432/d", SecretStr("postgresql+psycopg://u:p@h:5432/d")),
        ("database_url", "postgresql://u@/d?host=/run", SecretStr("postgresql+psycopg://u@/d?host=/run")),
        (
            "database_url",
            "postgresql://u%40x:p%40%2F@[::1]:5432/d",
            SecretStr("postgresql+psycopg://u%40x:p%40%2F@[::1]:5432/d"),
        ),
        ("database_url", "postgresql+psycopg://h/d", SecretStr("postgresql+psycopg://h/d")),
        ("admins", "5", {5}),
        ("admins", " 5, 6，7、8 9,", {5, 6, 7, 8, 9}),
        ("timezone", "Europe/Berlin", ZoneInfo("Europe/Berlin")),
        ("listen", "127.0.0.1:8080", "127.0.0.1:8080"),
        ("listen", "[::1]:8080", "[::1]:8080"),
        ("log_level", "debug", "DEBUG"),
        ("log_format", "JSON", "json"),
    ],
)
def test_each_variable_is_read(tmp_path: Path, name: str, written: str, read_as: object) -> None:
    assert getattr(settings(tmp_path, **{name.upper(): written}), name) == read_as
    (tmp_path / ".env").write_text(f"ANLITONG_TOKEN={TOKEN}\nANLITONG_{name.upper()}='{written.strip()}'\n", "utf-8")
    assert getattr(read({}, tmp_path), name) == read_as


def test_relative_directories_start_from_the_working_directory(tmp_path: Path) -> None:
    settings_read = settings(tmp_path, STATE_DIR="a", DATA_DIR="../b")
    assert (settings_read.state_dir, settings_read.data_dir) == (tmp_path / "a", tmp_path / ".." / "b")
    assert settings_read.database_url.get_secret_value().endswith(f"{tmp_path}/a/anlitong.db")
    assert settings(tmp_path, STATE_DIR="/a").state_dir == Path("/a")
    assert settings(tmp_path, STATE_DIR="~/a").state_dir == Path.home() / "a"


def test_the_environment_takes_precedence_over_the_file(tmp_path: Path) -> None:
    lines = [
        "# 注释",
        f"export ANLITONG_TOKEN='{TOKEN}'",
        "ANLITONG_LOG_LEVEL=DEBUG",
        "ANLITONG_ADMINS=5",
        "ANLITONG_PROXY=",
        "OTHER=1",
    ]
    (tmp_path / ".env").write_text("\n".join(lines), "utf-8")
    settings_read = read({"ANLITONG_LOG_LEVEL": "ERROR", "ANLITONG_ADMINS": " "}, tmp_path)
    assert (settings_read.log_level, settings_read.admins, settings_read.proxy) == ("ERROR", frozenset({5}), None)


def test_secrets_may_be_in_files(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", "utf-8")
    (tmp_path / "url").write_text("postgresql://u:geheim@h/d\n", "utf-8")
    (tmp_path / ".env").write_text(f"ANLITONG_DATABASE_URL_FILE={tmp_path / 'url'}\n", "utf-8")
    settings_read = read({"ANLITONG_TOKEN_FILE": str(tmp_path / "token")}, tmp_path)
    assert settings_read.token.get_secret_value() == TOKEN
    assert settings_read.database_url.get_secret_value() == "postgresql+psycopg://u:geheim@h/d"
    assert "geheim" in settings_read.secrets()
    with pytest.raises(SettingsError, match="只能设置一个"):
        read({"ANLITONG_TOKEN_FILE": str(tmp_path / "token"), "ANLITONG_TOKEN": TOKEN}, tmp_path)
    with pytest.raises(SettingsError, match=r"^ANLITONG_TOKEN_FILE: .*missing: 读不出来：No such file or directory$"):
        read({"ANLITONG_TOKEN_FILE": str(tmp_path / "missing")}, tmp_path)


def test_a_webhook_needs_an_address_to_listen_at(tmp_path: Path) -> None:
    url = "https://bot.example.org/telegram"
    assert settings(tmp_path, LISTEN="127.0.0.1:8080", WEBHOOK_URL=url).webhook_url == url
    (fault,) = faults(tmp_path, {"ANLITONG_TOKEN": TOKEN, "ANLITONG_LISTEN": "geheim", "ANLITONG_WEBHOOK_URL": url})
    assert fault.startswith("ANLITONG_LISTEN: ")


def test_unknown_variables_are_found() -> None:
    names = ["ANLITONG_TOKEN", "anlitong_token_file", "ANLITONG_ADMIN", "PATH", "ANLITONGX"]
    assert unknown_variables(names) == ["ANLITONG_ADMIN"]


def test_a_file_in_the_directory_above_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ANLITONG_LOG_FORMAT=json\n", "utf-8")
    (inner := tmp_path / "inner").mkdir()
    assert settings(inner).log_format == "console"


def test_without_a_token_it_says_what_to_do(tmp_path: Path) -> None:
    for environ in ({}, {"ANLITONG_TOKEN": ""}, {"ANLITONG_TOKEN": " "}):
        (fault,) = faults(tmp_path, environ)
        assert fault.startswith("ANLITONG_TOKEN: 没有设置。")
        assert "@BotFather" in fault
        assert ".env" in fault


WRONG = [
    ("TOKEN", "AAbbCCddEEffGGhh", "不是完整的 token"),
    ("TOKEN", "123456:ABC", "不是完整的 token"),
    ("TOKEN", f"bot{TOKEN}", "不是完整的 token"),
    ("API_BASE_URL", "127.0.0.1:8081/bot", "不是网址"),
    ("API_BASE_URL", "ftp://127.0.0.1/bot", "不是网址"),
    ("API_FILE_URL", "http://127.0.0.1:99999/file/bot", "不是网址"),
    ("API_FILE_URL", "http://[::1/bot", "不是网址"),
    ("PROXY", "socks5://u:geheim@127.0.0.1:1080", "不是 HTTP 代理的网址"),
    ("PROXY", "geheim", "不是 HTTP 代理的网址"),
    ("DATABASE_URL", "mysql://u:geheim@h/d", "要以 sqlite:/// 或 postgresql:// 开头"),
    ("DATABASE_URL", "geheim", "要以 sqlite:/// 或 postgresql:// 开头"),
    ("DATABASE_URL", "postgresql://u:geheim@[::1/d", "要写成 postgresql://用户:密码@主机:端口/库 这样"),
    ("DATABASE_URL", "postgresql://u:geheim@h:abc/d", "要写成 postgresql://"),
    ("DATABASE_URL", "postgresql://u:geheim@geheim/x@h/d", "要写成 postgresql://"),
    ("DATABASE_URL", "postgresql://u:geheim#x@h/d", "要写成 postgresql://"),
    ("DATABASE_URL", "sqlite://", "后面要写数据库文件"),
    ("DATABASE_URL", "sqlite:///:memory:", "后面要写数据库文件"),
    ("ADMINS", "5, 甲, -3", "“甲”“-3”不是用户 id"),
    ("ADMINS", "5.5", "“5.5”不是用户 id"),
    ("ADMINS", "９" * 3, "不是用户 id"),
    ("TIMEZONE", "Mars", "没有这个时区"),
    ("TIMEZONE", "../etc/passwd", "没有这个时区"),
    ("LISTEN", "8080", "要写成 主机:端口"),
    ("LISTEN", "127.0.0.1", "要写成 主机:端口"),
    ("LISTEN", "127.0.0.1:0", "要写成 主机:端口"),
    ("LISTEN", "127.0.0.1:99999", "要写成 主机:端口"),
    ("LISTEN", "127.0.0.1:8080/x", "要写成 主机:端口"),
    ("WEBHOOK_URL", "https://bot.example.org/telegram", "要同时设置 ANLITONG_LISTEN"),
    ("WEBHOOK_URL", "bot.example.org/telegram", "要写成 https://"),
    ("WEBHOOK_URL", "https://bot.example.org", "要写成 https://"),
    ("WEBHOOK_URL", "https://bot.example.org/metrics", "要写成 https://"),
    ("LOG_LEVEL", "loud", "要写 DEBUG、INFO、WARNING、ERROR 之一"),
    ("LOG_FORMAT", "xml", "要写 console、json 之一"),
]


@pytest.mark.parametrize(("name", "value", "what"), WRONG)
def test_an_invalid_value_is_reported(tmp_path: Path, name: str, value: str, what: str) -> None:
    (fault,) = faults(tmp_path, {"ANLITONG_TOKEN": TOKEN, PREFIX + name: value})
    assert fault.startswith(f"{PREFIX}{name}: ")
    assert what in fault
    assert "geheim" not in fault
    assert "AAbb" not in fault


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    wrong = {PREFIX + name: value for name, value, _ in WRONG}
    (tmp_path / ".env").write_text("ANLITONG_ADMIN=5\n", "utf-8")
    reported = faults(tmp_path, wrong)
    assert [fault.partition(":")[0] for fault in reported] == [
        *(name for name in VARIABLES if name in wrong),
        "ANLITONG_ADMIN",
    ]
    assert reported[-1] == "ANLITONG_ADMIN: 没有这个设置（有哪些，见 anlitong run --help）"
    del wrong["ANLITONG_TOKEN"]
    assert faults(tmp_path, wrong)[0].startswith("ANLITONG_TOKEN: 没有设置。")


def test_the_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"ANLITONG_TOKEN={TOKEN}\r\nANLITONG_ADMINS=5\r\n", "utf-8-sig")
    settings_read = read({}, tmp_path)
    assert (settings_read.token.get_secret_value(), settings_read.admins) == (TOKEN, frozenset({5}))


def test_an_unreadable_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe")
    fault = f"{tmp_path / '.env'}: 读不出来：不是 UTF-8 编码的文字"
    assert faults(tmp_path, {"ANLITONG_TOKEN": TOKEN}) == [fault]


ANY_VALUE = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)  # what an environment can hold


@given(st.dictionaries(st.sampled_from(VARIABLES), ANY_VALUE))
def test_any_values_are_settings_or_faults(environ: dict[str, str]) -> None:
    message = ""
    try:
        read(environ, Path("/"))
    except SettingsError as error:
        message = str(error)
    assert all(re.match(r"ANLITONG_[A-Z_]+: ", fault) for fault in message.splitlines())


SECRETIVE = {
    "PROXY": "http://u:p%40xy-geheim@proxy:3128",
    "DATABASE_URL": "postgresql://u:db-geheim@h/d?password=query-geheim",
}


def test_no_secret_is_shown(tmp_path: Path) -> None:
    settings_read = settings(tmp_path, **SECRETIVE)
    for shown in (
        repr(settings_read),
        str(settings_read),
        str(settings_read.model_dump()),
        settings_read.model_dump_json(),
    ):
        assert "geheim" not in shown
        assert "AAbb" not in shown


def test_secrets_are_all_that_logs_must_not_show(tmp_path: Path) -> None:
    made = settings(tmp_path)
    assert made.secrets() == (TOKEN, TOKEN.partition(":")[2], made.webhook_secret)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", made.webhook_secret), "as setWebhook allows"
    assert set(settings(tmp_path, **SECRETIVE).secrets()) == {
        TOKEN,
        TOKEN.partition(":")[2],
        made.webhook_secret,
        "p%40xy-geheim",
        "p@xy-geheim",
        "db-geheim",
        "query-geheim",
    }


def test_settings_do_not_change(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        settings(tmp_path).log_level = "DEBUG"


HELP = re.compile(r"^  (ANLITONG_\w+) (.*?)(?=^  ANLITONG_|^\n)", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^\| `(ANLITONG_\w+)` (.*)", re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "row", "shown"),
    [
        (COMMANDS["run"], HELP, "（{}）"),
        ((ROOT / "README.md").read_text("utf-8"), TABLE, "| `{}` |"),
        ((ROOT / "README.zh-CN.md").read_text("utf-8"), TABLE, "| `{}` |"),
    ],
    ids=["help", "README.md", "README.zh-CN.md"],
)
def test_every_setting_is_documented_with_its_default(text: str, row: re.Pattern[str], shown: str) -> None:
    rows = dict(row.findall(text))
    assert list(rows) == VARIABLES
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, str | Path | ZoneInfo):
            assert shown.format(field.default) in rows[PREFIX + name.upper()]

"""The settings of `anlitong run`: environment variables and `.env`, validated together into a frozen object."""

from __future__ import annotations

import hmac
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "ANLITONG_"
"""The prefix of each variable; the rest of its name is a field of `Settings`."""

_FROM_FILES = ("token", "database_url")
"""Settings that may be in a file, whose name the variable with `_FILE` holds: a secret that a container mounts."""

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{10,}", re.ASCII)  # keys have 35 characters today, but no length is documented
_QUOTED = re.compile(r"'(.+?)'")
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
_NO_WEBHOOK_PATHS = ("", "/", "/livez", "/readyz", "/metrics")
_NO_FILE = ("", "/", "/:memory:")  # what may follow sqlite:// without naming a file


class SettingsError(Exception):
    """Unusable settings. The message is for the user, one fault a line."""


class Settings(BaseSettings):
    """The bot's settings, read from the environment, then from `.env` in the working directory."""

    model_config = SettingsConfigDict(
        frozen=True,
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8-sig",  # some editors begin a file with a byte order mark
        dotenv_filtering="match_prefix",  # .env may hold the variables of other programs too
        str_strip_whitespace=True,
        hide_input_in_errors=True,
    )

    token: SecretStr
    """The bot's token, from @BotFather."""
    api_base_url: str = "https://api.telegram.org/bot"
    """The Bot API's URL, to which python-telegram-bot appends the token."""
    api_file_url: str = "https://api.telegram.org/file/bot"
    """The same for file downloads."""
    proxy: SecretStr | None = None
    """The proxy of all requests to Telegram; may contain a password."""
    state_dir: Path = Path("state")
    """The directory of the bot's database."""
    database_url: SecretStr = Field(default_factory=lambda values: _default_database(values["state_dir"]))
    """SQLAlchemy's URL with an asynchronous driver; may contain a password."""
    data_dir: Path | None = None
    """The data directory; None for the shipped data."""
    admins: Annotated[frozenset[int], NoDecode] = frozenset()
    """User ids of the administrators."""
    timezone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    """The timezone of displayed and scheduled times."""
    listen: str | None = None
    """The address that serves `/livez`, `/readyz` and `/metrics`, as HOST:PORT; None for none."""
    webhook_url: str | None = None
    """The public address of `listen` to which Telegram posts updates; None to poll."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the base class names the parameters
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, the first of which wins; a blank variable counts as unset in each."""
        for source in (env_settings, dotenv_settings):
            if isinstance(source, EnvSettingsSource):
                # env_ignore_empty covers "" alone, but the env file of a container can leave spaces
                given = {name: value for name, value in source.env_vars.items() if value and value.strip()}
                source.env_vars = _read_secret_files(given)
        return init_settings, env_settings, dotenv_settings

    @property
    def webhook_secret(self) -> str:
        """The secret that Telegram sends with each update: made from the token, so that a standby knows it too."""
        return hmac.digest(self.token.get_secret_value().encode(), b"webhook", "sha256").hex()

    def secrets(self) -> tuple[str, ...]:
        """Return the texts that logs must not show: the token and its key, and passwords both URL-encoded and decoded.

        python-telegram-bot and httpx put them into messages and URLs.
        """
        token = self.token.get_secret_value()
        urls = [urlsplit(secret.get_secret_value()) for secret in (self.proxy, self.database_url) if secret]
        passwords = [url.password or "" for url in urls]
        secrets = [token, token.partition(":")[2], self.webhook_secret, *passwords, *map(unquote, passwords)]
        for url in urls:
            secrets += parse_qs(url.query).get("password", [])
        return tuple(dict.fromkeys(filter(None, secrets)))

    @field_validator("token", mode="after")
    @classmethod
    def _check_token(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if not _TOKEN.fullmatch(token):
            raise ValueError("不是完整的 token，它的样子是 123456:ABC…；请照 @BotFather 给的原样填写")
        return SecretStr(token)

    @field_validator("api_base_url", "api_file_url", mode="after")
    @classmethod
    def _check_api_url(cls, value: str) -> str:
        if not _is_url(value, "http", "https"):
            raise ValueError("不是网址；自建的 Bot API 服务器要写成 http://127.0.0.1:8081/bot 这样")
        return value

    @field_validator("proxy", mode="after")
    @classmethod
    def _check_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _is_url(value.get_secret_value(), "http", "https"):
            raise ValueError("不是 HTTP 代理的网址，要写成 http://127.0.0.1:7890 这样（暂不支持 SOCKS）")
        return value

    @field_validator("listen", mode="after")
    @classmethod
    def _check_listen(cls, value: str | None) -> str | None:
        if value and not (_is_url(f"//{value}", "") and urlsplit(f"//{value}").port and "/" not in value):
            raise ValueError("要写成 主机:端口，例如 127.0.0.1:8080")
        return value

    @field_validator("webhook_url", mode="after")
    @classmethod
    def _check_webhook_url(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        if not _is_url(value, "http", "https") or urlsplit(value).path in _NO_WEBHOOK_PATHS or "?" in value:
            raise ValueError(
                "要写成 https://bot.example.org/telegram 这样，路径不能空着，也不能是 /livez、/readyz、/metrics"
            )
        if "listen" in info.data and not info.data["listen"]:
            raise ValueError("要同时设置 ANLITONG_LISTEN，它的代理把这个网址的请求转到那里")
        return value

    @field_validator("database_url", mode="after")
    @classmethod
    def _set_driver(cls, value: SecretStr) -> SecretStr:
        scheme, colon, rest = value.get_secret_value().strip().partition("://")
        driver = _DRIVERS.get(scheme, scheme)
        if driver not in _DRIVERS.values() or not colon:
            raise ValueError("要以 sqlite:/// 或 postgresql:// 开头，例如 sqlite:///state/anlitong.db")
        if driver == _DRIVERS["sqlite"] and rest in _NO_FILE:
            raise ValueError("sqlite:/// 后面要写数据库文件，例如 sqlite:///state/anlitong.db")
        if driver != _DRIVERS["sqlite"] and not _is_server(f"{driver}://{rest}"):
            raise ValueError(
                "要写成 postgresql://用户:密码@主机:端口/库 这样；用户名和密码里的 @ : / ? # 要写成 %40 %3A %2F %3F %23"
            )
        return SecretStr(f"{driver}://{rest}")

    @field_validator("state_dir", "data_dir", mode="after")
    @classmethod
    def _make_absolute(cls, value: Path | None) -> Path | None:
        return value and Path.cwd() / os.path.expanduser(value)  # noqa: PTH111 - Path's raises for an unknown ~user

    @field_validator("admins", mode="before")
    @classmethod
    def _parse_ids(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        ids = re.split(r"[\s,，、]+", value.strip(" ,，、"))
        wrong = [text for text in ids if not re.fullmatch(r"[0-9]{1,16}", text)]
        if wrong:
            raise ValueError(f"“{'”“'.join(wrong)}”不是用户 id；id 是正整数，几个之间用逗号隔开")
        return frozenset(map(int, ids))

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _normalize_case(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        return value.strip().upper() if info.field_name == "log_level" else value.strip().lower()


def read_settings() -> Settings:
    """Read the environment and the working directory's `.env`.

    Raises `SettingsError`, which names every fault at once and contains no secret.
    """
    try:
        return Settings()  # type: ignore[call-arg]  # the sources provide the arguments
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"{Path.cwd() / '.env'}: 读不出来：{_describe_read_error(error)}") from None
    except ValidationError as error:
        raise SettingsError("\n".join(_describe_faults(error))) from None


def unknown_variables(environment: Iterable[str]) -> list[str]:
    """Return the names of variables that look like settings but are none, such as misspelt ones."""
    known = {f"{PREFIX}{name}".upper() for name in (*Settings.model_fields, *(f"{name}_file" for name in _FROM_FILES))}
    return sorted(name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known)


def _read_secret_files(variables: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return the variables with the content of the files that they name. Raises `SettingsError`."""
    result = dict(variables)
    for setting in _FROM_FILES:
        name = f"{PREFIX}{setting}".lower()
        file = result.pop(f"{name}_file", None)
        if not file:
            continue
        if name in result:
            raise SettingsError(f"{name.upper()}: 和 {name.upper()}_FILE 只能设置一个")
        try:
            result[name] = Path(file.strip()).read_text("utf-8-sig").strip()
        except (OSError, UnicodeError) as error:
            raise SettingsError(f"{name.upper()}_FILE: {file}: 读不出来：{_describe_read_error(error)}") from None
    return result


def _describe_faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():  # never their "input", which may be a secret
        name = PREFIX + str(fault["loc"][0]).upper()
        match fault["type"]:
            case "missing":
                yield (
                    f"{name}: 没有设置。在 Telegram 里找 @BotFather，发送 /newbot 新建机器人（已有的，发送 /token），"
                    f"把它给的 token 写进这个环境变量，或者写进当前目录的 .env，一行：{name}=123456:ABC…"
                )
            case "extra_forbidden":
                yield f"{name}: 没有这个设置（有哪些，见 anlitong run --help）"
            case "literal_error":
                yield f"{name}: 要写 {'、'.join(_QUOTED.findall(fault['ctx']['expected']))} 之一"
            case "zoneinfo_str":
                yield f"{name}: 没有这个时区，要写成 Asia/Shanghai 这样"
            case "value_error":
                yield f"{name}: {fault['ctx']['error']}"
            case "default_factory_not_called":
                continue  # the setting it depends on has a fault of its own
            case _:
                yield f"{name}: 写得不对"


def _default_database(state: Path) -> SecretStr:
    return SecretStr(f"sqlite:///{state / 'anlitong.db'}")


def _is_url(url: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(url.strip())
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_server(url: str) -> bool:
    """Return whether the URL has a valid port and no part of a password outside its place."""
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        return False
    return port != 0 and "@" not in parts.path  # an unescaped / in the password moves the @ into the path


def _describe_read_error(error: OSError | UnicodeError) -> str:
    return "不是 UTF-8 编码的文字" if isinstance(error, UnicodeError) else str(error.strerror)

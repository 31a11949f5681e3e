"""`anlitong doctor`: examine what the bot needs, a finding for each, and say what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

import httpx

from bot.machine import describe_low_disk, describe_wrong_clock, measure_clock_offset
from bot.settings import Settings
from bot.store import StoreError
from bot.store.inspection import inspect_database
from data.faults import DataError
from data.load import load

OK: Final = "正常"
HINT: Final = "提醒"
FAULT: Final = "问题"

TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one thing."""

    level: Literal["正常", "提醒", "问题"]
    subject: str
    text: str
    """What is there, or what is wrong and what to do."""

    def __str__(self) -> str:
        return f"{self.level}  {self.subject}：{self.text}"


class CallError(Exception):
    """A call of the Bot API failed. The message is for the user."""


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield a finding for everything. Nothing is changed, and no secret is shown."""
    checks: tuple[tuple[str, Callable[[Settings], Iterator[Finding]]], ...] = (
        ("token", _examine_bot),
        ("webhook", _examine_webhook),
        ("数据库", _examine_database),
        ("数据", _examine_dataset),
        ("字体", _examine_font),
        ("时钟", _examine_clock),
        ("磁盘", _examine_disk),
    )
    yield Finding(OK, "设置", "都读得懂")
    for subject, check in checks:
        try:
            yield from check(settings)
        except (CallError, StoreError, DataError, OSError) as error:
            yield Finding(FAULT, subject, str(error))


def _examine_bot(settings: Settings) -> Iterator[Finding]:
    me = _call(settings, "getMe")
    yield Finding(OK, "token", f"是 @{me.get('username')} 的")
    if me.get("can_read_all_group_messages"):
        text = "关着，群里的消息都会发给机器人（它只回答写给它的）。不需要的话，向 @BotFather 发送 /setprivacy 打开"
        yield Finding(HINT, "隐私模式", text)
    else:
        yield Finding(OK, "隐私模式", "开着，群里只收到命令和对它的回复；要让 @ 它也有用，见 README")
    if not me.get("supports_inline_queries"):
        yield Finding(HINT, "内联模式", "没有打开，别的聊天里用不了。需要的话，向 @BotFather 发送 /setinline")


def _examine_webhook(settings: Settings) -> Iterator[Finding]:
    info = _call(settings, "getWebhookInfo")
    url, wanted = info.get("url") or "", settings.webhook_url or ""
    if url == wanted:
        if why := info.get("last_error_message"):
            waiting = info.get("pending_update_count", 0)
            text = f"Telegram 最近一次没有送到：{why}（{waiting} 条在等）。请检查代理和证书，见 docs/proxy.md"
            yield Finding(HINT, "webhook", text)
        else:
            yield Finding(OK, "webhook", url or "没有，机器人轮询")
    elif not wanted:
        text = f"还设着 {url}。机器人启动时会删掉它；如果是别的程序设的，请先停掉那个程序"
        yield Finding(HINT, "webhook", text)
    else:
        yield Finding(HINT, "webhook", f"{'还没有设' if not url else f'设的是 {url}'}，机器人启动时会设为 {wanted}")


def _examine_database(settings: Settings) -> Iterator[Finding]:
    found = inspect_database(settings.database_url.get_secret_value())
    revisions = found.revisions
    if revisions is None or revisions.current is None:
        yield Finding(OK, "数据库", f"{found.location} 还没有，机器人第一次启动时新建")
        return
    yield Finding(OK, "数据库", found.location)
    if not revisions.is_usable:
        yield Finding(FAULT, "数据库版本", revisions.describe_newer())
    elif not revisions.is_known:
        yield Finding(HINT, "数据库版本", f"{revisions.current}，比程序新，但是可以用")
    elif revisions.current == revisions.newest:
        yield Finding(OK, "数据库版本", revisions.newest)
    else:
        yield Finding(OK, "数据库版本", f"{revisions.current}，机器人启动时升级到 {revisions.newest}")


def _examine_dataset(settings: Settings) -> Iterator[Finding]:
    dataset = load(settings.data_dir)
    yield Finding(OK, "数据", f"{len(dataset.notices)} 份通知、{len(dataset.cases)} 个案例，版本 {dataset.revision}")


def _examine_font(_: Settings) -> Iterator[Finding]:
    from bot.pictures.fonts import load_font  # noqa: PLC0415 - Pillow takes long to import

    try:
        load_font(20, 400)
    except (OSError, ModuleNotFoundError):
        yield Finding(FAULT, "字体", "读不出来，图画不了。请重新安装 justmytype-intl-cjk（make chat 会装好环境）")
    else:
        yield Finding(OK, "字体", "Noto Sans SC")


def _examine_clock(settings: Settings) -> Iterator[Finding]:
    offset = measure_clock_offset(settings.api_base_url, _proxy(settings))
    if offset is None:
        yield Finding(HINT, "时钟", "连不上 Telegram，没有比较")
    elif why := describe_wrong_clock(offset):
        yield Finding(FAULT, "时钟", f"{why}。请打开时间同步（NTP）")
    else:
        yield Finding(OK, "时钟", "与 Telegram 一致")


def _examine_disk(settings: Settings) -> Iterator[Finding]:
    directory = settings.state_dir
    there = next(folder for folder in (directory, *directory.parents) if folder.exists())
    if why := describe_low_disk(there):
        yield Finding(FAULT, "磁盘", f"{why}。请腾出空间")
    else:
        yield Finding(OK, "磁盘", f"{directory} 还可以用 {shutil.disk_usage(there).free / 1e9:.1f} GB")


def _call(settings: Settings, method: str) -> dict[str, Any]:
    """Call a method without parameters and return its result. Raises `CallError`."""
    url = f"{settings.api_base_url}{settings.token.get_secret_value()}/{method}"
    try:
        with httpx.Client(proxy=_proxy(settings), timeout=TIMEOUT_SECONDS) as client:
            response = client.get(url)
        answer = response.json()
        result = answer["result"] if answer["ok"] else None
    except httpx.HTTPError as error:  # whose message may contain the URL
        raise CallError(
            f"连不上 {settings.api_base_url}（{type(error).__name__}）。请检查网络和 ANLITONG_PROXY"
        ) from None
    except (ValueError, KeyError, TypeError):
        raise CallError(f"{settings.api_base_url} 答的不是 Bot API 的内容，请核对 ANLITONG_API_BASE_URL") from None
    if response.status_code in (401, 404):
        raise CallError("Telegram 不认 ANLITONG_TOKEN 的值：请向 @BotFather 核对，或者换一个新的")
    if not isinstance(result, dict):
        raise CallError(f"Telegram 答 {response.status_code}：{answer.get('description', '')}")
    return result


def _proxy(settings: Settings) -> str | None:
    return settings.proxy.get_secret_value() if settings.proxy else None

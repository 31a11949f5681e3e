"""The texts of /status and /unanswered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.store import WRONG_KIND, UnansweredQuestion
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.rendering.html import truncate
from bot.telegram.services import Services
from data.nouns import shared_noun

MAX_NOTICES = 20
"""Notices that are named: with titles of a hundred characters they fill half a message."""
MAX_FAULTS = 5
"""Faults of notices that are listed."""

DAYS = 30
MAX_QUESTIONS, MAX_LENGTH = 40, 60
"""Questions in one message, each truncated to this many UTF-16 code units."""

_KINDS = {"refuse": "没听懂", "clarify": "反问了", WRONG_KIND: "有人说答得不对"}

_IGNORES_OTHERS = "我只回答 @ 我的、回复我的和 /ask 的，其余一概不理，也不保存。"
READS_ALL = f"隐私模式：关。群里的消息我都收得到；{_IGNORES_OTHERS}"
READS_OWN = "隐私模式：开。群里我只收得到写给我的命令（/ask@…）和对我的回复；只 @ 我，未必收得到。"
READS_AS_ADMIN = f"隐私模式：开，但我在这里是管理员，所以群里的消息都收得到；{_IGNORES_OTHERS}"
_STATUS_NAMES: dict[str, str] = {
    ChatMemberStatus.OWNER: "群主",
    ChatMemberStatus.ADMINISTRATOR: "管理员",
    ChatMemberStatus.MEMBER: "普通成员",
    ChatMemberStatus.RESTRICTED: "受限成员",
    ChatMemberStatus.LEFT: "不在群里",
    ChatMemberStatus.BANNED: "已被移出",
}


async def status_text(services: Services, conversation: ConversationKey) -> str:
    """Return the text of /status: the data, the bot's status in the chat, and its uptime."""
    return "\n".join(
        [
            *_data_lines(services),
            "",
            *await _membership_lines(services, conversation),
            f"已运行：{format_duration(services.steady_clock() - services.started_at)}",
        ]
    )


def _data_lines(services: Services) -> Iterator[str]:
    dataset = services.answerer.engine.dataset
    agencies = {agency for case in dataset.cases for agency in case.agencies}
    counted = shared_noun(dataset.notices).counted(len(dataset.cases))
    yield f"数据：{len(dataset.notices)} 份通知、{counted}、{len(agencies)} 个单位"
    if len(dataset.notices) > MAX_NOTICES:
        yield f"最近的 {MAX_NOTICES} 份："
    # notices are in chronological order
    for notice in dataset.notices[-MAX_NOTICES:]:
        issued = f"，{notice.issued}" if notice.issued else ""
        yield f"· 《{notice.title}》（{shared_noun([notice]).counted(len(notice.cases))}{issued}）"
    if dataset.faults:
        yield f"有错而没有用上的：{len(dataset.faults)} 处"
        yield from (f"· {fault}" for fault in dataset.faults[:MAX_FAULTS])
    yield f"版本：{dataset.revision}"


async def _membership_lines(services: Services, conversation: ConversationKey) -> Iterator[str]:
    if conversation.private:
        return iter(())
    with suppress(TelegramError):
        await services.bot.get_me()  # the privacy mode may have been changed since the start
    try:  # only the status is read: the other fields differ between versions of the Bot API
        member = await services.bot.call("getChatMember", {"chat_id": conversation.chat, "user_id": services.me.id})
    except TelegramError:
        return iter((_privacy_line(services, ""),))
    status = str(member["status"])
    return iter((_privacy_line(services, status), f"我在这里是：{_STATUS_NAMES.get(status, status)}"))


def _privacy_line(services: Services, status: str) -> str:
    if services.me.can_read_all_group_messages:
        return READS_ALL
    return READS_AS_ADMIN if status == ChatMemberStatus.ADMINISTRATOR else READS_OWN


def format_duration(seconds: float) -> str:
    """Format a duration in its two largest units: 3 天 4 小时."""
    span = timedelta(seconds=max(seconds, 0))
    hours, rest = divmod(span.seconds, 3600)
    minutes = rest // 60
    if span.days:
        return f"{span.days} 天 {hours} 小时"
    if hours:
        return f"{hours} 小时 {minutes} 分钟"
    return f"{minutes} 分钟" if minutes else "不到一分钟"


def first_recent(services: Services) -> float:
    """Return the time from which on questions are recent, in seconds since 1970."""
    return services.telegram_clock() - DAYS * 24 * 60 * 60


async def list_unanswered(services: Services) -> list[UnansweredQuestion]:
    """Return the recent questions without an answer, most frequent first. Raises `StoreError`."""
    return await services.store.question_log.count_unanswered(first_recent(services), MAX_QUESTIONS)


async def unanswered_text(services: Services) -> str:
    """Return the text of /unanswered: recent questions without an answer, most frequent first, without who asked."""
    rows = await list_unanswered(services)
    if not rows:
        return f"最近 {DAYS} 天没有答不上来、答得不对的问题。"
    lines = [
        f"{row.count} 次 · {truncate(' '.join(row.question.split()), MAX_LENGTH)}（{_KINDS.get(row.kind, row.kind)}）"
        for row in rows
    ]
    return "\n".join([f"最近 {DAYS} 天没答上来、答得不对的问题，次数多的在前：", "", *lines])

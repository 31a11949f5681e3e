"""The preview of a notice that an administrator imports: what was read, what is doubtful, and the buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.cards.card import Card
from bot.cards.lists import Row, Section
from bot.telegram.conversations.drafts import KEY_LENGTH, StoredDraft
from bot.telegram.rendering.html import render_card
from bot.telegram.rendering.page import Page
from data.notice_import.draft import About, Doubt, DraftCase
from data.nouns import derive_noun

PUBLISH, CANCEL, YAML, WITHDRAW = "publish", "cancel", "yaml", "withdraw"
"""What the buttons do."""
PATTERN = re.compile(rf"n\.(?P<action>{PUBLISH}|{CANCEL}|{YAML}|{WITHDRAW})\.(?P<key>[0-9a-f]{{{KEY_LENGTH}}})")
"""The contents of callback_data."""

HOW_TO_CORRECT = (
    "要改，就回复预览，一行改一处，例如：\n· 标题是…\n· 日期是…\n· 发布单位是…\n· 第 3 个的标题是…\n"
    "· 第 3 个的单位是…、…\n· 去掉第 5 个"
)
MAX_DOUBTS = 30
"""Doubts that are listed: the message must have room for cases."""
MAX_NUMBERS = 3
"""Numbers of cases that a doubt names."""
_LABELS = {PUBLISH: "发布", CANCEL: "取消", YAML: "下载 YAML", WITHDRAW: "撤回"}
_BUTTONS = {"open": (PUBLISH, CANCEL, YAML), "published": (WITHDRAW, YAML), "cancelled": ()}


def render_preview(stored: StoredDraft, *, can_publish: bool = True) -> Page:
    """Render a draft in its present state; `can_publish` is False if there is no data folder to write to."""
    draft = stored.draft
    cases = [case for tier in draft.tiers for case in tier.cases]
    rows = tuple(Row(_describe(case), f"{number}.") for number, case in enumerate(cases, 1))
    noun = derive_noun(draft.title, (tier.name for tier in draft.tiers if tier.name))
    ends = rows if len(rows) <= 2 else (rows[0], rows[-1])
    sections = (
        Section(
            "等次", tuple(Row(f"{tier.name}：{len(tier.cases)} {noun.measure}") for tier in draft.tiers if tier.name)
        ),
        Section("发布不了，请先改好", tuple(map(Row, stored.faults))),
        # once it is published, there is nothing to decide any more
        Section(
            "拿不准的地方",
            tuple(map(Row, _describe_doubts(draft.doubts, cases))) if stored.state == "open" else (),
        ),
        Section(noun.noun if len(rows) <= 2 else f"首尾两{noun.measure}{noun.noun}", ends),
        Section(f"全部 {noun.counted(len(rows))}", rows if len(rows) > 2 else ()),
    )
    card = Card(
        heading=f"《{draft.title or '（没有找到标题）'}》",
        explanation=(
            f"日期：{draft.issued or '没有找到'}",
            f"发布单位：{'、'.join(draft.issuers) or '没有找到'}",
            f"共 {noun.counted(len(cases))}。",
        ),
        sections=tuple(section for section in sections if section.rows),
        notes=tuple(_notes(stored, can_publish=can_publish)),
        choices=Section("", ()),
    )
    actions = [action for action in _BUTTONS[stored.state] if can_publish or action != PUBLISH]
    buttons = [InlineKeyboardButton(_LABELS[action], callback_data=f"n.{action}.{stored.key}") for action in actions]
    return Page(render_card(card, fold=True).html, InlineKeyboardMarkup([buttons]) if buttons else None)


def previewed_draft(message: Message) -> str | None:
    """Return the key of the draft whose preview this message of the bot is; None if it is none, or cancelled."""
    for row in message.reply_markup.inline_keyboard if message.reply_markup else ():
        for button in row:
            if isinstance(button.callback_data, str) and (match := PATTERN.fullmatch(button.callback_data)):
                return match["key"]
    return None


def _notes(stored: StoredDraft, *, can_publish: bool) -> list[str]:
    notes = [stored.remark] if stored.remark else []
    if stored.state == "open":
        if not can_publish:
            notes.append("没有设置 ANLITONG_DATA_DIR，我没有可写的数据文件夹，所以只能下载。")
        elif stored.replaces:
            notes.append(f"数据里已经有这份通知（{stored.draft.id}），发布就替换它，别名和说明沿用，原来的留一份。")
        notes.append(HOW_TO_CORRECT)
    return notes


def _describe(case: DraftCase) -> str:
    return f"{case.title}｜{'、'.join(case.agencies)}" if case.agencies else case.title


def _describe_doubts(doubts: Sequence[Doubt], cases: Sequence[DraftCase]) -> Iterator[str]:
    yield from (_describe_doubt(doubt, cases) for doubt in doubts[:MAX_DOUBTS])
    if len(doubts) > MAX_DOUBTS:
        yield f"还有 {len(doubts) - MAX_DOUBTS} 处"


def _describe_doubt(doubt: Doubt, cases: Sequence[DraftCase]) -> str:
    """Return the doubt with the cases that it is about, by their numbers in the preview; else with its line."""
    if not doubt.line:
        return doubt.message
    is_agency = doubt.about == About.AGENCY
    names = [case.agencies if is_agency else (case.title,) for case in cases]
    about = [number for number, one in enumerate(names, 1) if doubt.about and doubt.name in one]
    if not about:
        return f"第 {doubt.line} 行：{doubt.message}"
    name = f"《{cases[about[0] - 1].title}》" if len(about) == 1 and is_agency else ""
    rest = f"等 {len(about)} 个" if len(about) > MAX_NUMBERS else ""
    return f"第 {'、'.join(map(str, about[:MAX_NUMBERS]))} 个{rest}{name}：{doubt.message}"

"""The conversation that the README shows, answered by the same answerer and renderer as on Telegram."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from telegram import User

from bot.pictures.model import Picture
from bot.store import Store
from bot.telegram.conversations.answerer import Answerer, ConversationKey, Question, Reply
from bot.telegram.rendering.captions import explain_picture, render_caption
from bot.telegram.rendering.page import render_page
from bot.telegram.rendering.photo_buttons import reply_picture
from bot.telegram.rendering.share_links import deep_link
from intents.engine import Engine

QUESTIONS = ("哪些单位做了禁鱼", "上海和浙江都参与、江苏没参与的", "图 杭州", "那宁波呢")
_PICTURE = "图 "
ME = User(1, "案例通", is_bot=True, username="anlitong_bot", supports_inline_queries=True)


@dataclass(frozen=True)
class Turn:
    """A question and its answer."""

    question: str
    html: str
    buttons: tuple[tuple[str, ...], ...]
    sheet: Picture | None = None
    """The content of the answer's picture; html is then its caption."""


async def conversation(engine: Engine) -> list[Turn]:
    """Return the questions with their answers, one after another."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite+aiosqlite:///{Path(folder) / 'state.db'}")
        try:
            answerer = Answerer(engine, store, lambda: 0.0)
            return [await _turn(question, answerer, at) for at, question in enumerate(QUESTIONS)]
        finally:
            await store.close()


async def _turn(question: str, answerer: Answerer, at: int) -> Turn:
    reply = await answerer.ask(
        Question(ConversationKey(1, None, 1, private=True), question.removeprefix(_PICTURE), float(at), at)
    )
    answerer.save_sent(reply.exchange, at, 1)
    if question.startswith(_PICTURE):
        return _picture(question, reply)
    shown = render_page(reply, ME)
    rows = shown.keyboard.inline_keyboard if shown.keyboard else ()
    # a link carries the identifier of its exchange, which differs each time
    html = re.sub('(?<=<a href=")[^"]*', deep_link(ME, ""), shown.html)
    return Turn(question, html, tuple(tuple(button.text for button in row) for row in rows))


def _picture(question: str, reply: Reply) -> Turn:
    sheet = reply_picture(reply)
    assert sheet is not None
    return Turn(question, render_caption(sheet, explain_picture(sheet, reply)), (("文字版",),), sheet)


def to_json(turns: list[Turn]) -> str:
    """Return the conversation as JSON, from which its picture is drawn."""
    return json.dumps([asdict(turn) for turn in turns], ensure_ascii=False)

"""Messages that were sent via the bot, inline or as a guest, to chats that it is not a member of."""

from __future__ import annotations

import time
from typing import Any

from tests.bot.telegram.html_reader import breakable
from tests.e2e.harness.conversation import PATIENCE, Telegram, User

JSON = dict[str, Any]


class InlineMessage:
    """An inline or guest message."""

    def __init__(self, telegram: Telegram, identity: str) -> None:
        self.telegram, self.identity = telegram, identity

    @property
    def now(self) -> JSON:
        """The message in its present state."""
        message: JSON = self.telegram.sent_inline(self.identity)["message"]
        return message

    @property
    def text(self) -> str:
        """Its text, without markup and without marks for the breaking of lines."""
        return breakable(self.now["text"])

    @property
    def buttons(self) -> dict[str, JSON]:
        """Its buttons by label."""
        rows = self.now.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button for row in rows for button in row}

    def data(self, label: str) -> str:
        """Return the callback_data of the button with this label, or of the first whose label contains it."""
        buttons = self.buttons
        found = buttons.get(label) or next(button for text, button in buttons.items() if label in text)
        text: str = found["callback_data"]
        return text

    def press(self, user: User, label: str, notification: str = "") -> str:
        """Press a button and wait for the edit. Returns the new text."""
        edition = self._edition()
        assert user.presses_inline(self.identity, self.data(label)).notification() == notification
        deadline = time.monotonic() + PATIENCE
        while self._edition() == edition:
            assert time.monotonic() < deadline, f"not edited within {PATIENCE} s\n{self.telegram.seen()}"
            time.sleep(0.02)
        return self.text

    def _edition(self) -> int:
        edition: int = self.telegram.sent_inline(self.identity)["edition"]
        return edition


def send_inline(user: User, query: str, title: str = "") -> InlineMessage:
    """Type a query and send the first result whose title contains `title`. Returns its message."""
    typed = user.types(query)
    found = next(result for result in typed.answer()["results"] if title in result["title"])
    identity = typed.choose(found)
    assert identity
    return InlineMessage(user.telegram, identity)

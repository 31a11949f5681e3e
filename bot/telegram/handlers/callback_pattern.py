"""A handler of the presses whose data have a certain form."""

from __future__ import annotations

import re
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler


class PatternCallbackHandler(CallbackQueryHandler[Any, Any]):
    """The library's own takes a press without data for one of any form; this takes none."""

    def __init__(self, callback: Any, form: re.Pattern[str]) -> None:
        super().__init__(callback, form)

    def check_update(self, update: object) -> Any:
        """What the form found in the data; False where it does not fit."""
        pressed = update.callback_query if isinstance(update, Update) else None
        return super().check_update(update) if pressed is not None and pressed.data else False

"""The real bot, whose allowances do not grow again while a test runs, however long the machine takes for it."""

from __future__ import annotations

import sys

from bot import logs
from bot.settings import read_settings
from bot.telegram import app
from bot.telegram.inline.queries import TYPING_RATES
from bot.telegram.transport.throttle import Rates

HOUR = 3600.0


def slow(rates: Rates) -> Rates:
    """Return these rates with the same numbers at once, and no more within an hour."""
    return Rates(user=(rates.user[0], HOUR), chat=(rates.chat[0], HOUR))


if __name__ == "__main__":
    settings = read_settings()
    logs.configure(settings.log_level, settings.log_format, settings.secrets(), sys.stderr)
    vars(app)["TYPING_RATES"] = slow(TYPING_RATES)
    sys.exit(app.main(settings, rates=slow(Rates())))

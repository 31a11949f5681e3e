"""The real bot without Telegram's limits and its own throttles, for measurement.

Run it with `python -m tests.e2e.throughput.unlimited_bot`.
"""

from __future__ import annotations

import sys

from bot import logs
from bot.settings import read_settings
from bot.telegram.app import main
from bot.telegram.rate_limit.limits import Limits
from bot.telegram.transport.throttle import Rates

MANY = 1_000_000

if __name__ == "__main__":
    settings = read_settings()
    logs.configure(settings.log_level, settings.log_format, settings.secrets(), sys.stderr)
    limits = Limits(overall=MANY, group=MANY, chat=MANY, burst=MANY)
    sys.exit(main(settings, limits=limits, rates=Rates(user=(MANY, 0.001), chat=(MANY, 0.001))))

"""Run the server as a process of its own and print its address: `python -m tests.botapi --port 0 --delay 0.05`."""

from __future__ import annotations

import argparse
import sys

from tests.botapi.server import Server
from tests.e2e.harness.bot_process import TOKEN


def main() -> None:
    """Serve until the process is ended."""
    parser = argparse.ArgumentParser(description="A local Bot API server; the other side is at /control/NAME.")
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds of round trip added to every call")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--privacy", action="store_true", help="privacy mode is on")
    parser.add_argument("--flood", action="store_true", help="enforce Telegram's limits")
    chosen = parser.parse_args()
    server = Server(chosen.token, privacy=chosen.privacy, flood=chosen.flood, delay=chosen.delay, port=chosen.port)
    sys.stdout.write(f"{server.url}\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    main()

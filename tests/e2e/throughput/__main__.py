"""Compare the bot's throughput with that of an echo bot of the same library: `python -m tests.e2e.throughput`.

The server is a process of its own that adds 50 ms of round trip to every call. Each bot in turn gets a burst of 200
before anything is measured, then all questions at once, then questions at a steady rate.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

import psutil

from tests.botapi.remote_control import Remote
from tests.e2e.harness.bot_process import ROOT, TOKEN
from tests.e2e.throughput.photo_requests import PhotoRequests, request_photos

DELAY = 0.05
BURST = 200
QUESTIONS = (
    "安徽参与了哪些案例",
    "最佳实践案例一共几个",
    "叉车是谁做的",
    "上海和浙江都参与、江苏没参与的",
    "哪些单位做了禁渔",
    "哪个省参与的案例最多",
    "食品安全追溯",
    "南京参与了吗",
)
BOTS = {
    "echo": ("-m", "tests.e2e.throughput.echo_bot"),
    "anlitong": ("-m", "tests.e2e.throughput.unlimited_bot"),
    "anlitong, drawing pictures": ("-m", "tests.e2e.throughput.unlimited_bot"),
    "anlitong, limits as shipped": ("-m", "bot", "run"),
}
PICTURES = 100
"""Pictures requested during the measurement of a bot that draws."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one bot in one run."""

    rate: float
    """Messages per second, all of them offered at once."""
    steady: float
    """Messages per second, offered at the steady rate."""
    p50: float
    p99: float
    """Seconds to an answer at the steady rate."""
    lost: int
    """Questions without an answer."""
    rss: float
    """Megabytes in memory at the end."""
    cpu: float
    """Milliseconds of processor time per message."""
    pictures: PhotoRequests


def measured(arguments: Sequence[str], count: int, steady: float, pictures: int = 0) -> Figures:
    """Measure one bot with a server of its own while `pictures` pictures are requested."""
    with _server() as server, _bot(server, arguments) as process:
        # The first questions load what an idle bot has not loaded yet.
        _offer(server, BURST, 0)
        seen = psutil.Process(process.pid)
        before = seen.cpu_times()
        with request_photos(server.url, pictures) as wanted:
            # With the limits as shipped, a burst measures only the limits.
            flood = _offer(server, count, 0) if steady > 30 else None
            calm = _offer(server, count, steady)
        times = sorted(latency for latency in calm["latencies"] if latency is not None)
        runs = [calm] if flood is None else [calm, flood]
        after = seen.cpu_times()
        spent = after.user + after.system - before.user - before.system
        return Figures(
            rate=(flood or calm)["answered"] / (flood or calm)["seconds"],
            steady=calm["answered"] / calm["seconds"],
            p50=median(times),
            p99=quantiles(times, n=100)[98],
            lost=sum(run["latencies"].count(None) for run in runs),
            rss=seen.memory_info().rss / 1e6,
            cpu=spent * 1000 / sum(run["answered"] for run in runs),
            pictures=wanted,
        )


def _offer(server: Remote, count: int, rate: float) -> dict[str, Any]:
    found: dict[str, Any] = server.call("offer", texts=list(QUESTIONS), rate=rate, count=count, chats=200)
    return found


@contextmanager
def _server() -> Iterator[Remote]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.botapi", "--delay", str(DELAY)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        remote = Remote(process.stdout.readline().strip())
        yield remote
        remote.close()
    finally:
        process.kill()
        process.wait()


@contextmanager
def _bot(server: Remote, arguments: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryDirectory() as state:
        own = {
            "ANLITONG_TOKEN": TOKEN,
            "ANLITONG_API_BASE_URL": f"{server.url}/bot",
            "ANLITONG_STATE_DIR": state,
            "ANLITONG_LOG_LEVEL": "INFO",
            "NO_PROXY": "127.0.0.1",
        }
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=os.environ | own,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while server.call("polls") == 0:
                assert process.poll() is None, f"{arguments} ended with {process.returncode}"
                time.sleep(0.05)
            yield process
        finally:
            process.terminate()
            process.wait(10)


def main() -> None:
    """Measure the bots in turns; print the medians of each, and their ratios to the echo bot's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--steady", type=float, default=100.0, help="questions a second for the latencies")
    parser.add_argument("--only", action="append", choices=list(BOTS), help="only these bots")
    chosen = parser.parse_args()
    bots = chosen.only or list(BOTS)
    found: dict[str, list[Figures]] = {name: [] for name in bots}
    for _ in range(chosen.runs):
        for name in bots:
            shipped = "shipped" in name
            steady = 25.0 if shipped else chosen.steady
            pictures = PICTURES if "pictures" in name else 0
            count = min(chosen.count, 400) if shipped else chosen.count
            found[name].append(measured(BOTS[name], count, steady, pictures))
    echo = found.get("echo")
    for name, runs in found.items():
        rate, rss = median(run.rate for run in runs), median(run.rss for run in runs)
        steady = median(run.steady for run in runs)
        line = f"{name}: at most {rate:.0f} messages/s; at a steady rate {steady:.0f}/s, "
        line += f"p50 {_ms(runs, 'p50')}, p99 {_ms(runs, 'p99')}; "
        line += f"{median(run.cpu for run in runs):.1f} ms of CPU, {rss:.0f} MB"
        if echo and name != "echo":
            rates = [run.rate / other.rate for run, other in zip(runs, echo, strict=True)]
            calm = [run.steady / other.steady for run, other in zip(runs, echo, strict=True)]
            line += f"; {median(calm):.2f} of the echo bot's steady rate, {median(rates):.2f} of its maximum, "
            line += f"{rss - median(run.rss for run in echo):+.0f} MB"
        if asked := sum(run.pictures.asked for run in runs):
            line += f", {sum(run.pictures.drawn for run in runs)} of {asked} pictures drawn"
        sys.stdout.write(f"{line}, {sum(run.lost for run in runs)} without an answer\n")


def _ms(runs: Sequence[Figures], name: str) -> str:
    return f"{median(getattr(run, name) for run in runs) * 1000:.0f} ms"


if __name__ == "__main__":
    main()

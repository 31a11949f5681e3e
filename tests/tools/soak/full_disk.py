"""Fill the disk of the bot's state directory while questions are asked."""

from __future__ import annotations

import errno
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.botapi.server import Server
from tests.e2e.harness.bot_process import TOKEN, BotProcess

SIZE = "8m"
FULL_SECONDS = 40.0
"""Time for which the disk stays full."""
TOLD_SECONDS = 300.0
"""The most until administrators are told: the monitor waits a hundred times as long as its last check took."""
MOST_SECONDS = 60.0
"""Guarantee: time from free space to what was answered meanwhile being written."""
ADMIN = 777000777


@dataclass(frozen=True, slots=True)
class FullDiskFigures:
    """What happened while the disk was full, and after it."""

    disk: str
    asked: int
    unanswered: int
    slowest: float
    """Seconds to the slowest answer."""
    told: float
    """Seconds until the administrators were told."""
    recovered: float
    """Seconds from free space to the memory being written."""
    remembered: bool
    """Whether a question of that time is followed up after a restart."""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a small file system in memory. Raises `CalledProcessError` if that is not allowed."""
    folder.mkdir(parents=True)
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", "--lazy", str(folder)], check=True)


def measure_full_disk(folder: Path) -> FullDiskFigures | None:
    """Fill a disk and free it again; return None if none can be mounted."""
    try:
        with small_disk(folder / "disk") as disk, Server(TOKEN) as server:
            bot = BotProcess(server, disk / "state", {"ANLITONG_ADMINS": str(ADMIN)})
            bot.log_file = folder / "bot.log"
            try:
                return _measure(bot, disk)
            finally:
                bot.close()
    except (subprocess.CalledProcessError, FileNotFoundError):
        return None


def _measure(bot: BotProcess, disk: Path) -> FullDiskFigures:
    bot.start()
    admin = bot.telegram.user("管理员", identity=ADMIN)
    admin.asks("/status")
    admin.next()
    _fill(disk / "ballast")
    begun = time.monotonic()
    told, slowest, asked, unanswered = 0.0, 0.0, 0, 0
    while time.monotonic() < begun + (FULL_SECONDS if told else TOLD_SECONDS):
        person = bot.telegram.user(f"李{asked}")
        for question, answer in (("安徽参与了哪些案例", "共 17 个案例"), ("那江苏呢", "共 20 个案例")):
            since = time.monotonic()
            person.asks(question)
            asked += 1
            unanswered += answer not in person.next(30).text
            slowest = max(slowest, time.monotonic() - since)
        if not told and any("数据库出了问题" in reply.text for reply in admin.private.waiting()):
            told = time.monotonic() - begun
        time.sleep(0.3)
    (disk / "ballast").unlink()
    freed = time.monotonic()
    bot.wait_for_log("remembered_again", 2 * MOST_SECONDS)
    recovered = time.monotonic() - freed
    bot.restart()
    person.asks("那浙江呢")
    remembered = "共 22 个案例" in person.next(30).text
    assert bot.stop() == 0, bot.log[-4000:]
    bot.check_log()
    return FullDiskFigures(f"tmpfs of {SIZE}", asked, unanswered, slowest, told, recovered, remembered)


def _fill(file: Path) -> None:
    """Write until nothing more fits, by ever smaller pieces."""
    with file.open("wb", buffering=0) as opened:
        for size in (65536, 4096, 512):
            try:
                while opened.write(bytes(size)) == size:
                    pass
            except OSError as error:
                assert error.errno == errno.ENOSPC  # noqa: PT017 - this ends each round

"""The process that draws: it is ended when it takes too long, made anew, and never outlives who started it."""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from signal import SIGALRM, SIGKILL

import psutil
import pytest

from bot.pictures import renderer
from bot.pictures.model import CasePicture
from bot.pictures.pipe import HEADER, READY, framed
from bot.pictures.renderer import CHILD, BusyError, PictureError, Renderer
from tests.bot.pictures.reading import read
from tests.bot.pictures.test_case_layout import CARD


def changed(change: str) -> tuple[str, ...]:
    """The command of a process with changes."""
    run = "import sys; c.main(sys.stdin.buffer, sys.stdout.buffer)"
    return (sys.executable, "-c", f"import bot.pictures.worker as c\n{change}\n{run}")


HANGS_IN_PYTHON = changed("c.SECONDS = 0.2\ndef forever(sheet):\n  while True: pass\nc.drawn = forever")
HANGS_IN_A_LIBRARY = changed("c.SECONDS = 0.2\nc.drawn = lambda sheet: sum(iter(int, 1))")
SLEEPS = changed("import time\nc.drawn = lambda sheet: time.sleep(60)")
DIES = changed("import os\nc.drawn = lambda sheet: os._exit(3)")
FAULTY = changed("c.drawn = lambda sheet: 1 / 0")
NEVER_BEGINS = (sys.executable, "-c", "print('nothing of the kind')")
NOT_THERE = ("/nowhere/python",)


@asynccontextmanager
async def painting(command: tuple[str, ...] = CHILD, **settings: float) -> AsyncIterator[Renderer]:
    it = Renderer(command, **settings)
    try:
        yield it
    finally:
        await it.close()
        assert children() == []


def children() -> list[psutil.Process]:
    return psutil.Process().children()


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not done():  # noqa: ASYNC110 - another process has no event
            await asyncio.sleep(0.01)


async def test_one_process_draws_all() -> None:
    async with painting() as it:
        assert children() == []
        first = read(await it.draw(CARD))
        (process,) = children()
        second = read(await it.draw(CasePicture("乙", 0, ("丙",), ())))
        assert children() == [process]
    assert first.content["tier"] == CARD.tier
    assert first.width == second.width == 1080
    assert second.title == "丙"


@pytest.mark.parametrize("command", [HANGS_IN_PYTHON, HANGS_IN_A_LIBRARY, SLEEPS, DIES, NEVER_BEGINS, NOT_THERE])
async def test_what_fails_is_told_and_leaves_nothing(command: tuple[str, ...]) -> None:
    async with painting(command, seconds=1.0) as it:
        for _ in "12":
            with pytest.raises(PictureError):
                await it.draw(CARD)
            assert children() == []


async def test_an_error_of_ours_ends_nothing() -> None:
    async with painting(FAULTY) as it:
        with pytest.raises(PictureError, match=r"^ZeroDivisionError \(__main__:2\)$"):
            await it.draw(CARD)
        (process,) = children()
        with pytest.raises(PictureError):
            await it.draw(CARD)
        assert children() == [process]


async def test_one_that_died_is_begun_anew() -> None:
    async with painting() as it:
        await it.draw(CARD)
        (process,) = children()
        process.send_signal(SIGKILL)
        await until(lambda: it._process is None or it._process.returncode is not None)  # noqa: SLF001
        assert read(await it.draw(CARD)).title


async def test_who_no_longer_waits_disturbs_nobody() -> None:
    async with painting() as it:
        await it.draw(CARD)
        waiting = [asyncio.create_task(it.draw(CasePicture("", 0, (str(number),), ()))) for number in range(5)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        waiting[3].cancel()
        found = await asyncio.gather(*waiting, return_exceptions=True)
        assert [read(one).title if isinstance(one, bytes) else type(one) for one in found] == [
            asyncio.CancelledError,
            "1",
            "2",
            asyncio.CancelledError,
            "4",
        ]


async def test_too_many_are_turned_away_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "WAITING", 2)
    async with painting(SLEEPS, seconds=60) as it:
        tasks = [asyncio.create_task(it.draw(CARD)) for _ in range(3)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await it.draw(CARD)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_one_without_work_ends() -> None:
    async with painting(idle=0.05) as it:
        await it.draw(CARD)
        (process,) = children()
        await until(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)
        assert read(await it.draw(CARD)).title
        assert children() != [process]


async def test_it_is_nice_to_the_bot() -> None:
    """In a session of its own it would not be, where Linux shares the processor between sessions."""
    async with painting() as it:
        await it.draw(CARD)
        (process,) = children()
        assert os.getsid(process.pid) == os.getsid(0)
        assert os.getpgid(process.pid) == process.pid


async def test_it_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANLITONG_TOKEN", "123:secret")
    async with painting() as it:
        await it.draw(CARD)
        (process,) = children()
        environment = process.environ()
        assert "ANLITONG_TOKEN" not in environment
        assert environment["PATH"] == os.environ["PATH"]


@contextmanager
def started(command: tuple[str, ...]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.read(HEADER.size + 1) == framed(READY)
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("command", [HANGS_IN_PYTHON, HANGS_IN_A_LIBRARY])
def test_it_ends_itself_when_it_takes_too_long(command: tuple[str, ...]) -> None:
    with started(command) as process:
        assert process.stdin is not None
        process.stdin.write(framed(pickle.dumps(CARD)))
        process.stdin.flush()
        assert process.wait(10) == -SIGALRM


def test_it_ends_with_its_input() -> None:
    with started(CHILD) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0


def test_it_lets_others_go_first_and_has_its_limits() -> None:
    with started(CHILD) as process:
        seen = psutil.Process(process.pid)
        assert seen.nice() > psutil.Process().nice()
        assert seen.rlimit(psutil.RLIMIT_AS) == (1 << 30, 1 << 30)


def test_the_bot_itself_never_imports_pillow() -> None:
    code = "import sys, bot.telegram.app; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

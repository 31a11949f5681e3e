"""The worker process: it is killed when it takes too long, started again, and never outlives the bot."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from signal import SIGKILL

import psutil
import pytest

from bot.pictures import renderer, worker
from bot.pictures.model import CasePicture, Picture
from bot.pictures.renderer import BusyError, PictureError, Renderer
from tests.bot.conftest import ROOT
from tests.bot.pictures import faulty
from tests.bot.pictures.reading import read
from tests.bot.pictures.stopping import stop
from tests.bot.pictures.test_case_layout import CARD


@pytest.fixture(autouse=True)
def patient_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a worker, which gives way to all other processes of a busy machine."""
    monkeypatch.setattr(renderer, "START_SECONDS", 60.0)


@asynccontextmanager
async def rendering(draw: Callable[[Picture], bytes] = worker.draw, **limits: float) -> AsyncIterator[Renderer]:
    rendering = Renderer(draw, **limits)
    try:
        yield rendering
    finally:
        await rendering.close()
        assert workers() == []


def workers(pid: int | None = None) -> list[psutil.Process]:
    """Return the workers of this process, or of the process with the id."""
    processes = []
    for child in psutil.Process(pid).children():
        with suppress(psutil.NoSuchProcess):  # it may end meanwhile
            if "--multiprocessing-fork" in child.cmdline():
                processes.append(child)
    return processes


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not done():  # noqa: ASYNC110 - another process has no event
            await asyncio.sleep(0.01)


async def test_one_process_draws_all() -> None:
    async with rendering() as renderer:
        assert workers() == []
        first = read(await renderer.draw(CARD))
        (process,) = workers()
        second = read(await renderer.draw(CasePicture("乙", 0, ("丙",), ())))
        assert workers() == [process]
    assert first.content["tier"] == CARD.tier
    assert first.width == second.width == 1080
    assert second.title == "丙"


@pytest.mark.parametrize("draw", [faulty.hang_in_python, faulty.hang_in_a_library, faulty.sleep, faulty.exit_at_once])
async def test_a_worker_that_ends_raises_and_leaves_nothing(draw: Callable[[Picture], bytes]) -> None:
    async with rendering(draw, seconds=0.2) as renderer:
        for _ in "12":
            with pytest.raises(PictureError, match=r"^BrokenProcessPool$"):
                await renderer.draw(CARD)
            assert workers() == []


async def test_a_worker_that_does_not_end_itself_is_killed() -> None:
    async with rendering() as renderer:
        await renderer.draw(CARD)
        (process,) = workers()
        stop(process)
        with pytest.raises(PictureError, match=r"^TimeoutError$"):
            await renderer.draw(CARD)
        assert workers() == []
        assert read(await renderer.draw(CARD)).title


async def test_a_worker_that_cannot_start_raises() -> None:
    async with rendering() as renderer:
        await renderer.draw(CARD)  # with the tracker of multiprocessing, which starts with the first worker
        await renderer.close()
        multiprocessing.set_executable("/nowhere/python")
        try:
            with pytest.raises(PictureError):
                await renderer.draw(CARD)
        finally:
            multiprocessing.set_executable(sys.executable)
        assert read(await renderer.draw(CARD)).title


@pytest.mark.parametrize(
    ("draw", "why"), [(faulty.divide_by_zero, "ZeroDivisionError"), (faulty.exceed_memory, "MemoryError")]
)
async def test_an_exception_does_not_end_the_worker(draw: Callable[[Picture], bytes], why: str) -> None:
    async with rendering(draw) as renderer:
        with pytest.raises(PictureError, match=rf"^{why} \(tests.bot.pictures.faulty:\d+\)$"):
            await renderer.draw(CARD)
        (process,) = workers()
        with pytest.raises(PictureError):
            await renderer.draw(CARD)
        assert workers() == [process]


async def test_a_worker_that_died_is_started_again() -> None:
    async with rendering() as renderer:
        await renderer.draw(CARD)
        (process,) = workers()
        process.send_signal(SIGKILL)
        await until(lambda: not psutil.pid_exists(process.pid))
        assert read(await renderer.draw(CARD)).title


async def test_a_cancelled_picture_disturbs_no_other() -> None:
    async with rendering() as renderer:
        await renderer.draw(CARD)
        tasks = [asyncio.create_task(renderer.draw(CasePicture("", 0, (str(number),), ()))) for number in range(5)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        tasks[3].cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [read(png).title if isinstance(png, bytes) else type(png) for png in results] == [
            asyncio.CancelledError,
            "1",
            "2",
            asyncio.CancelledError,
            "4",
        ]


async def test_too_many_pictures_are_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "MAX_WAITING", 2)
    async with rendering(faulty.sleep, seconds=60) as busy:
        tasks = [asyncio.create_task(busy.draw(CARD)) for _ in range(3)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await busy.draw(CARD)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_an_idle_worker_ends() -> None:
    async with rendering(idle_seconds=0.05) as renderer:
        await renderer.draw(CARD)
        (process,) = workers()
        await until(lambda: not workers())
        assert read(await renderer.draw(CARD)).title
        assert workers() != [process]


async def test_the_worker_has_its_limits() -> None:
    """In a session of its own it would not be nice, where Linux shares the processor between sessions."""
    async with rendering() as renderer:
        await renderer.draw(CARD)
        (process,) = workers()
        assert os.getsid(process.pid) == os.getsid(0)
        assert os.getpgid(process.pid) == process.pid
        assert process.nice() > psutil.Process().nice()
        assert process.rlimit(psutil.RLIMIT_AS) == (1 << 30, 1 << 30)


BOT = """\
import asyncio, sys
from bot.pictures.renderer import Renderer
from tests.bot.pictures.test_case_layout import CARD

async def main():
    await Renderer().draw(CARD)
    print("drawn", file=sys.stderr, flush=True)
    await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.mark.parametrize("stopped", [False, True])
def test_the_worker_ends_with_a_bot_that_is_killed(tmp_path: Path, *, stopped: bool) -> None:
    script = tmp_path / "killed.py"
    script.write_text(BOT, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], stderr=subprocess.PIPE, env=environment) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"drawn\n"
        (child,) = workers(process.pid)
        if stopped:
            stop(child)
        children = psutil.Process(process.pid).children()
        process.kill()
        _, alive = psutil.wait_procs(children, 30)
        assert alive == []


def test_the_bot_itself_never_imports_pillow() -> None:
    code = "import sys, bot.telegram.app; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

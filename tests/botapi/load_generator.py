"""Questions at a steady rate, and how long their answers took: for measuring, cheaply, inside the server."""

from __future__ import annotations

import asyncio
import time

from tests.botapi.errors import JSON
from tests.botapi.telegram.telegram_state import World
from tests.botapi.telegram.user_actions import says, user


async def offer(
    world: World, *, texts: list[str], rate: float, count: int, chats: int = 200, within: float = 60.0
) -> JSON:
    """Send `count` questions, `rate` a second (0: all at once), in turn to so many private chats; wait for the answers.

    latencies: seconds from a question's coming in to the receipt of the first message to its chat that was sent for it,
    in the order of the questions, null for what was not answered; seconds: from the first question to the last answer.
    Answers in a chat are taken to come in the order of its questions.
    """
    asked: list[tuple[int, float]] = []
    people = [user(world, name=f"问{place}", language="zh-hans")["id"] for place in range(chats)]
    known = {chat: len(world.chats[chat].posts) for chat in people}
    assert not any(known.values())
    arrived: dict[int, list[float]] = {chat: [] for chat in people}
    world.watch = lambda chat: arrived[chat].append(time.monotonic()) if chat in arrived else None
    begin = time.monotonic()
    for number in range(count):
        if rate:
            await asyncio.sleep(max(0.0, begin + number / rate - time.monotonic()))
        chat = people[number % chats]
        asked.append((chat, time.monotonic()))
        says(world, user=chat, chat=chat, text=texts[number % len(texts)])
    deadline = time.monotonic() + within
    await world.wait(lambda: sum(map(len, arrived.values())) >= count or None, deadline - time.monotonic())
    world.watch = None
    answers = {chat: iter(times) for chat, times in arrived.items()}
    latencies = [None if (answer := next(answers[chat], None)) is None else answer - since for chat, since in asked]
    last = max((times[-1] for times in arrived.values() if times), default=begin)
    return {"latencies": latencies, "seconds": last - begin, "answered": sum(map(len, arrived.values()))}

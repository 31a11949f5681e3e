"""Generate questions at a steady rate inside the server, and measure how long the answers take."""

from __future__ import annotations

import asyncio
import time

from tests.botapi.errors import JSON
from tests.botapi.telegram.telegram_state import TelegramState
from tests.botapi.telegram.user_actions import says, user


async def offer(
    state: TelegramState, *, texts: list[str], rate: float, count: int, chats: int = 200, within: float = 60.0
) -> JSON:
    """Send `count` questions, `rate` per second (0: all at once), to `chats` private chats in turn; await the answers.

    Returns latencies: seconds from the arrival of a question to the receipt of the first message sent to its chat for
    it, in the order of the questions, null if unanswered; seconds: from the first question to the last answer. Answers
    in a chat are assumed to come in the order of its questions.
    """
    asked: list[tuple[int, float]] = []
    people = [user(state, name=f"问{place}", language="zh-hans")["id"] for place in range(chats)]
    known = {chat: len(state.chats[chat].posts) for chat in people}
    # An earlier message would be taken for an answer.
    assert not any(known.values())
    arrived: dict[int, list[float]] = {chat: [] for chat in people}
    # The receipt is timed inside the server: polling for it would cost processor time.
    state.watch = lambda chat: arrived[chat].append(time.monotonic()) if chat in arrived else None
    begin = time.monotonic()
    for number in range(count):
        if rate:
            await asyncio.sleep(max(0.0, begin + number / rate - time.monotonic()))
        chat = people[number % chats]
        asked.append((chat, time.monotonic()))
        says(state, user=chat, chat=chat, text=texts[number % len(texts)])
    deadline = time.monotonic() + within
    await state.wait(lambda: sum(map(len, arrived.values())) >= count or None, deadline - time.monotonic())
    state.watch = None
    answers = {chat: iter(times) for chat, times in arrived.items()}
    latencies = [None if (answer := next(answers[chat], None)) is None else answer - since for chat, since in asked]
    last = max((times[-1] for times in arrived.values() if times), default=begin)
    return {"latencies": latencies, "seconds": last - begin, "answered": sum(map(len, arrived.values()))}

"""Generate questions at a steady rate inside the server, and measure how long the answers take."""

from __future__ import annotations

import asyncio
import time

from tests.botapi.errors import JSON
from tests.botapi.telegram.memberships import chat as new_chat
from tests.botapi.telegram.telegram_state import TelegramState
from tests.botapi.telegram.user_actions import says, user


async def offer(
    state: TelegramState,
    *,
    texts: list[str],
    rate: float,
    count: int,
    chats: int = 200,
    groups: int = 0,
    within: float = 60.0,
) -> JSON:
    """Send `count` questions, `rate` per second (0: all at once), to `chats` private chats in turn; await the answers.

    `groups` of as many people each are asked in turn with them.

    Returns latencies: seconds from the arrival of a question to the receipt of the first message sent to its chat for
    it, in the order of the questions, null if unanswered; seconds: from the first question to the last answer. Answers
    in a chat are assumed to come in the order of its questions.
    """
    asked: list[tuple[int, float]] = []
    people = [user(state, name=f"问{place}", language="zh-hans")["id"] for place in range(chats)]
    rooms = [new_chat(state, kind="supergroup", title=f"处室{place}")["id"] for place in range(groups)]
    places = people + rooms
    known = {chat: len(state.chats[chat].posts) for chat in places}
    # An earlier message would be taken for an answer.
    assert not any(known.values())
    arrived: dict[int, list[float]] = {chat: [] for chat in places}
    # The receipt is timed inside the server: polling for it would cost processor time.
    state.watch = lambda chat: arrived[chat].append(time.monotonic()) if chat in arrived else None
    begin = time.monotonic()
    for number in range(count):
        if rate:
            await asyncio.sleep(max(0.0, begin + number / rate - time.monotonic()))
        chat, text = places[number % len(places)], texts[number % len(texts)]
        asked.append((chat, time.monotonic()))
        if chat in rooms:
            says(state, user=people[number % chats], chat=chat, text=f"/ask {text}")
        else:
            says(state, user=chat, chat=chat, text=text)
    deadline = time.monotonic() + within
    await state.wait(lambda: sum(map(len, arrived.values())) >= count or None, deadline - time.monotonic())
    state.watch = None
    answers = {chat: iter(times) for chat, times in arrived.items()}
    latencies = [None if (answer := next(answers[chat], None)) is None else answer - since for chat, since in asked]
    last = max((times[-1] for times in arrived.values() if times), default=begin)
    return {"latencies": latencies, "seconds": last - begin, "answered": sum(map(len, arrived.values()))}

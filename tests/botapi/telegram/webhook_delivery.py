"""Post the bot's updates to its webhook, one after the other, and again until they are accepted."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx

from tests.botapi.errors import JSON

if TYPE_CHECKING:
    from tests.botapi.telegram.update_queue import UpdateQueue

RETRY_SECONDS = 0.2
"""Telegram's pauses are longer, and grow."""


class WebhookDelivery:
    """The delivery to one webhook; `stop` ends it."""

    def __init__(self, queue: UpdateQueue, url: str, secret: str) -> None:
        self.url = url
        self.error: JSON = {}
        """What getWebhookInfo tells of the last failure."""
        self.statuses: list[int] = []
        """The response to each attempt; 0 for none."""
        self._queue, self._secret = queue, secret
        self._task = asyncio.get_running_loop().create_task(self._run())

    def stop(self) -> None:
        """End the delivery; an update that is on its way is posted to the next webhook, too."""
        self._task.cancel()

    async def _run(self) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        async with httpx.AsyncClient(trust_env=False, timeout=60.0, headers=headers) as client:
            while True:
                update = await self._queue.first()
                try:
                    status = (await client.post(self.url, json=update)).status_code
                    what = f"Wrong response from the webhook: {status}"
                except httpx.HTTPError as error:
                    status, what = 0, type(error).__name__
                self.statuses.append(status)
                if status == httpx.codes.OK:
                    self._queue.confirm(update["update_id"] + 1)
                else:
                    self.error = {"last_error_date": int(time.time()), "last_error_message": what}
                    await asyncio.sleep(RETRY_SECONDS)

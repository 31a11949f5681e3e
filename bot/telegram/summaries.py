"""What a subscription is sent on an occasion: a notice in short, what changed in it, or a day's case."""

from __future__ import annotations

from bot.store import Subscription
from bot.telegram.house import House
from bot.telegram.letter import Letter


class Summaries:
    """Makes the messages of occasions; what readers have in common is made once. `Summaries().render` is a `Render`.

    DELIVERY: wanted of the store: `Outbox.received(subscription: int, notice: str) -> str | None`, the revision of the
    notice that was last *sent* to the subscription (state sent), so that whoever missed a revision that was superseded
    before its turn is told of all that changed since the one that they have.
    """

    async def render(self, house: House, subscription: Subscription, occasion: str) -> Letter | None:
        """The message for this subscription; None where there is nothing to send to it, now and later.

        That is where nothing matches its filter, where the revision is no longer the one that the data has (a newer one
        has an occasion of its own), and where the day is over. Raises `StoreError`; `ValueError` for no occasion.
        """
        raise NotImplementedError

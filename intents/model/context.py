"""The state of a conversation that a follow-up question is read against."""

from __future__ import annotations

from data.record import record
from intents.model.query import Filter, InRegion, Query

MAX_EARLIER = 3
"""The maximum number of earlier questions to which a user can return."""
MAX_AGE_SECONDS = 15 * 60
"""The age of a context after which a question starts a new conversation."""


@record
class Context:
    """The state of a conversation after an answer; `Engine.ask` takes it with the next question."""

    query: Query
    """The last question."""
    listing: Query | None
    """The last question that was answered with a list of cases; positions (第二个) refer to this list."""
    card: Query | None
    """The case that the conversation is about; None if it is about none or several."""
    revision: str
    """The revision of the dataset that answered."""
    at: float | None = None
    """Time of the answer, in seconds since the epoch; None never expires (a reply to a card)."""
    earlier: tuple[Query, ...] = ()
    """The questions before the last one, the latest first."""
    said: tuple[Filter, ...] = ()
    """The conditions that the last message put in the place of others; those beside them were taken over."""
    is_doubtful: bool = False
    """Whether the last question was refused; `query` is then the part of it that could be read."""

    @property
    def conditions(self) -> tuple[Filter, ...]:
        """All that the last question named: its conditions, what it compared, and whose agencies it asked for."""
        whose = (InRegion(code) for code in self.query.scope.within)
        return (self.query.where, *self.query.items, *whose, *self.query.scope.parts)

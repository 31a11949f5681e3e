"""What goes into the store and comes out of it."""

from __future__ import annotations

from dataclasses import dataclass


class StoreError(Exception):
    """The database cannot be used; the message, `file: what`, is for whoever runs the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat, and what the bot is in it."""

    id: int
    type: str
    """private, group, supergroup or channel."""
    title: str = ""
    active: bool = True
    """Whether messages can be sent to it."""
    forum: bool = False
    """Whether it has topics."""
    rights: str = "member"
    """What the bot is: member, administrator, restricted, left or kicked."""
    reason: str = ""
    """Why it is not active; empty where it is."""
    at: float
    """When it was last seen, in seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question (or a press of a button) and what was answered."""

    id: int
    """From `Store.next_id`."""
    chat: int
    topic: int | None = None
    """The forum topic's message_thread_id; None outside of topics."""
    asker: int
    """Who asked: a user's id, or the id of the chat that they speak for."""
    question: str | None
    """What was asked; None where it was a press, or long ago (see `Store.prune`)."""
    question_message: int | None = None
    """The question's message id."""
    answer_message: int | None = None
    """The answer's message id; None until it has been sent (see `Store.set_answer_message`)."""
    kind: str
    """The answer's kind (`intents.model.answer.Kind`)."""
    context: str | None = None
    """The conversation's context after it, as `intents.serialization.codec` writes it; None where it left none."""
    options: tuple[str, ...] = ()
    """The questions that its numbered choices ask."""
    parent: int | None = None
    """The exchange that this one was opened from."""
    revision: str
    """The dataset's revision that answered."""
    page: int = 0
    """The page shown."""
    at: float
    """When it was asked, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that found no answer, without who asked it."""

    question: str
    kind: str
    """refuse or clarify."""
    count: int
    """How often it was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A chat, or a topic of it, that wants to be sent something."""

    id: int
    chat: int
    topic: int | None = None
    """The forum topic's message_thread_id; None outside of topics."""
    kind: str
    """notice: what is new or revised; daily: a case a day."""
    query: str | None = None
    """The filter, as `intents.serialization.codec` writes it; None for everything."""
    minute: int | None = None
    """When a daily one is due, in minutes after midnight."""
    active: bool = True
    """Whether it is sent to; False where the chat cannot be written to, until `Subscriptions.resume`."""
    reason: str = ""
    """Why it is not active; empty where it is."""
    by: int
    """Who subscribed: a user's id, or the id of the chat that they speak for."""
    at: float
    """When they did, in seconds since 1970; the last time, if more than once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A revision of a notice that this database knows of."""

    notice: str
    """The notice's id."""
    revision: str
    snapshot: str = ""
    """What it said, in whatever form the next revision is compared with."""
    previous: str | None = None
    """The revision that was the newest when this one came; None where the notice was new."""
    at: float
    """When it was announced, in seconds since 1970; the last time, if it came back."""

    @property
    def event(self) -> str:
        """The occasion of announcing it: `notice:<id>@<revision>`."""
        return f"notice:{self.notice}@{self.revision}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message that is to be sent: what occasion, and to whom."""

    id: int
    event: str
    subscription: Subscription
    attempts: int
    """How often sending it has been begun."""
    unanswered: int
    """How often it was begun and nobody knows how that ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of an occasion so far."""

    event: str
    sent: int = 0
    failed: int = 0
    skipped: int = 0
    pending: int = 0
    unanswered: int = 0
    """Sends whose answer never came; each of them may have arrived, beside the one that is recorded."""
    retryable: int = 0
    """Of those that failed, the ones that `Outbox.retry` would try: their subscription is active."""
    reasons: tuple[tuple[str, int], ...] = ()
    """Why they failed, or wait for another attempt: the most frequent first, with how many."""
    recent_sent: int = 0
    """How many were sent lately."""
    recent_since: float | None = None
    """When the first of those was sent, in seconds since 1970."""
    first_sent_at: float | None = None
    """When the first was sent, in seconds since 1970."""
    last_sent_at: float | None = None
    """When the last was."""

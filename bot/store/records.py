"""Records that the store reads and writes."""

from __future__ import annotations

from dataclasses import dataclass

MAX_CHAT_ID = (1 << 52) - 1
"""The largest id of a chat (https://core.telegram.org/bots/api#chat); larger ones stand for inline messages."""

WRONG_KIND = "wrong"
"""The kind of an exchange that stores that somebody called the answer of its `parent` wrong."""


class StoreError(Exception):
    """The database cannot be used. The message, `file: reason`, is for the operator."""


class UnreachableError(StoreError):
    """The database cannot be reached or is locked at present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat and the status of the bot in it."""

    id: int
    type: str
    """private, group, supergroup or channel."""
    title: str = ""
    active: bool = True
    """True if messages can be sent to it."""
    forum: bool = False
    """True for a forum, which has topics."""
    rights: str = "member"
    """The status of the bot: member, administrator, restricted, left or kicked."""
    reason: str = ""
    """The reason why it is not active; empty if it is."""
    at: float
    """Time of its last update, in seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question (or the press of a button) and its answer."""

    id: int
    """From `Store.next_id`."""
    chat: int
    topic: int | None = None
    """The forum topic's message_thread_id; None outside of topics."""
    asker: int
    """The id of the user who asked, or of the chat on whose behalf they did; 0 if nobody did, and after 90 days."""
    question: str | None
    """The text of the question; None for the press of a button and after 90 days (`Store.prune`)."""
    question_message: int | None = None
    """The question's message id."""
    answer_message: int | None = None
    """The answer's message id; None until it has been sent (see `Store.set_answer_message`)."""
    kind: str
    """The answer's kind: one of `intents.model.answer.Kind`, map, export or summary (of a notice).

    Of no answer: `WRONG_KIND`, inline (a question that nobody has asked yet) and report (of a broadcast).
    """
    context: str | None = None
    """The context for follow-ups, as `intents.serialization.codec` writes it; None if the answer leaves none."""
    options: tuple[str, ...] = ()
    """The questions that the numbered choices ask."""
    parent: int | None = None
    """The id of the exchange that this one was opened from."""
    revision: str
    """The version of the dataset that the answer is based on."""
    page: int = 0
    """The number of the page shown."""
    at: float
    """Time of the question, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question without an answer, or with one that was called wrong; it does not say who asked."""

    question: str
    kind: str
    """refuse, clarify or `WRONG_KIND`."""
    count: int
    """Number of times it was asked, or its answer called wrong."""


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """How many questions of one kind came from one kind of chat; it does not say who asked."""

    surface: str
    """private, group, or elsewhere: messages sent inline or as a guest."""
    kind: str
    """That of the exchanges (`Exchange.kind`)."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A subscription of a chat or topic."""

    id: int
    chat: int
    topic: int | None = None
    """The forum topic's message_thread_id; None outside of topics."""
    kind: str
    """notice (new and revised notices), daily (one case a day) or weekly (a digest)."""
    query: str | None = None
    """The filter, as `intents.serialization.codec` writes it; None for all cases."""
    minute: int | None = None
    """Due time: of a daily one in minutes after midnight, of a weekly one after the midnight before Monday."""
    quiet_from: int | None = None
    quiet_until: int | None = None
    """Hours in which nothing is sent, in minutes after midnight; None for none."""
    active: bool = True
    """False while it is suspended, because the chat refuses messages (see `Subscriptions.resume`)."""
    reason: str = ""
    """The reason why it is not active; empty if it is."""
    by: int
    """The id of the user who subscribed, or of the chat on whose behalf they did."""
    at: float
    """Time of the last request to subscribe, in seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A revision of a notice that was announced to subscribers."""

    notice: str
    """The notice's id."""
    revision: str
    snapshot: str = ""
    """The content, as `data.snapshot` writes it; later revisions are compared with it."""
    previous: str | None = None
    """The revision before this one; None if the notice was new."""
    at: float
    """Time of its last announcement, in seconds since 1970."""

    @property
    def event(self) -> str:
        """The event of announcing it: `notice:<id>@<revision>`."""
        return f"notice:{self.notice}@{self.revision}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message to send: an event and a recipient."""

    id: int
    event: str
    subscription: Subscription
    attempts: int
    """Number of times sending has begun."""
    unanswered: int
    """Number of times sending has begun without a known outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The state of an event's deliveries."""

    event: str
    sent: int = 0
    failed: int = 0
    skipped: int = 0
    pending: int = 0
    unanswered: int = 0
    """Attempts without an answer; each may have arrived in addition to the recorded message."""
    retryable: int = 0
    """Failed deliveries that `Outbox.retry` would repeat: those of active subscriptions."""
    reasons: tuple[tuple[str, int], ...] = ()
    """Reasons of failures and postponements with their counts, most frequent first."""
    recent_sent: int = 0
    """Number of messages sent recently."""
    recent_since: float | None = None
    """Time of the first of them, in seconds since 1970."""
    first_sent_at: float | None = None
    """Time of the first message, in seconds since 1970."""
    last_sent_at: float | None = None
    """Time of the last message, in seconds since 1970."""

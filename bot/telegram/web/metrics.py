"""The measurements in the text format of Prometheus."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Metric, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from bot.heartbeat import Heartbeat
from bot.store import OutboxState
from bot.telegram.measurements import LATENCY_BOUNDS, Measurements


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is exposed."""

    measurements: Measurements
    leader: bool
    """False for a standby."""
    heartbeat: Heartbeat | None
    """The last of this process."""
    outbox: OutboxState | None
    """None for a standby, and while the database cannot be read."""


def expose(snapshot: Snapshot) -> bytes:
    """Return the metrics as text."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Metrics(snapshot))
    ProcessCollector(registry=registry)  # memory, processor time, open files
    return generate_latest(registry)


class _Metrics(Collector):
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def describe(self) -> Iterable[Metric]:
        """Return nothing: a registry that serves once has no names to compare."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Yield all metrics of the bot."""
        measurements, beat = self._snapshot.measurements, self._snapshot.heartbeat
        yield GaugeMetricFamily(
            "anlitong_leader", "1 if this process runs the bot, 0 for a standby.", self._snapshot.leader
        )
        dataset = beat.dataset if beat else ""
        build = GaugeMetricFamily(
            "anlitong_build", "The version of the program and of the data; 1.", labels=["version", "revision"]
        )
        build.add_metric([version("anlitong"), dataset], 1)
        yield build
        answers = CounterMetricFamily("anlitong_answers", "Answers shown.", labels=["surface", "kind"])
        for labels, count in measurements.answers.items():
            answers.add_metric(labels, count)
        yield answers
        repairs = CounterMetricFamily(
            "anlitong_repaired_answers", "Answers with a repaired typing error.", labels=["surface"]
        )
        for surface, count in measurements.repairs.items():
            repairs.add_metric([surface], count)
        yield repairs
        yield _latency(measurements)
        errors = CounterMetricFamily(
            "anlitong_failed_calls", "Failed calls of the Bot API.", labels=["method", "error"]
        )
        for labels, count in measurements.failed_calls.items():
            errors.add_metric(labels, count)
        yield errors
        if beat is not None and not beat.standby:
            yield from _of_leader(beat)
        if self._snapshot.outbox is not None:
            yield from _of_outbox(self._snapshot.outbox)


def _latency(measurements: Measurements) -> HistogramMetricFamily:
    bounds = [*map(str, LATENCY_BOUNDS), "+Inf"]
    total, buckets = 0, []
    for bound, count in zip(bounds, measurements.latency.counts, strict=True):
        total += count
        buckets.append((bound, float(total)))
    family = HistogramMetricFamily("anlitong_answer_seconds", "From the arrival of an update to the end of its answer.")
    family.add_metric([], buckets, measurements.latency.total)
    return family


def _of_leader(beat: Heartbeat) -> Iterator[Metric]:
    if beat.polled is not None:
        yield GaugeMetricFamily("anlitong_poll_age_seconds", "Since the last successful poll.", beat.polled)
    yield GaugeMetricFamily("anlitong_loop_lag_seconds", "Delay of the event loop.", beat.lag)
    yield GaugeMetricFamily("anlitong_database_up", "1 if the database can be written.", not beat.database)


def _of_outbox(outbox: OutboxState) -> Iterator[Metric]:
    rows = GaugeMetricFamily("anlitong_outbox_rows", "Messages to subscribers, of 90 days.", labels=["state"])
    for state, count in outbox.rows.items():
        rows.add_metric([state], count)
    yield rows
    overdue = max(time.time() - outbox.oldest, 0.0) if outbox.oldest is not None else 0.0
    yield GaugeMetricFamily("anlitong_outbox_oldest_due_seconds", "Since the oldest pending message was due.", overdue)
    yield GaugeMetricFamily(
        "anlitong_outbox_unconfirmed_sends",
        "Sends with an unknown outcome; no more messages than these arrived twice.",
        outbox.unconfirmed,
    )

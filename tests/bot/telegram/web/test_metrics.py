from __future__ import annotations

import time

from prometheus_client.parser import text_string_to_metric_families
from telegram.error import BadRequest, NetworkError

from bot.heartbeat import Heartbeat
from bot.store import OutboxState
from bot.telegram.measurements import Measurements
from bot.telegram.web.metrics import Snapshot, expose


def samples(snapshot: Snapshot) -> dict[str, float]:
    """Return each sample by its name and the values of its labels, in the order of their names."""
    families = text_string_to_metric_families(expose(snapshot).decode())
    return {
        f"{sample.name}{''.join(f' {sample.labels[label]}' for label in sorted(sample.labels))}": sample.value
        for family in families
        for sample in family.samples
    }


def test_all_that_is_measured_is_exposed() -> None:
    now = [100.0]
    measurements = Measurements(lambda: now[0])
    measurements.note_arrival()
    now[0] += 0.02
    measurements.note_answer("private", "cases", repairs=2)
    measurements.note_answer("group", "refuse")
    now[0] += 90
    measurements.note_answer("private", "cases")
    for error in (BadRequest("x"), NetworkError("x"), BadRequest("y")):
        measurements.note_failed_call("sendMessage", error)
    beat = Heartbeat(at=1.0, polled=3.0, lag=0.5, dataset="abc")
    outbox = OutboxState({"pending": 2, "sent": 5, "failed": 0, "skipped": 0}, 4, time.time() - 60)
    found = samples(Snapshot(measurements, leader=True, heartbeat=beat, outbox=outbox))
    assert found["anlitong_leader"] == 1
    assert [name for name in found if name.startswith("anlitong_build abc ")]
    assert found["anlitong_answers_total cases private"] == 2
    assert found["anlitong_answers_total refuse group"] == 1
    assert found["anlitong_repaired_answers_total private"] == 1
    assert found["anlitong_answer_seconds_bucket 0.025"] == 2
    assert found["anlitong_answer_seconds_bucket 60.0"] == 2
    assert found["anlitong_answer_seconds_bucket +Inf"] == found["anlitong_answer_seconds_count"] == 3
    assert 90 < found["anlitong_answer_seconds_sum"] < 91
    assert found["anlitong_failed_calls_total BadRequest sendMessage"] == 2
    assert found["anlitong_failed_calls_total NetworkError sendMessage"] == 1
    assert (found["anlitong_poll_age_seconds"], found["anlitong_loop_lag_seconds"]) == (3.0, 0.5)
    assert found["anlitong_database_up"] == 1
    assert (found["anlitong_outbox_rows pending"], found["anlitong_outbox_rows sent"]) == (2, 5)
    assert 60 <= found["anlitong_outbox_oldest_due_seconds"] < 90
    assert found["anlitong_outbox_unconfirmed_sends"] == 4
    assert found["process_resident_memory_bytes"] > 1e6


def test_a_standby_exposes_that_it_is_one() -> None:
    found = samples(Snapshot(Measurements(), leader=False, heartbeat=Heartbeat(at=1.0, standby=True), outbox=None))
    assert found["anlitong_leader"] == 0
    assert not [name for name in found if "outbox" in name or "database" in name]


def test_a_database_that_fails_is_exposed() -> None:
    found = samples(
        Snapshot(Measurements(), leader=True, heartbeat=Heartbeat(at=1.0, database="x.db: 磁盘满了"), outbox=None)
    )
    assert found["anlitong_database_up"] == 0

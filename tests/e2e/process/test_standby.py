"""Two processes on one database: the second waits, and takes over when the first ends."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.e2e.conftest import StartBot
from tests.e2e.harness.sample_notices import TITLES, SampleNotices
from tests.postgres import Postgres

QUESTION, ANSWER = "安徽参与了哪些案例", "共 17 个案例"
STANDBY = "另一个进程正在用这个数据库"
TAKE_OVER_SECONDS = 30


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shared.db'}"
    made: str = request.getfixturevalue("new_postgres")()
    return made


def test_a_standby_takes_over_amid_a_broadcast(start_bot: StartBot, url: str, tmp_path: Path) -> None:
    news = SampleNotices(tmp_path / "data")
    data = str(news.folder)
    leader = start_bot(ANLITONG_DATA_DIR=data, ANLITONG_DATABASE_URL=url)
    people = [leader.telegram.user(f"王{number}") for number in range(60)]
    for person in people:
        person.asks("/subscribe")
    for person in people:
        person.next(30)
    standby = start_bot(beside=leader, polls=False, ANLITONG_DATA_DIR=data, ANLITONG_DATABASE_URL=url)
    standby.wait_for_log(STANDBY)
    news.add(next(iter(TITLES)))
    people[0].next()
    time.sleep(0.3)
    leader.kill()
    people[1].asks(QUESTION)
    people[1].private.next_with(ANSWER, TAKE_OVER_SECONDS)  # its notice may come before or after, or twice
    for person in people[2:]:  # in any order: what was under way is asked for again, or had to wait
        person.next(TAKE_OVER_SECONDS)
    leader.telegram.settle()
    in_progress = int(standby.log.partition("sends=")[2].split()[0]) if "sends=" in standby.log else 0
    assert sum(len(person.private.waiting()) for person in people[2:]) <= in_progress
    again = start_bot(beside=leader, polls=False, ANLITONG_DATA_DIR=data, ANLITONG_DATABASE_URL=url)
    again.wait_for_log(STANDBY)
    assert standby.stop() == 0
    people[1].asks("那江苏呢")
    people[1].private.next_with("共 20 个案例", TAKE_OVER_SECONDS)


def test_a_standby_ends_on_a_signal(start_bot: StartBot, url: str) -> None:
    leader = start_bot(ANLITONG_DATABASE_URL=url)
    standby = start_bot(beside=leader, polls=False, ANLITONG_DATABASE_URL=url)
    standby.wait_for_log(STANDBY)
    assert standby.stop() == 0


def test_a_leader_survives_a_restart_of_the_server(start_bot: StartBot, new_postgres: Postgres) -> None:
    url = new_postgres()
    first = start_bot(ANLITONG_DATABASE_URL=url)
    second = start_bot(beside=first, polls=False, ANLITONG_DATABASE_URL=url)
    second.wait_for_log(STANDBY)
    new_postgres.stop()
    new_postgres.start()
    li = first.telegram.user("李")
    for _ in range(4):
        li.asks(QUESTION)
        assert ANSWER in li.next(TAKE_OVER_SECONDS).text
        time.sleep(2)
    # either the leader was faster, or it made way
    running = [bot for bot in (first, second) if bot.running]
    assert len(running) == 2 or first.wait() == 1
    assert "lock_lost" in first.log or STANDBY in second.log

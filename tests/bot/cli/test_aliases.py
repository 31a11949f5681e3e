from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.cli.aliases import MAX_WORDS, read_unanswered, suggest
from bot.store import Exchange, Store, StoreError, UnansweredQuestion
from data.load import load
from data.model import Case, Dataset, Tier
from intents.engine import Engine


def with_paraphrases(paraphrases: Callable[[Case], tuple[str, ...]]) -> Dataset:
    """The shipped data with other paraphrases: each takes a question."""
    data = load()

    def changed(tier: Tier) -> Tier:
        return replace(tier, cases=tuple(replace(case, paraphrases=paraphrases(case)) for case in tier.cases))

    return replace(data, notices=tuple(replace(one, tiers=tuple(map(changed, one.tiers))) for one in data.notices))


ENGINE = Engine(with_paraphrases(lambda case: case.paraphrases[:3]))


def entries(*unanswered: UnansweredQuestion) -> dict[str, tuple[str, list[str]]]:
    """The suggestions by the title of their case: the whole entry, and the aliases in it."""
    found = {}
    for entry in suggest(ENGINE, unanswered):
        first = entry.splitlines()[0]
        found[first.split(" ", 2)[2]] = (entry, (yaml.safe_load(entry) or {}).get("aliases", []))
    return found


def test_what_is_suggested_can_be_pasted_and_is_new() -> None:
    found = entries()
    assert found
    for case in ENGINE.dataset.cases:
        _, aliases = found.get(case.title, ("", []))
        assert len(aliases) <= MAX_WORDS
        assert not {*case.aliases, case.title}.intersection(aliases)
        assert not set(aliases).intersection(ENGINE.dataset.topics)


def test_a_question_without_an_answer_stands_at_the_case_it_may_mean() -> None:
    short = UnansweredQuestion("不许下江打鱼", "refuse", 3)
    long = UnansweredQuestion("渔民不许下江打鱼是不是", "refuse", 1)
    entry, aliases = entries(short, long)["推进“长江禁渔”长三角协同监管"]
    assert "问过 3 次：不许下江打鱼" in entry
    assert short.question in aliases
    assert "问过 1 次" in entry
    assert long.question not in aliases
    assert yaml.safe_load(entry)["paraphrases"] == [long.question]


def test_a_question_with_marks_can_be_pasted() -> None:
    asked = UnansweredQuestion("打鱼: [不许], 江上", "refuse", 1)
    entry, _ = entries(asked)["推进“长江禁渔”长三角协同监管"]
    assert yaml.safe_load(entry)["paraphrases"] == [asked.question]


def test_paraphrases_that_do_not_reach_their_case_are_shown() -> None:
    reached, lost, short = "异地买的能退", "叉车司机工资多少钱", "天气"
    engine = Engine(with_paraphrases(lambda case: (reached, lost, short) if case.title.startswith("深入") else ()))
    entry, *_ = suggest(engine)
    assert f"到不了：{lost}" in entry
    assert f"到不了：{reached}" not in entry
    assert short in yaml.safe_load(entry)["aliases"]
    assert lost not in yaml.safe_load(entry)["aliases"]


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANLITONG_TOKEN", "1:" + "a" * 35)
    monkeypatch.setenv("ANLITONG_STATE_DIR", str(tmp_path))
    return tmp_path


async def fill(file: Path) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{file}")
    one = Exchange(
        id=store.next_id(), chat=1, asker=1, question="不许下江打鱼", kind="refuse", revision="1", at=time.time()
    )
    await store.add(one)
    await store.close()


def test_unanswered_questions_are_read_from_the_database(state: Path) -> None:
    asyncio.run(fill(state / "anlitong.db"))
    assert [(row.question, row.count) for row in read_unanswered()] == [("不许下江打鱼", 1)]


def test_no_database_is_made(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_unanswered() == []
    assert not list(state.iterdir())
    monkeypatch.delenv("ANLITONG_TOKEN")
    assert read_unanswered() == []


def test_a_broken_database_is_reported(state: Path) -> None:
    (state / "anlitong.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError):
        read_unanswered()

from __future__ import annotations

import subprocess
import sys

import pytest

from data.load import load
from intents.engine import Engine
from intents.language.normalize import normalize
from intents.meaning import offers
from intents.meaning.offers import Offers, subject_of
from tests.intents.meaning.test_nearest import Kept

ENGINE = Engine(load())
READER = ENGINE._understanding  # noqa: SLF001 - what a question is read with

SUBJECTS = {
    "places and units are left out": ("上海的渔民不许下江打鱼", "的渔民不许下江打鱼"),
    "an amount is asked for": ("叉车多少钱", None),
    "letters without a meaning": ("asdf qwer 鱼鱼", None),
    "one character": ("嗨", None),
}


@pytest.mark.parametrize(("question", "text"), SUBJECTS.values(), ids=SUBJECTS)
def test_the_subject_of_a_question(question: str, text: str | None) -> None:
    found = READER.understand(normalize(question))
    subject = subject_of(found.text, found.reading)
    assert (subject.text if subject else None) == text


def offered(made: Offers, question: str) -> list[str]:
    found = READER.understand(normalize(question))
    return [case.title for case in made.find(found.text, found.reading)]


QUESTION = "渔民不许下江打鱼"


def test_much_data_is_prepared_in_advance_or_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "MAX_CASES_AT_ONCE", 1)
    kept = Kept()
    made = Offers(ENGINE.index, kept)
    assert offered(made, QUESTION) == []
    made.prepare()
    assert offered(made, QUESTION)
    assert offered(Offers(ENGINE.index, kept), QUESTION)


def test_nothing_is_offered_while_another_thread_prepares() -> None:
    made = Offers(ENGINE.index)
    with made._preparing:  # noqa: SLF001 - as that thread does
        assert offered(made, QUESTION) == []
    assert offered(made, QUESTION)


def test_only_a_question_that_is_not_understood_imports_numpy() -> None:
    code = (
        "import sys; from data.load import load; from intents.engine import Engine;"
        "engine = Engine(load(), eager=False);"
        "kinds = [engine.ask(question)[0].kind for question in ('安徽参与了哪些案例', '叉车', '安徽改革多少钱')];"
        "before = 'numpy' in sys.modules; engine.ask('渔民不许下江打鱼'); print(*kinds, before, 'numpy' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout
    assert out.split()[-2:] == ["False", "True"], out

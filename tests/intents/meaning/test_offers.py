from __future__ import annotations

import subprocess
import sys

import pytest

from data.load import load
from intents.engine import Engine
from intents.language.normalize import normalize
from intents.meaning import offers
from intents.meaning.offers import Offers, may_be_about_a_case
from tests.intents.meaning.test_nearest import Kept

ENGINE = Engine(load())
READER = ENGINE._understanding  # noqa: SLF001 - what a question is read with

ABOUT = {
    "other words for a subject": ("上海的渔民不许下江打鱼", True),
    "how it is done": ("娃娃乘车不买票是怎么做的", True),
    "how it came about": ("怎样让门票看年龄不看身高", True),
    "how it is done together": ("叉车年检几省怎么统一", True),
    "how cases do it": ("加油机怎么检定，有案例吗", True),
    "what a bureau did": ("特设处管厂里搬货的车", True),
    "which case it is": ("厂里搬货的车怎么验是哪个", True),
    "how to do it": ("营业执照怎么办理", False),
    "how long it takes": ("公司核名要多久", False),
    "an amount": ("叉车司机工资多少钱", False),
    "letters without a meaning": ("asdf qwer 鱼鱼", False),
    "one character": ("嗨", False),
}


@pytest.mark.parametrize(("question", "expected"), ABOUT.values(), ids=ABOUT)
def test_whether_a_question_may_be_about_a_case(question: str, *, expected: bool) -> None:
    text = normalize(question)
    assert may_be_about_a_case(text.clean, READER.understand(text).reading) is expected


def test_what_was_typed_is_compared_and_not_its_repair() -> None:
    found = READER.understand(normalize("校服太贵"))
    assert "太湖" in found.text.clean
    assert offered(Offers(ENGINE.index), "校服太贵") == []


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

"""Tests of the scores, with answers made by hand."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.questions.eval import __main__ as command
from tests.questions.eval import misses, robustness, runner, tables, targets
from tests.questions.eval.runner import ActualAnswer, AskedTurn
from tests.questions.eval.score import ASKED, EXACT, KIND_ONLY, OTHER, REFUSED, SILENT, outcome, wrong_fields
from tests.questions.expected import Gold
from tests.questions.gold import Item, Turn

ONE, TWO = "n/1/1", "n/1/2"
ANHUI = "安徽参与了哪些案例"


def cases(*names: str) -> Gold:
    return Gold("cases", cases=frozenset(names))


@pytest.mark.parametrize(
    ("gold", "got", "expected"),
    [
        (cases(ONE, TWO), ActualAnswer("cases", cases=(TWO, ONE)), EXACT),
        (cases(), ActualAnswer("cases"), EXACT),
        (cases(ONE), ActualAnswer("cases", cases=(ONE, ONE)), SILENT),
        (cases(ONE, TWO), ActualAnswer("cases", cases=(ONE,)), SILENT),
        (cases(ONE), ActualAnswer("card", cases=(ONE,)), KIND_ONLY),
        (Gold("count", cases=frozenset({ONE}), value=1), ActualAnswer("cases", cases=(ONE,)), KIND_ONLY),
        (Gold("count", cases=frozenset({ONE}), value=1), ActualAnswer("yes_no", cases=(ONE,), value=2), SILENT),
        (Gold("yes_no", yes=False, cases=frozenset()), ActualAnswer("cases"), SILENT),
        (cases(ONE), ActualAnswer("units", agencies=("甲",)), SILENT),
        (cases(ONE), ActualAnswer("none"), SILENT),
        (cases(ONE), ActualAnswer("refuse"), REFUSED),
        (cases(ONE), ActualAnswer("help"), REFUSED),
        (cases(ONE), ActualAnswer("clarify"), ASKED),
        (cases(ONE), ActualAnswer("error"), OTHER),
        (Gold("cases", order=(ONE, TWO)), ActualAnswer("cases", cases=(ONE, TWO)), EXACT),
        (Gold("cases", order=(ONE, TWO)), ActualAnswer("cases", cases=(TWO, ONE)), SILENT),
        (Gold("yes_no", yes=True), ActualAnswer("yes_no", yes=False), SILENT),
        (Gold("yes_no", yes=False), ActualAnswer("yes_no"), SILENT),
        (Gold("count", value=0), ActualAnswer("count"), SILENT),
        (Gold("rank", ranking=(("浙", 2), ("苏", 1))), ActualAnswer("rank", ranking=(("苏", 1), ("浙", 2))), SILENT),
        (Gold("units", agencies=frozenset("甲乙")), ActualAnswer("units", agencies=("乙", "甲")), EXACT),
        (Gold("cases", cases=frozenset({ONE}), repairs=True), ActualAnswer("cases", cases=(ONE,)), SILENT),
        (
            Gold("cases", cases=frozenset({ONE}), repairs=True),
            ActualAnswer("cases", cases=(ONE,), repairs=(("a", "b"),)),
            EXACT,
        ),
        (Gold("refuse"), ActualAnswer("cases", cases=(ONE,)), SILENT),
        (Gold("refuse", options=True), ActualAnswer("refuse"), OTHER),
        (Gold("refuse"), ActualAnswer("help"), OTHER),
        (Gold("refuse"), ActualAnswer("none"), OTHER),
        (Gold("refuse"), ActualAnswer("clarify"), ASKED),
        (Gold("none", value=0), ActualAnswer("none", value=0), EXACT),
        (Gold("none", value=0), ActualAnswer("none"), OTHER),
        (Gold("none"), ActualAnswer("cases", cases=(ONE,)), SILENT),
        (Gold("none"), ActualAnswer("refuse"), REFUSED),
        (Gold("clarify"), ActualAnswer("clarify"), EXACT),
        (Gold("clarify"), ActualAnswer("cases"), SILENT),
    ],
)
def test_outcomes(gold: Gold, got: ActualAnswer, expected: str) -> None:
    assert outcome(gold, got) == expected


def test_every_field_that_differs_is_named() -> None:
    one, unit = frozenset({ONE}), frozenset("甲")
    gold = Gold("count", one, unit, 1, yes=True, ranking=(("甲", 1),), order=(ONE,), options=True, repairs=True)
    every = ["kind", "cases", "agencies", "value", "yes", "ranking", "order", "options", "repairs"]
    assert wrong_fields(gold, ActualAnswer("cases")) == every


class Parrot:
    """A fake engine that knows some questions, refuses the others, and counts the turns in its context."""

    def __init__(self, **answers: ActualAnswer) -> None:
        self.answers = answers
        self.contexts: list[Any] = []

    def ask(self, text: str, context: Any = None) -> tuple[Any, Any]:
        self.contexts.append(context)
        if text == "坏":
            raise ValueError(text)
        got = self.answers.get(text, ActualAnswer("refuse"))
        answer = SimpleNamespace(
            **{field: getattr(got, field) for field in ("kind", "understood", "value", "yes", "ranking")},
            repairs=[SimpleNamespace(source=source, target=target) for source, target in got.repairs],
            cases=[SimpleNamespace(id=case) for case in got.cases],
            agencies=[SimpleNamespace(name=name) for name in got.agencies],
            options=[SimpleNamespace(question=question) for question in got.options],
        )
        return answer, (context or 0) + 1


def item(*turns: Turn, kind: str = "region") -> Item:
    return Item("dev", "dev/a.yaml", 7, kind, turns, None)


@pytest.fixture
def parrot(monkeypatch: pytest.MonkeyPatch) -> Parrot:
    bird = Parrot(
        **{
            ANHUI: ActualAnswer("cases", "地区：安徽", cases=(ONE,)),
            "安徽？": ActualAnswer("clarify", options=("甲", ANHUI)),
        }
    )
    monkeypatch.setattr(runner, "load_engine", lambda _: bird)
    monkeypatch.setattr(robustness, "load_engine", lambda _: bird)
    return bird


def test_turns_share_a_context_and_questions_do_not(parrot: Parrot) -> None:
    good, bad = Turn(ANHUI, cases(ONE)), Turn("坏", Gold("refuse"))
    asked = list(runner.ask_all([item(good, bad, good), item(good)]))
    assert parrot.contexts == [None, 1, 1, None]
    assert [one.before for one in asked] == [None, 1, 1, None]
    assert [one.got.kind for one in asked] == ["cases", "error", "cases", "cases"]
    assert asked[1].got.understood.startswith("ValueError: 坏 (test_eval.py:")


@pytest.mark.parametrize(
    ("text", "expected"), [(ANHUI, "right"), ("安徽？", "offered"), ("安辉", "refused"), ("坏", "other")]
)
def test_an_edit_is_right_or_asked_or_wrong(
    parrot: Parrot, monkeypatch: pytest.MonkeyPatch, text: str, expected: str
) -> None:
    monkeypatch.setattr(robustness, "perturb", lambda _name, _question: text)
    asked = list(runner.ask_all([item(Turn(ANHUI, Gold("cases", cases=frozenset({ONE}))))]))
    assert parrot.contexts == [None]
    assert [one.result for one in robustness.edit_all(asked, ["dropped"])] == [expected]


@pytest.mark.parametrize("kind", ["repair", "region"])
def test_a_question_with_a_typo_is_not_edited(parrot: Parrot, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(robustness, "perturb", lambda _name, _question: ANHUI)
    asked = list(runner.ask_all([item(Turn(ANHUI, cases(ONE)), kind=kind)]))
    names = [one.name for one in robustness.edit_all(asked, ["dropped", "polite"])]
    assert names == (["polite"] if kind == "repair" else ["dropped", "polite"])
    assert len(parrot.contexts) == 1 + len(names)


def made(*answers: tuple[Gold, ActualAnswer]) -> list[AskedTurn]:
    return [AskedTurn(item(Turn("问", gold)), 0, got, None, 0.002) for gold, got in answers]


def test_tables() -> None:
    refuse, right = Gold("refuse"), ActualAnswer("cases", cases=(ONE,))
    asked = made(
        (cases(ONE), right), (cases(ONE), ActualAnswer("refuse")), (refuse, ActualAnswer("refuse")), (refuse, right)
    )
    by_class, refusals, confusion = tables.tables(asked)
    assert by_class.rows == (
        ("region", "4", "50.0", "-", "25.0", "25.0", "-", "-"),
        ("ALL", "4", "50.0", "-", "25.0", "25.0", "-", "-"),
    )
    assert refusals.rows[:2] == (("refuse: precision", "50.0", "1", "2"), ("refuse: recall", "50.0", "1", "2"))
    assert confusion.rows[0] == ("answer", "1", "-", "-", "1", "-", "-")
    assert by_class.markdown().splitlines()[2:4] == [
        "| class | n | exact | kind only | silent | refused | asked | other |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    assert by_class.plain().splitlines()[2] == "region  4   50.0          -    25.0     25.0      -      -"


def test_edits_are_counted_by_name() -> None:
    one = made((cases(ONE), ActualAnswer("refuse")))[0]
    edited = [
        robustness.Edited(one, "dropped", "问", one.got, result) for result in ("right", "asked", "silent", "right")
    ]
    assert tables.robustness_table(edited).rows[-1] == ("ALL", "4", "75.0", "50.0", "-", "25.0", "-", "25.0", "-", "-")


def test_a_miss_names_what_is_missing_and_what_is_superfluous() -> None:
    got = ActualAnswer("card", "地区：安徽 → 1 个案例", (("安微", "安徽"),), cases=(TWO,))
    assert misses.miss(made((cases(ONE), got))[0]).splitlines() == [
        "silent  region  dev/a.yaml:7",
        "  问",
        "  want  cases  cases {1/1}",
        "  got   card  cases (1) −{1/1} +{1/2}",
        "        地区：安徽 → 1 个案例  [安微→安徽]",
    ]


def test_targets() -> None:
    right = (cases(ONE), ActualAnswer("cases", cases=(ONE,)))
    assert targets.shortfalls(made(*[right] * 100), [], heldout=False) == []
    missed = made(*[right] * 97, *[(cases(ONE), ActualAnswer("none"))] * 3)
    for heldout, exact, silent in (
        (False, targets.EXACT_DEV, targets.SILENT_DEV),
        (True, targets.EXACT_HELDOUT, targets.SILENT_HELDOUT),
    ):
        assert targets.shortfalls(missed, [], heldout=heldout) == [
            f"exact: 97.00 %, not {exact} %",
            f"silently wrong: 3.00 %, more than {silent} %",
        ]


def test_the_command_prints_and_gates(
    parrot: Parrot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [item(Turn(ANHUI, cases(ONE))), item(Turn("南京", cases(TWO)), kind="unit")]
    monkeypatch.setattr(command, "read_parts", lambda _parts: (items, ["dev/a.yaml:1: a fault"]))
    assert command.main(["--fails", "--gate"]) == 1
    out, err = capsys.readouterr()
    assert "refused  unit  dev/a.yaml:7\n  南京\n" in out
    assert f"exact: 50.00 %, not {targets.EXACT_DEV} %" in out
    assert err == "dev/a.yaml:1: a fault\n"
    assert command.main(["--class", "region", "--gate"]) == 0
    assert "100.0" in capsys.readouterr().out
    assert command.main(["--file", "nowhere", "--markdown"]) == 0
    assert command.main(["--ask", "南京", "--perturb", "polite"]) == 0
    assert "polite" in capsys.readouterr().out
    assert parrot.contexts == [None] * 5

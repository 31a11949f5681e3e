from __future__ import annotations

from collections.abc import Callable
from io import BytesIO, StringIO
from typing import cast

import pytest

from bot.cards.card import REPHRASE
from bot.cli.repl import COMMANDS, HELP, Repl, answer_lines
from bot.cli.sessions import Question, Reply, Sessions
from data.model import Dataset
from intents.model.answer import Answer, Option

OPTIONS = (Option("甲", "甲的案例"), Option("乙", "乙的案例"))


class ScriptedSessions:
    """Sessions that give the answers they were made with, and record the questions."""

    def __init__(self, dataset: Dataset, *answers: Answer) -> None:
        self.dataset = dataset
        self.asked: list[Question] = []
        self._answers = iter(answers)

    def reply(self, question: Question) -> Reply:
        self.asked.append(question)
        return Reply(next(self._answers))

    def help(self) -> Answer:
        return Answer("help", "我是案例通。", options=OPTIONS)

    def tasks(self) -> dict[str, str]:
        return {"查甲": "甲的案例", "查乙": "乙的案例"}


Start = Callable[..., tuple[Repl, ScriptedSessions]]


@pytest.fixture
def start(dataset: Dataset) -> Start:
    def start(*answers: Answer) -> tuple[Repl, ScriptedSessions]:
        sessions = ScriptedSessions(dataset, *answers)
        return Repl(cast("Sessions", sessions)), sessions

    return start


CLARIFY = Answer("clarify", "哪个？", options=OPTIONS)
CARD = Answer("card", "甲")
LIST = Answer("cases", "共 2 个案例：", options=OPTIONS)


@pytest.mark.parametrize(
    ("shown", "typed", "asked"),
    [
        (CLARIFY, "1", "甲的案例"),
        (CLARIFY, " ２ ", "乙的案例"),
        (CLARIFY, "3", "3"),
        (CLARIFY, "9" * 5000, "9" * 5000),
        (CLARIFY, "甲", "甲"),
        (CLARIFY, "第1个", "第1个"),
        (CARD, "1", "1"),
        (CARD, "0", "0"),
        (CARD, "都不是", "都不是"),
    ],
)
def test_a_number_chooses_the_option_that_was_shown(start: Start, shown: Answer, typed: str, asked: str) -> None:
    repl, sessions = start(shown, CARD)
    repl.reply(Question("问"))
    repl.reply(Question(typed))
    assert [question.text for question in sessions.asked] == ["问", asked]
    assert len({question.chat for question in sessions.asked}) == 1


def test_option_numbers_continue_those_of_the_list(start: Start, dataset: Dataset) -> None:
    repl, sessions = start(Answer("cases", "共 2 个案例：", cases=dataset.cases[:2], options=OPTIONS), CARD)
    repl.reply(Question("问"))
    repl.reply(Question("3"))
    assert sessions.asked[-1].text == "甲的案例"


@pytest.mark.parametrize("typed", ["0", "０", "都不是"])
def test_neither_can_be_chosen_after_an_ambiguous_question(start: Start, typed: str) -> None:
    repl, sessions = start(CLARIFY, CARD)
    repl.reply(Question("问"))
    reply = repl.reply(Question(typed))
    assert reply
    assert reply.answer.heading == REPHRASE
    repl.reply(Question("1"))  # of the questions that work
    assert [question.text for question in sessions.asked] == ["问", "甲的案例"]


def test_options_are_those_of_the_last_answer(start: Start) -> None:
    repl, sessions = start(CLARIFY, CARD, CARD)
    for typed in ("问", "1", "1"):
        repl.reply(Question(typed))
    assert [question.text for question in sessions.asked] == ["问", "甲的案例", "1"]


@pytest.mark.parametrize("typed", ["/quit", "退出", " 退出 "])
def test_quit_commands(start: Start, typed: str) -> None:
    repl, sessions = start()
    assert repl.reply(Question(typed)) is None
    assert not sessions.asked


def test_piped_lines_are_answered_as_text(dataset: Dataset) -> None:
    sessions, out = ScriptedSessions(dataset, CARD, LIST), StringIO()
    answer_lines(cast("Sessions", sessions), BytesIO('问一\n\n \n{"text": "问二"}\n退出\n问三\n'.encode()), out)
    assert out.getvalue() == "甲\n\n共 2 个案例：\n\n也可以问：\n1. 甲\n2. 乙\n"
    assert [question.text for question in sessions.asked] == ["问一", '{"text": "问二"}']


def test_help_lists_tasks_and_commands(start: Start) -> None:
    repl, sessions = start()
    for typed in HELP:
        reply = repl.reply(Question(typed))
        assert reply is not None
        assert reply.answer.notes == ("能做的：查甲（甲的案例），查乙（乙的案例）。", COMMANDS)
    assert not sessions.asked


@pytest.mark.parametrize(
    ("typed", "command"), [("/foo", "/foo"), ("/ask 安徽", "/ask"), ("/帮助", "/帮助"), (" /安徽\t最佳 ", "/安徽")]
)
def test_an_unknown_command_is_none(start: Start, typed: str, command: str) -> None:
    repl, sessions = start()
    reply = repl.reply(Question(typed))
    assert reply is not None
    assert (reply.answer.kind, reply.answer.heading) == ("refuse", f"没有 {command} 这个命令。提问不用加 /。")
    assert reply.answer.options == OPTIONS
    assert not sessions.asked


@pytest.mark.parametrize("typed", ["/", "安徽/江苏", "/安徽/江苏", "/，安徽"])
def test_a_slash_alone_is_no_command(start: Start, typed: str) -> None:
    repl, sessions = start(CARD)
    repl.reply(Question(typed))
    assert [question.text for question in sessions.asked] == [typed]


def test_words_after_help_change_nothing(start: Start) -> None:
    repl, sessions = start()
    reply = repl.reply(Question("/help 安徽"))
    assert reply is not None
    assert (reply.answer.kind, sessions.asked) == ("help", [])

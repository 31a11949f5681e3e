"""One conversation at a terminal, however it is drawn: commands, options chosen by number, questions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, TextIO

from bot.cards.card import NEITHER, REPHRASE, build_card, number_options, to_plain_text
from bot.cli.json_lines import read_questions
from bot.cli.sessions import Question, Reply, Sessions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intents.model.answer import Answer, Option

HELP = ("/help", "帮助")
QUIT = ("/quit", "退出")
EXPLAIN = ("/explain", "explain", "解释")

COMMANDS = (
    "命令：/help 这段说明，/explain 解释上一问，/quit 退出。输入数字，就选下面的那一项。要表格，用 anlitong ask --csv。"
)
NO_COMMAND = "没有 {} 这个命令。提问不用加 /。"

_COMMAND = re.compile(r"(/\w+)(?:\s.*)?", re.DOTALL)
"""/foo, /foo 安徽."""
_CHAT = "terminal"
_MAX_DIGITS = 8


class Repl:
    """A conversation that remembers which options can be chosen now."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self._options: Mapping[int, Option] = {}
        self._is_unclear = False

    def help(self) -> Answer:
        """Return the help by tasks; its questions can be chosen from now on."""
        tasks = "，".join(f"{task}（{question}）" for task, question in self.sessions.tasks().items())
        return self._remember_options(self.sessions.help().with_(notes=(f"能做的：{tasks}。", COMMANDS)))

    def explain(self, typed: str) -> str | None:
        """Return the explanation of the last question as lines of text; None if the typed text does not ask for it."""
        if typed.strip() not in EXPLAIN:
            return None
        from bot.cli.explain import NOTHING_TO_EXPLAIN, format_explanation  # noqa: PLC0415 - few chats need it

        explanation = self.sessions.explain()
        return format_explanation(explanation) if explanation is not None else f"{NOTHING_TO_EXPLAIN}\n"

    def reply(self, question: Question) -> Reply | None:
        """Return the reply to the typed text, or None if it ends the conversation."""
        typed = question.text.strip()
        if typed in QUIT:
            return None
        number = int(typed) if typed.isdecimal() and len(typed) <= _MAX_DIGITS else -1
        command = _COMMAND.fullmatch(typed)
        if typed in HELP or (command and command[1] in HELP):
            return Reply(self.help().with_(question=question.text))
        if command and command[1] not in (*EXPLAIN, *QUIT):
            heading = NO_COMMAND.format(command[1])
            return Reply(self.help().with_(question=question.text, kind="refuse", heading=heading))
        if number in self._options:
            question = replace(question, text=self._options[number].question)
        elif (number == 0 or typed == NEITHER) and self._is_unclear:
            return Reply(
                self._remember_options(replace(self.sessions.help(), question=question.text, heading=REPHRASE))
            )
        reply = self.sessions.reply(replace(question, chat=_CHAT))
        self._remember_options(reply.answer)
        return reply

    def _remember_options(self, answer: Answer) -> Answer:
        self._options = number_options(answer)
        self._is_unclear = answer.kind == "clarify"
        return answer


def answer_lines(sessions: Sessions, stdin: BinaryIO, out: TextIO) -> None:
    """Answer each line of `stdin` as plain text, with a blank line between two answers."""
    repl = Repl(sessions)
    separator = ""  # none before the first answer
    for question in read_questions(stdin, objects=False):
        if not question.text.strip():
            continue
        text = repl.explain(question.text)
        if text is None:
            reply = repl.reply(question)
            if reply is None:
                return
            text = f"{to_plain_text(build_card(reply.answer, sessions.dataset, reply.query))}\n"
        out.write(f"{separator}{text}")
        out.flush()
        separator = "\n"

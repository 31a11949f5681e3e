"""One conversation at a terminal, whatever draws it: words of command, choices by number, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO, TextIO

from bot.cards.card import NEITHER, build_card, number_options, to_plain_text
from bot.cli.json_lines import questions
from bot.cli.sessions import Question, Reply, Sessions
from intents.model.answer import Answer, Option

HELP = ("/help", "帮助")
REPHRASE = "那请换个说法再问，比如："
QUIT = ("/quit", "退出")

_CHAT = "terminal"
_DIGITS = 9


class Repl:
    """A conversation with the desk, which remembers what can be chosen now."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self._choices: Mapping[int, Option] = {}
        self._unclear = False

    def help(self) -> Answer:
        """What can be asked; its questions can be chosen from now on."""
        return self._shown(self.sessions.help())

    def reply(self, question: Question) -> Reply | None:
        """The reply to what was typed; None when the conversation is over."""
        typed = question.text.strip()
        if typed in QUIT:
            return None
        number = int(typed) if typed.isdecimal() and len(typed) < _DIGITS else -1
        if typed in HELP:
            question = replace(question, text="帮助")
        elif number in self._choices:
            question = replace(question, text=self._choices[number].question)
        elif (number == 0 or typed == NEITHER) and self._unclear:
            return Reply(self._shown(replace(self.sessions.help(), question=question.text, heading=REPHRASE)))
        reply = self.sessions.reply(replace(question, chat=_CHAT))
        self._shown(reply.answer)
        return reply

    def _shown(self, answer: Answer) -> Answer:
        self._choices = number_options(answer)
        self._unclear = answer.kind == "clarify"
        return answer


def read_out(sessions: Sessions, stdin: BinaryIO, out: TextIO) -> None:
    """Answer what is piped in, line by line, as plain text with a blank line between two answers."""
    dialogue = Repl(sessions)
    between = ""
    for question in questions(stdin, objects=False):
        if not question.text.strip():
            continue
        reply = dialogue.reply(question)
        if reply is None:
            return
        out.write(f"{between}{to_plain_text(build_card(reply.answer, sessions.dataset))}\n")
        out.flush()
        between = "\n"

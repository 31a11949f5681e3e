"""One conversation at a terminal, whatever draws it: words of command, choices by number, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO, TextIO

from bot.cards import card, choices, plain
from bot.desk import Desk, Question, Reply
from bot.lines import questions
from intents.answer import Answer, Option

HELP = ("/help", "帮助")
QUIT = ("/quit", "退出")

_CHAT = "terminal"


class Dialogue:
    """A conversation with the desk, which remembers what can be chosen now."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.choices: Mapping[int, Option] = {}

    def help(self) -> Answer:
        """What can be asked; its questions can be chosen from now on."""
        answer = self.desk.help()
        self.choices = choices(answer)
        return answer

    def reply(self, question: Question) -> Reply | None:
        """The reply to what was typed; None when the conversation is over."""
        typed = question.text.strip()
        if typed in QUIT:
            return None
        if typed in HELP:
            question = replace(question, text="帮助")
        elif typed.isdecimal() and len(typed) < 9 and int(typed) in self.choices:
            question = replace(question, text=self.choices[int(typed)].question)
        reply = self.desk.reply(replace(question, chat=_CHAT))
        self.choices = choices(reply.answer)
        return reply


def read_out(desk: Desk, stdin: BinaryIO, out: TextIO) -> None:
    """Answer what is piped in, line by line, as plain text with a blank line between two answers."""
    dialogue = Dialogue(desk)
    between = ""
    for question in questions(stdin, objects=False):
        if not question.text.strip():
            continue
        reply = dialogue.reply(question)
        if reply is None:
            return
        out.write(f"{between}{plain(card(reply.answer, desk.dataset))}\n")
        out.flush()
        between = "\n"

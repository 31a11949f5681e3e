"""`ask --csv`: the cases of answers as one table on standard output; other answers go to standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from bot.cards.card import build_card, to_plain_text
from bot.export.csv_file import MARK, csv_lines, header_line
from bot.export.table import build_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.cli.sessions import Question, Sessions


def write_tables(questions: Iterable[Question], sessions: Sessions, out: TextIO, err: TextIO) -> None:
    """Write the header, and the rows of each answer as soon as its question arrives."""
    out.write(f"{MARK}{header_line()}")
    for question in questions:
        reply = sessions.reply(question)
        table = build_table(reply.answer, reply.query, sessions.engine) if reply.query is not None else None
        if table is not None:
            out.write(csv_lines(table))
        else:
            err.write(f"{to_plain_text(build_card(reply.answer, sessions.dataset, reply.query))}\n")
        out.flush()

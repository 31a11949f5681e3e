"""The chat on a terminal: a prompt with history and completion, and cards in colour."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.output import ColorDepth
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cards.card import Card, build_card
from bot.cli.completion import QuestionCompleter
from bot.cli.repl import Repl
from bot.cli.sessions import Question, Sessions
from bot.text import printable, replace_surrogates
from data.nouns import shared_noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.cards.lists import Section

_START = ("输入问题，或者选项的序号；/help 看说明，/explain 解释上一问，/quit 退出。",)
_KEYS = ("按键：↑ ↓ 找回问过的，Tab 补全，Ctrl-C 清空这一行，连按两次退出，Ctrl-D 退出。",)
_ONCE_MORE = "（再按一次 Ctrl-C 退出）"


def run_chat(sessions: Sessions, environment: Mapping[str, str]) -> None:
    """Greet the user and answer until they leave."""
    console = Console(highlight=False)
    repl = Repl(sessions)
    greet(console, repl)
    session: PromptSession[str] = PromptSession(
        history=open_history(environment),
        completer=QuestionCompleter(sessions.dataset),
        complete_in_thread=True,  # a search of all titles must not delay typing
        color_depth=ColorDepth.DEPTH_1_BIT if environment.get("NO_COLOR") else None,
    )
    interrupted = False
    while True:
        try:
            typed = session.prompt("问：")
        except EOFError:
            break
        except KeyboardInterrupt:
            if interrupted:
                break
            interrupted = True
            console.print(Text(_ONCE_MORE, style="dim"))
            continue
        interrupted = False
        if not typed.strip():
            continue
        if (explained := repl.explain(typed)) is not None:
            console.print(Text(explained), soft_wrap=True)
            continue
        reply = repl.reply(Question(replace_surrogates(typed)))
        if reply is None:
            break
        if reply.answer.question != typed:  # an option was chosen by its number
            console.print(Text(f"→ {reply.answer.question}", style="dim"))
        card = build_card(reply.answer, sessions.dataset, reply.query)
        draw_card(replace(card, notes=(*card.notes, *_KEYS)) if reply.answer.kind == "help" else card, console)
    console.print("再见。")


def open_history(environment: Mapping[str, str]) -> History:
    """Open the history file, readable by its owner alone; without a usable file, history is in memory."""
    try:
        state = Path(environment.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "anlitong"
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = state / "history"
        file.touch(mode=0o600)
        file.chmod(0o600)  # touch leaves the mode of an existing file
    except (OSError, RuntimeError):
        return InMemoryHistory()
    return FileHistory(file)


def greet(console: Console, repl: Repl) -> None:
    """Print what data is loaded, and questions to begin with."""
    dataset = repl.sessions.dataset
    cases = dataset.cases
    units = {agency for case in cases for agency in case.agencies}
    counted = shared_noun(dataset.notices).counted(len(cases))
    console.print(Text(f"案例通知道 {len(dataset.notices)} 份通知、{counted}、{len(units)} 个单位：", "bold"))
    for notice in dataset.notices:
        console.print(Text(printable(f"《{notice.title}》")))
    console.print()
    draw_card(replace(build_card(repl.help(), dataset), heading="", sections=(), notes=_START), console)


def draw_card(card: Card, console: Console) -> None:
    """Print the card with blank lines between its blocks and a hanging indent for each row."""
    if card.heading:
        console.print(Text(printable(card.heading), "bold"))
    for line in card.explanation:
        console.print(Text(printable(line), "dim"))
    for section in card.sections:
        console.print()
        _draw_list(section, console, "cyan")
    if card.notes:
        console.print()
    for note in card.notes:
        console.print(Text(printable(note)))
    if card.choices.rows:
        console.print()
        _draw_list(card.choices, console, "green")
    console.print()


def _draw_list(section: Section, console: Console, colour: str) -> None:
    if section.title:
        console.print(Text(printable(section.title), colour))
    rows = Table.grid(padding=(0, 1, 0, 0))  # labels, then text that wraps within its own column
    rows.add_column(justify="right", no_wrap=True, style=colour)
    rows.add_column(overflow="fold")
    for row in section.rows:
        text = Text(printable(row.text + row.tail))
        if row.remark:
            text.append(printable(f"（{row.remark}）"), "dim")
        rows.add_row(row.label, text)
    console.print(rows)

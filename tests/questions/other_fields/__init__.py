"""Questions about notices of other fields: read the sets, ask them and compare the answers.

A set is a list of `[question, field, want]`; the question may be a list of turns, of which the last counts. `field` is
one of `value`, `yes`, `titles` (the titles of the cases as often as they stand in the notices, in any order),
`agencies` (the full names, in any order) and `kind` (a list of kinds, one of which the answer must have).
`python -m tests.questions.other_fields` prints the figures of each set and what is wrong.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.load import load
from intents.engine import Engine
from intents.model.answer import Answer

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
EXACT, SILENT, NONE, REFUSED, ASKED = "exact", "silent", "none", "refused", "asked"
"""The outcomes: right; wrong without a warning; nothing found; not understood; a choice is offered."""

SHIPPED = "shipped"
SEVERAL = {
    "seven": (SHIPPED, "chuanyu", "cqfy-2022", "gx-2023", "gzfy-2024", "hkcss-2021", "jinzhi-25"),
    "seven_eighth": (SHIPPED, "bwg-2021", "cqfy-2022", "hbgh-2024", "hkcss-2021", "nyfw-2024", "yyq-2024"),
    "seven_fifth": (SHIPPED, "bwg-2021", "cqfy-2022", "gzfy-2024", "hlgh-2020", "ldjy-2022", "yyq-2024"),
    "seven_ninth": (SHIPPED, "dbyd-2023", "hbsl-2023", "hlgh-2020", "ldjy-2022", "xb-2025", "yn-2024"),
    "seven_tenth": (SHIPPED, "gx-2023", "hlgh-2020", "shyl-2024", "xfzl-2024", "yyq-2024", "zb-2023"),
    "seven_eleventh": (SHIPPED, "dbbx-2021", "gxws-2023", "gzfy-2024", "hbgh-2024", "jinzhi-25", "tffw-2026"),
    "seven_twelfth": (SHIPPED, "gskj-2022", "gzfl-2020", "jxnl-2023", "sdyd-2024", "shld-2019", "xjmc-2025"),
    "seven_thirteenth": (SHIPPED, "cqfy-2022", "dag-2021", "khy-2025", "ldjy-2022", "yn-2024", "zb-2023"),
    "seven_fourteenth": (SHIPPED, "bwg-2021", "gxws-2023", "hgcx-2020", "hkcss-2021", "nyfw-2024", "ycfl-2025"),
    "seven_fifteenth": ("fjty-2020", "gdip-2021", "gzgf-2024", "hnwl-2023", "lnsz-2025", "qdyey-2019", "scly-2022"),
    "seven_sixteenth": ("kpzd-2025", "lscc-2020", "tyss-2018", "wyjm-2019", "xcly-2024", "xxyy-2023", "zhjt-2021"),
    "seven_sixth": (SHIPPED, "cyyq-2022", "gx-2023", "hbsl-2023", "nyfw-2024", "shyl-2024", "xb-2025"),
    "seven_seventh": (SHIPPED, "dbyd-2023", "gxws-2023", "jinzhi-25", "xfzl-2024", "yn-2024", "zb-2023"),
    "seven_last": (SHIPPED, "gx-2023", "hkcss-2021", "jinzhi-25", "nyfw-2024", "xb-2025", "yyq-2024"),
    "seven_next": (SHIPPED, "bwg-2021", "gxws-2023", "hbgh-2024", "hlgh-2020", "shyl-2024", "zb-2023"),
    "two_last": ("hhjs-2024", "scjy-2023"),
    "two_more": ("cy-2024", "lz-2023"),
    "two_again": ("qx-2024", "yl-2023"),
    "five_more": ("gskj-2022", "gx-2023", "hbsl-2023", "hgcx-2020", "tffw-2026"),
    "six_more": (SHIPPED, "jxnl-2023", "qx-2024", "xxyy-2023", "yl-2023", "zb-2023"),
    "seven_eighteenth": (SHIPPED, "gx-2023", "hkcss-2021", "jinzhi-25", "kpzd-2025", "lnsz-2025", "scjy-2023"),
    "seven_nineteenth": (SHIPPED, "cy-2024", "dag-2021", "gzgf-2024", "hhjs-2024", "tyss-2018", "xjmc-2025"),
    "seven_twentieth": (SHIPPED, "dbbx-2021", "gdip-2021", "hnwl-2023", "lz-2023", "nmgcy2022", "sxyx2024"),
    "seven_twentyfirst": (SHIPPED, "gx-2023", "hkcss-2021", "nyfw-2024", "scly-2022", "xb-2025", "zhjt-2021"),
    "three_more": (SHIPPED, "lsjs-2024", "sygx-2023"),
    "three_again": (SHIPPED, "scyj-2023", "yyxh-2024"),
    "three_last": (SHIPPED, "jsdx-2023", "yacs-2024"),
    "seven_twentysecond": (SHIPPED, "gxws-2023", "hlgh-2020", "jinzhi-25", "lscc-2020", "wyjm-2019", "yyq-2024"),
    "three_next": (SHIPPED, "jkcs-2024", "scqn-2023"),
    "three_new": (SHIPPED, "ncwl-2024", "sxww-2023"),
    "seven_twentythird": (SHIPPED, "jsdx-2023", "lsjs-2024", "scqn-2023", "scyj-2023", "sygx-2023", "yyxh-2024"),
    "five_again": (SHIPPED, "gzfy-2024", "hnwl-2023", "lz-2023", "xcly-2024"),
    "seven_twentyfourth": (SHIPPED, "cy-2024", "dag-2021", "hbgh-2024", "jxnl-2023", "scyj-2023", "yyxh-2024"),
    "four_new": (SHIPPED, "fj-2021", "jt-2023", "kp-2024"),
    "four_more": (SHIPPED, "fjxh-2021", "scjy-2024", "slb-2019"),
    "four_last": (SHIPPED, "lsgl-2019", "szld-2021", "yd-2017"),
    "four_next": (SHIPPED, "dehua-2020", "xijiang-2018", "yinghuo-2023"),
    "four_again": (SHIPPED, "chenhe-2023", "dali-2020", "qinglan-2018"),
    "four_fourth": (SHIPPED, "haiyang-2024", "huachuan-2016", "tongwei-2021"),
    "four_fifth": (SHIPPED, "axcl-2019", "ctgy-2016", "hlsw-2023"),
    "four_sixth": (SHIPPED, "anji-saishi-2020", "hangtian-kecheng-2023", "xiangyin-2016"),
    "four_seventh": (SHIPPED, "dt-2020", "fyy-2024", "gbj-2021"),
    "four_eighth": (SHIPPED, "bfbd-2021", "xngs-2023", "xxxs-2024"),
    "seven_seventeenth": (SHIPPED, "cy-2024", "gzfl-2020", "hhjs-2024", "lz-2023", "shyl-2024", "ycfl-2025"),
    "seven_more": ("cyyq-2022", "dbyd-2023", "hbsl-2023", "ldjy-2022", "xfzl-2024", "yn-2024", "zb-2023"),
}
"""Sets about several notices, and the folders of `DATA` these are in, or `SHIPPED` for the shipped one."""


GATES = (
    ("gx-2023", 100.0, 0.0),
    ("jinzhi-25", 100.0, 0.0),
    ("hkcss-2021", 100.0, 0.0),
    ("gzfy-2024", 100.0, 0.0),
    ("cqfy-2022", 100.0, 0.0),
    ("nyfw-2024", 100.0, 0.0),
    ("gxws-2023", 100.0, 0.0),
    ("bwg-2021", 100.0, 0.0),
    ("hlgh-2020", 100.0, 0.0),
    ("ldjy-2022", 95.0, 0.0),
    ("shyl-2024", 100.0, 0.0),
    ("hbgh-2024", 100.0, 0.0),
    ("cyyq-2022", 100.0, 0.0),
    ("yn-2024", 96.6, 0.0),
    ("zb-2023", 100.0, 0.0),
    ("xb-2025", 100.0, 0.0),
    ("yyq-2024", 96.6, 0.0),
    ("dbyd-2023", 96.6, 0.0),
    ("hbsl-2023", 96.6, 0.0),
    ("xfzl-2024", 100.0, 0.0),
    ("khy-2025", 96.6, 0.0),
    ("hgcx-2020", 93.3, 3.4),
    ("ycfl-2025", 93.3, 3.4),
    ("hnwl-2023", 96.6, 3.4),
    ("scly-2022", 100.0, 0.0),
    ("xcly-2024", 96.6, 0.0),
    ("zhjt-2021", 100.0, 0.0),
    ("dag-2021", 96.6, 0.0),
    ("dbbx-2021", 100.0, 0.0),
    ("tffw-2026", 96.6, 0.0),
    ("gskj-2022", 100.0, 0.0),
    ("gzfl-2020", 100.0, 0.0),
    ("jxnl-2023", 100.0, 0.0),
    ("sdyd-2024", 100.0, 0.0),
    ("shld-2019", 100.0, 0.0),
    ("xjmc-2025", 100.0, 0.0),
    ("sxyx2024", 80.0, 10.0),
    ("nmgcy2022", 93.3, 6.7),
    ("scjy-2023", 100.0, 0.0),
    ("hhjs-2024", 100.0, 0.0),
    ("seven", 100.0, 0.0),
    ("seven_more", 97.5, 0.0),
    ("seven_last", 100.0, 0.0),
    ("seven_next", 100.0, 0.0),
    ("seven_fifth", 100.0, 0.0),
    ("seven_sixth", 100.0, 0.0),
    ("seven_seventh", 100.0, 0.0),
    ("seven_eighth", 100.0, 0.0),
    ("seven_ninth", 100.0, 0.0),
    ("seven_tenth", 97.5, 2.5),
    ("seven_eleventh", 97.5, 0.0),
    ("seven_thirteenth", 100.0, 0.0),
    ("seven_fourteenth", 90.0, 2.5),
    ("seven_fifteenth", 97.5, 0.0),
    ("seven_sixteenth", 100.0, 0.0),
    ("seven_twelfth", 100.0, 0.0),
    ("two_last", 100.0, 0.0),
    ("lz-2023", 100.0, 0.0),
    ("cy-2024", 100.0, 0.0),
    ("two_more", 100.0, 0.0),
    ("qx-2024", 100.0, 0.0),
    ("yl-2023", 100.0, 0.0),
    ("two_again", 97.2, 2.8),
    ("five_more", 100.0, 0.0),
    ("six_more", 97.5, 0.0),
    ("seven_seventeenth", 100.0, 0.0),
    ("seven_eighteenth", 96.7, 0.0),
    ("seven_nineteenth", 97.2, 0.0),
    ("seven_twentieth", 100.0, 0.0),
    ("seven_twentyfirst", 96.9, 3.1),
    ("three_more", 98.0, 0.0),
    ("three_again", 91.3, 4.4),
    ("three_last", 100.0, 0.0),
    ("seven_twentysecond", 93.5, 0.0),
    ("three_next", 94.5, 0.0),
    ("seven_twentythird", 94.2, 2.9),
    ("three_new", 98.0, 0.0),
    ("five_again", 100.0, 0.0),
    ("seven_twentyfourth", 96.6, 0.0),
    ("four_new", 90.0, 1.7),
    ("four_more", 96.6, 1.7),
    ("four_last", 100.0, 0.0),
    ("four_next", 93.3, 1.7),
    ("four_again", 93.3, 3.4),
    ("four_fourth", 95.0, 0.0),
    ("four_fifth", 93.3, 3.4),
    ("four_sixth", 96.6, 0.0),
    ("four_seventh", 91.6, 0.0),
    ("four_eighth", 91.6, 1.7),
)
"""Each set, and the percentages of exact answers, at least, and of silently wrong ones, at most."""


def read(name: str) -> list[list[Any]]:
    """Return the rows of a set."""
    rows: list[list[Any]] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return rows


def files_of(name: str) -> Iterator[Path]:
    """Yield the notices that a set is about."""
    for folder in SEVERAL.get(name, (name,)):
        yield from ((HERE.parents[2] / "data" if folder == SHIPPED else DATA / folder) / "notices").glob("*.yaml")


def load_engine(name: str) -> Engine:
    """Return the engine for the notices that a set is about. Raises DataError if none can be loaded."""
    with tempfile.TemporaryDirectory() as folder:
        notices = Path(folder) / "notices"
        notices.mkdir()
        for file in files_of(name):
            shutil.copy(file, notices)
        return Engine(load(Path(folder)))


def ask_all(rows: list[list[Any]], engine: Engine) -> Iterator[tuple[list[Any], Answer, str]]:
    """Yield each row with its answer and outcome; each question, or dialogue, is asked by itself."""
    for row in rows:
        *before, last = [row[0]] if isinstance(row[0], str) else row[0]
        context = None
        for turn in before:
            _, context = engine.ask(turn, context, 0.0)
        answer, _ = engine.ask(last, context, 0.0)
        yield row, answer, outcome(answer, row[1], row[2])


def outcome(answer: Answer, field: str, want: Any) -> str:
    """Return whether the answer is right; if not, in which way it is wrong."""
    if _is_right(answer, field, want):
        return EXACT
    return {"clarify": ASKED, "refuse": REFUSED, "help": REFUSED, "none": NONE}.get(answer.kind, SILENT)


def _is_right(answer: Answer, field: str, want: Any) -> bool:
    if field == "titles":
        return answer.kind not in ("clarify", "refuse") and sorted(case.title for case in answer.cases) == sorted(want)
    if field == "agencies":
        return {unit.name for unit in answer.agencies} == set(want)
    if field == "kind":
        return answer.kind in want
    if field == "ranking":
        return bool([[item.name, item.value] for item in answer.ranking][: len(want)] == want)
    return bool(getattr(answer, field) == want)

from __future__ import annotations

import random
import re
from pathlib import Path

import yaml

from data.notice_import.blocks import ImportRefusedError
from data.notice_import.importer import import_notice
from tests.data.notice_import.layout_grid import AGENCIES, FORMATS, HEADINGS, NUMBERS, PAGES

NOTICES = 150
LEAST = 0.99
"""The share of cases that must be read exactly."""


def all_cases() -> list[tuple[str, list[str]]]:
    """Return the titles and agencies of all notices with gold, but for organisations alone."""
    cases = []
    for file in sorted((Path(__file__).parent / "notices").glob("*.gold.yaml")):
        for tier in yaml.safe_load(file.read_text("utf-8"))["tiers"]:
            cases += [(case["title"], case["agencies"]) for case in tier["cases"]]
    return [(title, agencies) for title, agencies in cases if 0 < len(agencies) < 4 and title not in agencies]


def test_cases_of_other_notices_are_read_in_any_layout() -> None:
    chance = random.Random(7)
    cases = all_cases()
    read = total = 0
    for _ in range(NOTICES):
        agency = chance.choice([name for name in AGENCIES if name != "number alone"])
        chosen = [
            chance.sample(cases, chance.randint(3, 6)) for _ in range(2)
        ]  # the names of tiers are those of layout_grid
        number, heading, page = map(chance.choice, (list(NUMBERS), list(HEADINGS), list(PAGES)))
        lines: list[str] = []
        for at, (tier, part) in enumerate(zip(("示范案例", "优秀案例"), chosen, strict=True)):
            lines.append(HEADINGS[heading](at, tier, len(part)))
            for position, (title, units) in enumerate(part, 1):
                lines += AGENCIES[agency](NUMBERS[number](position), title, units)
        format_ = chance.choice(list(FORMATS)[: 3 if agency == "after a tab" else None])
        expected = [case for part in chosen for case in part]
        total += len(expected)
        read += count_read(FORMATS[format_](PAGES[page](lines)), format_, expected)
    assert read / total >= LEAST


def count_read(text: str, name: str, expected: list[tuple[str, list[str]]]) -> int:
    """Return how many cases are read; the names of agencies may be longer where a list leaves out their beginning."""
    try:
        draft = import_notice(text.encode(), name)
    except ImportRefusedError:
        return 0
    cases = {squeezed(case.title): case.agencies for tier in draft.tiers for case in tier.cases}
    return sum(
        len(found := cases.get(squeezed(title), ())) == len(agencies)
        and all(squeezed(a).endswith(squeezed(b)) for a, b in zip(found, agencies, strict=True))
        for title, agencies in expected
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)

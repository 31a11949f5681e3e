"""Generate notices in the product's schema: `python -m tests.tools.bench.generator.notices DIR --cases 10000 --seed 1`.

The same number of cases and the same seed give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.tools.bench.generator.titles import TitleGenerator
from tests.tools.bench.generator.units import UnitGenerator
from tests.tools.bench.generator.vocabulary import Selection, vocabulary

FEWEST_FILES = 4
MOST_CASES = 8_500
"""Average number of cases in a file; none has more than 10,000."""
ALIASED = 0.25
"""The share of cases with aliases."""
LAST_YEAR = 2025


@dataclass(frozen=True, slots=True)
class GeneratedCase:
    """A generated case."""

    title: str
    units: tuple[str, ...]
    aliases: tuple[str, ...]


def write(directory: Path, cases: int, seed: int) -> None:
    """Write `cases` cases below `directory`/notices; other files stay."""
    (directory / "notices").mkdir(parents=True, exist_ok=True)
    for name, lines in notices(cases, seed):
        with (directory / "notices" / f"{name}.yaml").open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)


def notices(cases: int, seed: int) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the id and the lines of each notice, to be read one after another."""
    random = Random(f"notices:{seed}")
    words = vocabulary()
    unit_generator, titles = UnitGenerator(words), TitleGenerator(words, random)
    sizes = list(file_sizes(cases, random))
    for number, size in enumerate(sizes):
        again, kind = divmod(number, len(words.notices))
        selection, year = words.notices[kind], LAST_YEAR - again
        yield f"{selection.key}-{year}", _notice(selection, year, _made(size, unit_generator, titles, random), random)


def file_sizes(cases: int, random: Random) -> Iterator[int]:
    """Yield the number of cases in each file: about equal, with the given sum."""
    files = min(cases, max(FEWEST_FILES, -(-cases // MOST_CASES)))
    for left in range(files, 1, -1):
        size = max(1, round(cases / left * random.uniform(0.85, 1.15)))
        yield size
        cases -= size
    yield cases


def _made(size: int, unit_generator: UnitGenerator, titles: TitleGenerator, random: Random) -> list[GeneratedCase]:
    """Yield the cases of one notice; within it no alias is another case's name."""
    fields = vocabulary().fields
    names: set[str] = set()
    made = []
    for _ in range(size):
        field = random.choice(fields)
        group = unit_generator.group(random, field)
        title = titles.title(field, group.place)
        names.add(title.casefold())
        aliases: list[str] = []
        if random.random() < ALIASED:
            topic = next((topic for topic in field.topics if topic in title), field.name)
            some = (
                f"{topic}{group.place}模式",
                f"{group.place}{topic}创新",
                f"{group.place}{topic}经验",
                f"{topic}样本",
            )
            aliases = [alias for alias in random.sample(some, random.randint(1, 3)) if alias.casefold() not in names]
        names.update(alias.casefold() for alias in aliases)
        made.append(GeneratedCase(title, group.units, tuple(aliases)))
    return made


def _notice(selection: Selection, year: int, cases: Sequence[GeneratedCase], random: Random) -> Iterator[str]:
    applied = round(len(cases) * random.uniform(1.5, 5))
    yield "# Generated for measuring; no such selection took place."
    yield f"id: {selection.key}-{year}"
    yield f"title: 关于公布 {year} 年“{selection.about}”评选结果的通知"
    yield f"aliases: [{year} 年{selection.about}通知]"
    yield f"issued: {year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    yield "facts:"
    yield "- topic: 参评案例"
    yield "  aliases: [申报案例, 参评数量]"
    yield f"  value: {applied}"
    yield "  unit: 个"
    yield f"  text: 参加这次评选的案例共 {applied} 个。"
    yield "tiers:"
    start = 0
    for place, tier in enumerate(selection.tiers, 1):
        # A lower tier has more cases: 1 : 2, or 1 : 2 : 3.
        end = len(cases) * place * (place + 1) // (len(selection.tiers) * (len(selection.tiers) + 1))
        yield f"- name: {_scalar(tier) if tier else 'null'}"
        yield "  cases:" if end > start else "  cases: []"
        for case in cases[start:end]:
            yield f"  - title: {_scalar(case.title)}"
            if case.aliases:
                yield f"    aliases: [{', '.join(map(_scalar, case.aliases))}]"
            yield "    agencies:"
            yield from (f"    - {_scalar(unit)}" for unit in case.units)
        start = end


def _scalar(text: str) -> str:
    """Return text as a YAML scalar: plain if it begins with a Chinese character, otherwise quoted."""
    plain = text[0] > "\u2000" and not set(text) & set(":#,[]{}")
    return text if plain else json.dumps(text, ensure_ascii=False)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.bench.generator.notices", description=__doc__)
    parser.add_argument("directory", type=Path, metavar="DIR", help="where DIR/notices/*.yaml are written")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    write(options.directory, options.cases, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())

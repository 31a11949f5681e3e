"""Generate notices in the product's schema: `python -m tests.tools.bench.generator.notices DIR --cases 10000 --seed 1`.

The same number of cases and the same seed give the same bytes. DIR/keywords.json has, for each case, what a reader
remembers of its title; questions are made from it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.tools.bench.generator.titles import Title, TitleGenerator
from tests.tools.bench.generator.units import UnitGenerator
from tests.tools.bench.generator.vocabulary import fields, vocabulary

MOST_CASES = 5_000
"""Cases of a notice."""
LAST_YEAR = 2025


def write(directory: Path, cases: int, seed: int) -> None:
    """Write notices with `cases` cases altogether below `directory`/notices, and their keywords."""
    (directory / "notices").mkdir(parents=True, exist_ok=True)
    random = Random(f"notices:{seed}")
    units = UnitGenerator()
    titles = TitleGenerator(units)
    kinds = vocabulary()["notices"]
    files = max(len(kinds), -(-cases // MOST_CASES))
    keywords: dict[str, Any] = {}
    for number in range(files):
        earlier, kind = divmod(number, len(kinds))
        made = []
        for _ in range(cases // files + (number < cases % files)):
            field = random.choice(fields())
            group = units.group(random, field)
            made.append((titles.title(random, field, group), group.units))
        notice = _notice(kinds[kind], LAST_YEAR - earlier, made, random)
        _dump(directory / "notices" / f"{notice['id']}.yaml", notice)
        ids = [
            f"{notice['id']}/{i}/{j}"
            for i, tier in enumerate(notice["tiers"], 1)
            for j in range(1, len(tier["cases"]) + 1)
        ]
        keywords |= {
            name: {"keywords": title.keywords, "places": title.places}
            for name, (title, _) in zip(ids, made, strict=True)
        }
    (directory / "keywords.json").write_text(json.dumps(keywords, ensure_ascii=False), encoding="utf-8")


def _notice(
    kind: dict[str, Any], year: int, made: Sequence[tuple[Title, tuple[str, ...]]], random: Random
) -> dict[str, Any]:
    names = {title.text for title, _ in made}
    applied = round(len(made) * random.uniform(1.5, 5))
    tiers = kind["tiers"]
    # A lower tier has more cases: 1 : 2, or 1 : 2 : 3.
    bounds = [len(made) * place * (place + 1) // (len(tiers) * (len(tiers) + 1)) for place in range(len(tiers) + 1)]
    return {
        "id": f"{kind['key']}-{year}",
        "title": f"关于公布{year}年度{kind['about']}的通知",
        "issued": f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        "issuers": ["国家市场监督管理总局"],
        "facts": [
            {
                "topic": "参评案例",
                "aliases": ["申报案例", "申报数量"],
                "value": applied,
                "unit": "个",
                "text": f"各地共申报案例 {applied} 个。",
            }
        ],
        "tiers": [
            {"name": name, "cases": [_case(title, units, names) for title, units in made[start:end]]}
            for name, (start, end) in zip(tiers, pairwise(bounds), strict=True)
        ],
    }


def _case(title: Title, units: tuple[str, ...], names: set[str]) -> dict[str, Any]:
    """Return the case; `names` are those of the notice so far, of which none may be an alias again."""
    aliases = [alias for alias in title.aliases if alias not in names]
    names.update(aliases)
    return {"title": title.text, **({"aliases": aliases} if aliases else {}), "agencies": list(units)}


def _dump(file: Path, notice: dict[str, Any]) -> None:
    with file.open("w", encoding="utf-8") as stream:
        stream.write("# Generated for measuring; no such selection took place.\n")
        yaml.dump(notice, stream, yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=200)


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

"""Reads a folder of data into a Dataset, or says everything that is wrong with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from data import files
from data.agency_name import find_doubt, is_complete_name, parse_agency
from data.faults import WHOLE_FILE, DataError, Fault, join_path, quote
from data.model import Agency, Case, Dataset, Fact, Group, Notice, Tier
from data.regions import RegionTable, read_table
from data.schema import AliasesModel, NoticeModel, TopicsModel, validate
from data.strict_yaml import decode_utf8, parse_yaml
from data.unique_names import find_name_faults

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Progress = Callable[[int, int], None]
"""Told how many files of how many are read."""

REGIONS, ALIASES, TOPICS = "regions.csv", "aliases.yaml", "topics.yaml"


def load(directory: Path | None = None, progress: Progress | None = None) -> Dataset:
    """The data in `directory`, or the shipped data; raises DataError with all faults of all files if it has errors."""
    dataset, faults = _read(directory, progress)
    if dataset is None:
        raise DataError(faults)
    return dataset


def check(directory: Path | None = None, progress: Progress | None = None) -> list[Fault]:
    """Every fault of the data in `directory`, or of the shipped data: errors, for which `load` raises, and warnings."""
    return _read(directory, progress)[1]


def _read(directory: Path | None, progress: Progress | None) -> tuple[Dataset | None, list[Fault]]:
    folder: Traversable = directory if directory is not None else files.shipped_folder()
    found, faults = files.notice_files(folder)
    table, groups, called, more = _places(folder)
    faults += more
    topics, more = _topics(folder)
    faults += more

    @cache
    def agency(name: str) -> tuple[Agency, str]:
        return parse_agency(name, table), find_doubt(name, table)

    notices: list[Notice] = []
    ids: dict[str, str] = {}
    for done, file in enumerate(found):
        name = f"{files.NOTICES}/{file.name}"
        model, more = _notice_model(file, name)
        faults += more
        if model is not None:
            faults += find_name_faults(model, name)
            if (other := ids.setdefault(model.id, name)) != name:
                faults.append(Fault(name, "id", f"「{model.id}」已用于 {other}"))
            notice, more = _notice(model, name, agency)
            notices.append(notice)
            faults += more
        if progress:
            progress(done + 1, len(found))
    if any(fault.severity == "error" for fault in faults):
        return None, faults
    notices.sort(key=lambda n: n.issued or "")  # the files came by name, and the sort is stable
    revision = _hash([[notice.id, notice.revision] for notice in notices])
    return Dataset(tuple(notices), table.regions, groups, called, topics, revision), faults


def _yaml(file: Traversable, name: str) -> tuple[object, list[Fault]]:
    content, fault = files.read_file(file, name)
    return (None, [fault]) if fault else parse_yaml(content, name)


def _notice_model(file: Traversable, name: str) -> tuple[NoticeModel | None, list[Fault]]:
    value, faults = _yaml(file, name)
    if value is None:
        return None, faults
    model, more = validate(NoticeModel, value, name)
    if model and faults and (last := _last_unit(model)) and not is_complete_name(last):
        more.append(Fault(name, WHOLE_FILE, f"末尾没有换行，最后一个单位「{quote(last)}」也不完整，文件被截断了"))
    if model and model.id != (stem := name.rpartition("/")[2].rpartition(".")[0]):
        more.append(Fault(name, "id", f"「{model.id}」应与文件名「{quote(stem)}」相同"))
    return model, faults + more


def _last_unit(model: NoticeModel) -> str:
    return next((case.agencies[-1] for tier in reversed(model.tiers) for case in reversed(tier.cases)), "")


def _notice(model: NoticeModel, name: str, agency: Callable[[str], tuple[Agency, str]]) -> tuple[Notice, list[Fault]]:
    faults: list[Fault] = []
    tiers: list[Tier] = []
    doubted: set[str] = set()
    for t, tier in enumerate(model.tiers):
        cases: list[Case] = []
        for c, case in enumerate(tier.cases):
            units: list[Agency] = []
            for a, unit in enumerate(case.agencies):
                parsed, why = agency(unit)
                units.append(parsed)
                if why and unit not in doubted:
                    doubted.add(unit)
                    at = f"tiers[{t}].cases[{c}].agencies[{a}]"
                    faults.append(Fault(name, at, f"{why}：{quote(unit)}", "warning"))
            number = c + 1
            key = f"{model.id}/{t + 1}/{number}"
            cases.append(Case(key, model.id, tier.name, number, case.title, case.aliases, tuple(units)))
        tiers.append(Tier(tier.name, tier.aliases, tuple(cases)))
    facts = tuple(Fact(f.topic, f.aliases, f.text, f.value, f.unit or "") for f in model.facts)
    notice = Notice(
        model.id,
        model.title,
        model.aliases,
        model.issued,
        model.issuers,
        model.addressed_to,
        facts,
        tuple(tiers),
        _revision(model),
    )
    return notice, faults


def _revision(model: NoticeModel) -> str:
    return _hash(
        [
            [model.title, model.issued, model.issuers, model.addressed_to],
            [[fact.topic, fact.text, fact.value, fact.unit] for fact in model.facts],
            [[tier.name, [[case.title, case.agencies] for case in tier.cases]] for tier in model.tiers],
        ]
    )


def _hash(value: object) -> str:
    canonical = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _origin(folder: Traversable, name: str) -> Traversable:
    """The file `name` of `folder`, the shipped one where it has none."""
    return (folder if files.has_entry(folder, name) else files.shipped_folder()) / name


def _places(folder: Traversable) -> tuple[RegionTable, tuple[Group, ...], Mapping[str, str], list[Fault]]:
    """The divisions, the groups of them, and what people call bodies."""
    value, faults = _yaml(_origin(folder, ALIASES), ALIASES)
    aliases = None
    if value is not None:
        aliases, more = validate(AliasesModel, value, ALIASES)
        faults += more
    aliases = aliases or AliasesModel()
    content, fault = files.read_file(_origin(folder, REGIONS), REGIONS)
    text, fault = ("", fault) if fault else decode_utf8(content, REGIONS)
    if fault:
        return RegionTable(()), (), {}, [*faults, fault]
    table, more, unknown = read_table(text, REGIONS, aliases.regions)
    faults += more
    strangers = [(join_path("regions", key), key) for key in unknown]
    groups: list[Group] = []
    for g, group in enumerate(aliases.groups):
        members = [(place, table.find(place)) for place in group.regions]
        strangers += [(f"groups[{g}].regions[{i}]", place) for i, (place, region) in enumerate(members) if not region]
        known = tuple(region for _, region in members if region)
        if known:
            groups.append(Group(group.names, known, group.area))
    # Shipped names beside a table of one's own: what the table leaves out is no fault of theirs.
    if files.has_entry(folder, ALIASES) or not files.has_entry(folder, REGIONS):
        what = "不是行政区划表里唯一的地名"
        faults += [Fault(ALIASES, at, f"「{quote(who)}」{what}", "warning") for at, who in strangers]
    return table, tuple(groups), MappingProxyType(dict(aliases.agencies)), faults


def _topics(folder: Traversable) -> tuple[frozenset[str], list[Fault]]:
    value, faults = _yaml(_origin(folder, TOPICS), TOPICS)
    if value is None:
        return frozenset(), faults
    model, more = validate(TopicsModel, value, TOPICS)
    words = frozenset(word for heading in model.root.values() for word in heading) if model else frozenset()
    return words, faults + more

"""Load a data folder into a Dataset, or report all of its faults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from data import files
from data.agency_name import find_doubt, is_complete_name, parse_agency
from data.chinese import simplify
from data.faults import WHOLE_FILE, DataError, Fault, escape, join_path, quote
from data.model import Agency, Case, Dataset, Fact, Group, Notice, Tier
from data.nouns import MEASURES, derive_noun
from data.place_name import Setting
from data.regions import RegionTable, read_table
from data.schema import AliasesModel, NoticeModel, TopicsModel, validate
from data.strict_yaml import decode_utf8, parse_yaml
from data.unique_names import find_name_faults

Progress = Callable[[int, int], None]
"""A function that is called with the number of files read so far and the number of all files."""

MAX_CASES = 200_000
"""The maximum number of cases of all notices together: the index of as many takes some GB of memory."""

FURTHER_REGIONS = "further_regions.csv"
REGIONS, ALIASES, TOPICS = "regions.csv", "aliases.yaml", "topics.yaml"


def load(directory: Path | None = None, progress: Progress | None = None) -> Dataset:
    """Load the data in `directory`, or the shipped data.

    Notices with errors are left out; the errors are in `Dataset.faults`. Raises DataError with all faults if no notice
    remains, or if an error is not in a notice.
    """
    dataset, faults = _read(directory, progress)
    if dataset is None:
        raise DataError(faults)
    return dataset


def check(directory: Path | None = None, progress: Progress | None = None) -> list[Fault]:
    """Return all faults of the data in `directory`, or of the shipped data: errors and warnings."""
    return _read(directory, progress)[1]


def _read(directory: Path | None, progress: Progress | None) -> tuple[Dataset | None, list[Fault]]:
    folder = directory if directory is not None else files.shipped_folder()
    sources, faults = files.notice_files(folder)
    table, groups, agency_aliases, new_faults = _read_places(folder)
    faults += new_faults
    topics, new_faults = _read_topics(folder)
    faults += new_faults

    # An agency takes part in many cases: parse each name once.
    @cache
    def agency(name: str, setting: Setting) -> tuple[Agency, str]:
        return parse_agency(name, table, setting), find_doubt(name, table, setting)

    notices: list[Notice] = []
    told: list[Fault] = []
    left_out: list[Fault] = []
    ids: dict[str, str] = {}
    for done, file in enumerate(sources):
        name = f"{files.NOTICES}/{file.name}"
        # A faulty notice does not stop the check of the others.
        model, found = _read_notice(file, name)
        if model is not None:
            found += find_name_faults(model, name)
            if (other := ids.setdefault(model.id, name)) != name:
                found.append(Fault(name, "id", f"「{model.id}」已用于 {escape(other)}"))
            setting = Setting.of((*model.issuers, *model.addressed_to), model.issued, table)
            notice, new_faults = _build_notice(model, name, partial(agency, setting=setting))
            found += new_faults
            if not _errors(found):
                notices.append(notice)
        left_out += _errors(found)
        told += found
        if progress:
            progress(done + 1, len(sources))
    if (cases := sum(len(notice.cases) for notice in notices)) > MAX_CASES:
        faults.append(Fault(files.NOTICES, WHOLE_FILE, f"最多 {MAX_CASES} 个案例，这里有 {cases} 个"))
    told = [*faults, *told]
    if _errors(faults) or not notices:
        return None, told
    notices.sort(key=lambda n: n.arrived)  # the sort is stable: equal dates stay in order of file names
    revision = _hash([[notice.id, notice.revision] for notice in notices])
    dataset = Dataset(tuple(notices), table.regions, groups, agency_aliases, topics, revision, tuple(left_out))
    return dataset, told


def _errors(faults: list[Fault]) -> list[Fault]:
    return [fault for fault in faults if fault.severity == "error"]


def _read_yaml(file: Path, name: str) -> tuple[object, list[Fault]]:
    content, fault = files.read_file(file, name)
    return (None, [fault]) if fault else parse_yaml(content, name)


def _read_notice(file: Path, name: str) -> tuple[NoticeModel | None, list[Fault]]:
    value, faults = _read_yaml(file, name)
    if value is None:
        return None, faults
    model, new_faults = validate(NoticeModel, value, name)
    if model and faults and (last := _last_agency(model)) and not is_complete_name(last):
        new_faults.append(Fault(name, WHOLE_FILE, f"末尾没有换行，最后一个单位「{quote(last)}」也不完整，文件被截断了"))
    if model and model.id != (stem := name.rpartition("/")[2].rpartition(".")[0]):
        new_faults.append(Fault(name, "id", f"「{model.id}」应与文件名「{quote(stem)}」相同"))
    return model, faults + new_faults


def _last_agency(model: NoticeModel) -> str:
    return next((case.agencies[-1] for tier in reversed(model.tiers) for case in reversed(tier.cases)), "")


def _build_notice(
    model: NoticeModel, name: str, agency: Callable[[str], tuple[Agency, str]]
) -> tuple[Notice, list[Fault]]:
    faults: list[Fault] = []
    tiers: list[Tier] = []
    doubted: set[str] = set()
    for t, tier in enumerate(model.tiers):
        cases: list[Case] = []
        for c, case in enumerate(tier.cases):
            units: list[Agency] = []
            for a, unit in enumerate(case.agencies):
                parsed, doubt = agency(unit)
                units.append(parsed)
                if doubt and unit not in doubted:
                    # One warning per name, however many cases the agency takes part in.
                    doubted.add(unit)
                    path = f"tiers[{t}].cases[{c}].agencies[{a}]"
                    faults.append(Fault(name, path, f"{doubt}：{quote(unit)}", "warning"))
            number = c + 1
            key = f"{model.id}/{t + 1}/{number}"
            cases.append(
                Case(key, model.id, tier.name, number, case.title, case.aliases, tuple(units), case.paraphrases)
            )
        tiers.append(Tier(tier.name, tier.aliases, tuple(cases)))
    facts = tuple(Fact(f.topic, f.aliases, f.text, f.value, f.unit or "") for f in model.facts)
    noun, measure = derive_noun(
        model.title,
        filter(None, (tier.name for tier in model.tiers)),
        ((f.topic, f.unit) for f in facts),
        model.issuers,
        (case.title for tier in model.tiers for case in tier.cases),
    )
    if model.noun and not model.measure:
        measure = MEASURES.get(simplify(model.noun), measure)
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
        model.received,
        model.source or "",
        model.text or "",
        simplify(model.noun or noun),
        simplify(model.measure or measure),
    )
    return notice, faults


# Aliases and paraphrases are left out: a new one must not announce the notice as changed.
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
    # 48 bits tell any realistic number of revisions apart and keep stored rows short.
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def _find_file(folder: Path, name: str) -> Path:
    """Return the file `name` of `folder`, or the shipped file if the folder has none."""
    return (folder if files.has_entry(folder, name) else files.shipped_folder()) / name


def _read_places(folder: Path) -> tuple[RegionTable, tuple[Group, ...], Mapping[str, str], list[Fault]]:
    """Return the divisions, the groups of divisions, the aliases of agencies, and the faults of their files."""
    value, faults = _read_yaml(_find_file(folder, ALIASES), ALIASES)
    aliases = None
    if value is not None:
        aliases, new_faults = validate(AliasesModel, value, ALIASES)
        faults += new_faults
    # Go on without aliases, so that the faults of the other files are reported too.
    aliases = aliases or AliasesModel()
    content, fault = files.read_file(_find_file(folder, REGIONS), REGIONS)
    text, fault = ("", fault) if fault else decode_utf8(content, REGIONS)
    if fault:
        return RegionTable(()), (), {}, [*faults, fault]
    own = folder != files.shipped_folder() and files.has_entry(folder, REGIONS)
    more = "" if own else (files.shipped_folder() / FURTHER_REGIONS).read_text("utf-8")
    table, new_faults, unknown = read_table(text, REGIONS, aliases.regions, more)
    faults += new_faults
    unmatched = [(join_path("regions", key), key) for key in unknown]
    groups: list[Group] = []
    for g, group in enumerate(aliases.groups):
        members = [(place, table.find(place)) for place in group.regions]
        unmatched += [(f"groups[{g}].regions[{i}]", place) for i, (place, region) in enumerate(members) if not region]
        known = tuple(region for _, region in members if region)
        if known:
            groups.append(Group(group.names, known, group.area))
    # Shipped aliases with a user's own table: divisions that the table leaves out are no fault of the aliases.
    if files.has_entry(folder, ALIASES) or not own:
        message = "不是行政区划表里唯一的地名"
        faults += [Fault(ALIASES, path, f"「{quote(name)}」{message}", "warning") for path, name in unmatched]
    return table, tuple(groups), MappingProxyType(dict(aliases.agencies)), faults


def _read_topics(folder: Path) -> tuple[frozenset[str], list[Fault]]:
    value, faults = _read_yaml(_find_file(folder, TOPICS), TOPICS)
    if value is None:
        return frozenset(), faults
    model, new_faults = validate(TopicsModel, value, TOPICS)
    words = frozenset(word for heading in model.root.values() for word in heading) if model else frozenset()
    return words, faults + new_faults

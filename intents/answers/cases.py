"""Intent `cases`: all cases that match the conditions."""

from __future__ import annotations

from collections.abc import Sequence

from data.model import Case
from intents.answers.remarks import case_remarks
from intents.index.case_index import CaseIndex
from intents.index.selection import noun_of, order_cases
from intents.model.answer import Answer, Option
from intents.model.query import (
    EVERYTHING,
    ByAgency,
    Filter,
    InNotice,
    InRegion,
    InTier,
    Not,
    Numbered,
    Query,
    both,
    conjuncts,
    denies_itself,
    either,
)
from intents.phrasing.description import Describer
from intents.phrasing.words import label_ordinal


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return all matching cases in answer order, with other readings of the conditions as options."""
    mask = index.evaluate(query.where)
    matching = order_cases(query.where, mask, index)
    counted = noun_of(mask, index).counted(len(matching))
    heading = f"共 {counted}：" if matching else explain_absence(query.where, index, describer)
    return Answer(
        "cases",
        heading,
        cases=matching,
        remarks=case_remarks(query.where, matching, index),
        options=alternative_options(query, index, describer),
    )


def no_cases(index: CaseIndex) -> str:
    """Return the sentence that no case matches."""
    return f"没有符合这些条件的{noun_of(0, index).noun}。"


def explain_absence(where: Filter, index: CaseIndex, describer: Describer) -> str:
    """Return a sentence that says why no case matches: 没有，10 个最佳实践案例都有江苏参与."""
    parts = conjuncts(where)
    excluded = [part.part for part in parts if isinstance(part, Not)]
    domain = both(*(part for part in parts if not isinstance(part, Not)))
    count = index.evaluate(domain).bit_count()
    if denies_itself(where):
        return "没有，这些条件互相排斥。"
    if isinstance(where, ByAgency):
        return f"没有，通知里没有{describer.name(where)}。"
    if not excluded or not count:
        return _explain_missing_tier(parts, index, describer) or no_cases(index)
    noun, measure = describer.noun(domain)
    those = f"{count} {measure}{noun if domain == EVERYTHING else describer.case_phrase(domain)}"
    if all(isinstance(part, InRegion) for part in excluded):
        names = [describer.name(part) for part in excluded]
        if len(names) == 1:
            return f"没有，{those}{names[0]}都参与了。"
        return f"没有，{those}都至少有{'、'.join(names)}之一参与。"
    return f"没有，{those}都{describer.clause(either(*excluded))}。"


def _explain_missing_tier(parts: Sequence[Filter], index: CaseIndex, describer: Describer) -> str:
    """Return the sentence that a place or agency has no case of a tier, 宁波没有最佳实践案例; else empty."""
    tiers = [part for part in parts if isinstance(part, InTier)]
    named = [part for part in parts if isinstance(part, InRegion | ByAgency)]
    if len(tiers) != 1 or len(named) != 1 or len(parts) != 2 or not index.evaluate(named[0]):
        return ""
    return f"{describer.name(named[0])}没有{tiers[0].name}。"


def alternative_options(query: Query, index: CaseIndex, describer: Describer) -> tuple[Option, ...]:
    """Return other readings as options.

    For several places the option is any of them instead of all; for a number without a tier the options are the tiers.
    """
    parts = conjuncts(query.where)
    places = [part for part in parts if isinstance(part, InRegion)]
    if len(places) > 1:
        others = (part for part in parts if part not in places)
        wider = query.with_(ask="cases", where=both(either(*places), *others))
        names = [describer.name(place) for place in places]
        return (Option(f"{'、'.join(names[:-1])}或{names[-1]}任一参与", describer.question(wider)),)
    numbers = [part for part in parts if isinstance(part, Numbered)]
    if len(numbers) == 1 and not any(isinstance(part, InTier) for part in parts):
        matching = index.select(index.evaluate(query.where))
        # Reversed, so that the dictionary keeps the first case of each tier.
        firsts = {(case.notice, case.tier): case for case in reversed(matching) if case.tier}
        if len(firsts) > 1:
            return tuple(
                _tier_option(query, case, numbers[0], index, describer) for case in list(firsts.values())[::-1][:3]
            )
    return ()


def _tier_option(query: Query, case: Case, number: Numbered, index: CaseIndex, describer: Describer) -> Option:
    """Return the option that asks for the same number in the tier of `case`."""
    named = [InNotice(case.notice)] if len(index.dataset.notices) > 1 else []
    where = both(*named, *conjuncts(query.where), InTier(case.tier or ""))
    label = f"{case.tier}{label_ordinal(number.number, number.until)}"
    return Option(
        "的".join((*map(describer.notice_name, named), label)),
        describer.question(query.with_(ask="cases", where=where)),
    )

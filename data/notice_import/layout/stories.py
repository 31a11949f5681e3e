"""Find the agency that the text about a case names first.

For example 上饶市总工会从2018年起开办公益托管班 below 一、爱心托管班.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.agency_name import body_ends
from data.notice_import.names.agencies import is_agency_list
from data.notice_import.names.places import Places

_MOST, _NEARLY_ALL = 0.6, 0.8
"""The minimum share of texts that begin with an agency, and of texts with an agency in one of the first clauses."""
_CLAUSES = 4
"""The number of clauses of a text that are examined."""
_LEAST = 3
"""The minimum number of texts with an agency."""
_DEPARTMENT = re.compile("[\u4e00-\u9fff]{2,8}?(?:处|学院|中心|研究院|研究所)")


def agencies_of_stories(items: Sequence[Sequence[str]], places: Places) -> list[str]:
    """Return for each item, a title and the lines of its text, the agencies that the text names first.

    All are empty unless most texts have agencies there: a name within a sentence may be that of anybody.
    """
    stories = [re.split("[，,。]", item[1])[:_CLAUSES] if len(item) > 1 else [] for item in items]
    found = [[_leading(clause, places) for clause in clauses] for clauses in stories]
    first = sum(bool(names and names[0]) for names in found)
    some = sum(any(names) for names in found)
    if some < _LEAST or not (first >= _MOST * len(items) or some >= _NEARLY_ALL * len(items)):
        return [""] * len(items)
    return [next(filter(None, names), "") for names in found]


def _leading(clause: str, places: Places) -> str:
    """Return the agencies at the beginning of the clause, which continues after them; empty if there are none."""
    bodies = list(body_ends(clause))
    departments = [found.end() for end in bodies if (found := _DEPARTMENT.match(clause, end))]
    ends = sorted((end for end in (*bodies, *departments) if end < len(clause)), reverse=True)
    return next((clause[:end] for end in ends if is_agency_list(clause[:end], places)), "")

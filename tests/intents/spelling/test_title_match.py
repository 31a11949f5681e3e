from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from intents.index.case_index import CaseIndex
from intents.language.normalize import normalize_name
from intents.spelling.title_match import MIN_LENGTH, OFFERED, match_titles
from tests.intents.names import DATASET

# A text; the case it means, the part of its title, and the edits between them.
MATCHED = {
    "a whole title": ("构建长三角地区叉车检验标准体系", "2/4 构建长三角地区叉车检验标准体系 0"),
    "a long part of one": ("历史文化名城标准化合作", "2/8 历史文化名城标准化合作 0"),
    "a character mistyped": ("构建长三角地区差车检验标准体系", "2/4 构建长三角地区叉车检验标准体系 1"),
    "a character mistyped in a part": ("历史文化明城标准化合作", "2/8 历史文化名城标准化合作 1"),
    "two characters left out": ("探索制定示范区企业登记标准", "1/3 探索制定示范区统一企业登记标准 2"),
    "two characters left out of a longer one": (
        "支持共建长三角生态绿色一体化示范区",
        "2/1 支持共建长三角生态绿色一体化发展示范区 2",
    ),
    "two characters swapped": ("构建长三角地区车叉检验标准体系", "2/4 构建长三角地区叉车检验标准体系 1"),
    "two slips in nine characters": ("构建三长角地区车检", "2/4 构建长三角地区叉车检 2"),
    "a Latin letter left out": ("6科创走廊区域质量提升", "2/9 g60科创走廊区域质量提升 1"),
    "a text that is too short": ("叉车检验", ""),
    "a text that is too far": ("推进长江禁鱼协同监管", ""),
    "another subject": ("今天天气怎么样啊你说", ""),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "expected"), MATCHED.values(), ids=MATCHED)
def test_the_title_that_a_text_means(index: CaseIndex, text: str, expected: str) -> None:
    found = match_titles(text, index.topics)
    told = [f"{index.cases[one.position].id.partition('/')[2]} {one.part} {one.edits}" for one in found]
    assert " ".join(told) == expected


@pytest.mark.parametrize("case", DATASET.cases, ids=lambda case: str(case.id))
def test_a_title_means_its_case(index: CaseIndex, case: object) -> None:
    title = normalize_name(case.title)  # type: ignore[attr-defined]
    (match,) = match_titles(title, index.topics)
    assert index.cases[match.position] == case
    assert match.edits == 0


TITLES = st.sampled_from([normalize_name(case.title) for case in DATASET.cases])


@given(title=TITLES, at=st.integers(0, 40), char=st.sampled_from("叉车鱼龘的"))
def test_one_slip_in_a_title_is_still_its_case(index: CaseIndex, title: str, at: int, char: str) -> None:
    at %= len(title)
    text = title[:at] + char + title[at + 1 :]
    found = match_titles(text, index.topics)
    assert normalize_name(index.cases[found[0].position].title) == title
    assert found[0].edits <= 1


@given(st.text("长三角地区叉车检验标准体系示范名城禁渔龘", max_size=20))
def test_matches_are_few_and_nearest_first(index: CaseIndex, text: str) -> None:
    found = match_titles(text, index.topics)
    assert len(found) <= OFFERED
    assert [one.edits for one in found] == sorted(one.edits for one in found)
    assert len({one.position for one in found}) == len(found)
    assert not found or len(text) >= MIN_LENGTH
    assert all(one.part in one.name and OSA.distance(text, one.part) == one.edits for one in found)

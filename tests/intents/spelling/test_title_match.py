from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from intents.engine import Engine
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


def with_titles(*titles: str) -> Engine:
    """The shipped data, with other titles for its first cases and without their aliases."""
    notice = DATASET.notices[0]
    first, *rest = notice.tiers
    cases = [replace(case, title=title, aliases=()) for case, title in zip(first.cases, titles, strict=False)]
    tiers = (replace(first, cases=(*cases, *first.cases[len(titles) :])), *rest)
    return Engine(replace(DATASET, notices=(replace(notice, tiers=tiers),)))


def test_a_single_slip_means_the_nearer_of_two_titles() -> None:
    answer, _ = with_titles("发布民宿多证合一评价规范", "编制工地多报合一评价规范").ask("多证台一评价规范")
    assert [case.title for case in answer.cases] == ["发布民宿多证合一评价规范"]
    assert [repair.target for repair in answer.repairs] == ["多证合一评价规范"]


def test_a_slip_in_what_two_titles_have_means_both() -> None:
    titles = ["聚焦成品油做实积分管理打通最后一公里", "聚焦老街区做实积分管理打通最后一公里"]
    answer, _ = with_titles(*titles).ask("做实积分官理打通最后一公里")
    assert [case.title for case in answer.cases] == titles


def test_half_a_word_that_several_titles_have_is_asked_about() -> None:
    titles = ["推进医美机构社会共治评价规范", "建立医美机构社会共治评价规范"]
    answer, _ = with_titles(*titles).ask("美机构社会共治价规范")
    assert [option.question for option in answer.options] == titles


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

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.load import load
from intents.index.case_index import CaseIndex
from intents.meaning.encoder import SIZE, SentenceEncoder
from intents.meaning.nearest import COMPARED, MAX_OFFERED, NearestCases, from_bytes, names_of, to_bytes

INDEX = CaseIndex.build(load())
NEAREST = NearestCases(INDEX)


class Kept:
    """A store in memory."""

    def __init__(self, content: bytes | None = None) -> None:
        self.content = content

    def exists(self) -> bool:
        return self.content is not None

    def read(self) -> bytes | None:
        return self.content

    def write(self, content: bytes) -> None:
        self.content = content


def titles(text: str) -> list[str]:
    return [INDEX.cases[at].title for at in NEAREST.find(text)]


def test_the_nearest_case_comes_first() -> None:
    found = titles("渔民不许下江打鱼")
    assert found[0] == "推进“长江禁渔”长三角协同监管"
    assert len(found) <= MAX_OFFERED


@pytest.mark.parametrize("text", ["今天天气怎么样", "红烧肉的做法", "离婚财产怎么分", "嗷呜嗷呜", "股票行情"])
def test_nothing_is_offered_for_another_subject(text: str) -> None:
    assert titles(text) == []


def test_nothing_is_offered_where_only_the_words_of_a_case_are_near() -> None:
    assert NEAREST.find("叉车公司招聘员工", "公司招聘员工") == []
    assert NEAREST.find("仓库里的叉车怎么年检", "仓库里的怎么年检") != []


def with_first_case(**changes: tuple[str, ...]) -> NearestCases:
    """The nearest cases where the first of the shipped ones is changed."""
    notice = INDEX.dataset.notices[0]
    first, *others = notice.tiers[0].cases
    tier = replace(notice.tiers[0], cases=(replace(first, **changes), *others))  # type: ignore[arg-type]
    notice = replace(notice, tiers=(tier, *notice.tiers[1:]))
    return NearestCases(CaseIndex.build(replace(INDEX.dataset, notices=(notice,))))


def test_a_paraphrase_leads_to_its_case() -> None:
    text = "晚上跳广场舞的吵得睡不着"
    assert NEAREST.find(text) == []
    assert with_first_case(paraphrases=("夜里的广场舞太吵", "跳舞的音响扰民")).find(text) == [0]


def test_a_case_without_paraphrases_is_offered_by_its_names() -> None:
    assert with_first_case(paraphrases=()).find("让老百姓花钱满意的行动")[0] == 0
    assert with_first_case(paraphrases=(), aliases=()).find("让老百姓消费满意的行动")[0] == 0


def test_the_similarity_to_a_case_is_the_mean_of_its_nearest_names() -> None:
    names = names_of(INDEX.cases[0], INDEX.topics.subjects[0])
    vector = from_bytes(NEAREST._names[: len(names)])  # noqa: SLF001 - that they are compared by
    one = sorted(vector @ vector[0])[-COMPARED:]
    assert NEAREST.similarities(vector[0])[0] == pytest.approx(sum(one) / COMPARED, abs=1e-5)
    assert NEAREST.similarities(vector[0], compared=1)[0] == pytest.approx(one[-1], abs=1e-5)
    alone = with_first_case(paraphrases=(), aliases=())
    count = alone._numbers[0]  # noqa: SLF001 - fewer than are compared
    assert count < COMPARED
    assert alone.similarities(vector[0])[0] == pytest.approx(np.mean(vector[:1] @ vector[0]), abs=0.05)


def test_an_abbreviation_is_not_compared() -> None:
    assert "食安" in INDEX.topics.subjects[6].split("\n")
    assert titles("晚安") == []


def test_stored_vectors_are_read_and_others_are_replaced() -> None:
    kept = Kept()
    NearestCases(INDEX, kept)
    assert kept.content is not None
    computed = kept.content
    turned = np.frombuffer(computed, np.int8).reshape(-1, SIZE)[::-1].tobytes()
    assert NearestCases(INDEX, Kept(turned)).find("渔民不许下江打鱼") != NEAREST.find("渔民不许下江打鱼")
    for content in (b"", computed[:-1]):  # of other data
        kept = Kept(content)
        NearestCases(INDEX, kept)
        assert kept.content == computed


@given(st.lists(st.floats(-0.1875, 0.1875, width=32), min_size=1, max_size=20))
def test_a_vector_is_stored_almost_as_it_is(components: list[float]) -> None:
    vectors = np.array([components], np.float32)
    assert np.abs(from_bytes(to_bytes(vectors)) - vectors).max() <= 0.001


@pytest.mark.parametrize("text", ["渔民不许下江打鱼" * 30, "渔民不许下江打鱼" + "\U00020000" * 90])
def test_a_text_that_takes_long_to_encode_is_near_nothing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert titles(text[:8])

    def fail(*_: object) -> None:
        raise AssertionError("it is encoded")

    monkeypatch.setattr(SentenceEncoder, "encode", fail)
    assert titles(text) == []

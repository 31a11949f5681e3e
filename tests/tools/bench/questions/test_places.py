"""Places by name."""

import pytest

from tests.questions.notices import NoticeIndex
from tests.tools.bench.questions.places import LONGEST, PlaceIndex


@pytest.fixture(scope="module")
def place_index(index: NoticeIndex) -> PlaceIndex:
    return PlaceIndex(index)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("启动连云港试点", {"连云港"}),
        ("启动连云试点", {"连云"}),
        ("江苏南京市鼓楼区、苏州", {"江苏", "南京市", "鼓楼区", "苏州"}),
        ("推行电梯按需维保", set()),
    ],
)
def test_names_in_a_text(place_index: PlaceIndex, text: str, expected: set[str]) -> None:
    assert place_index.names_in(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("江苏省", "江苏"), ("吴江区", "吴江区"), ("吉林省", "吉林省"), ("海南藏族自治州", "海南藏族自治州")],
)
def test_a_name_of_a_place_is_unambiguous(
    index: NoticeIndex, place_index: PlaceIndex, name: str, expected: str
) -> None:
    (place,) = index.places.named(name)
    assert place_index.name(place) == expected


def test_a_shared_name_has_the_place_above_before_it(index: NoticeIndex, place_index: PlaceIndex) -> None:
    names = {place_index.name(place) for place in index.places.named("鼓楼区")}
    assert {"南京鼓楼区", "徐州鼓楼区", "福州鼓楼区"} <= names


def test_no_name_is_longer_than_is_looked_for(index: NoticeIndex) -> None:
    assert max(map(len, index.places.by_name)) <= LONGEST

from __future__ import annotations

import pytest

from data.notice_import.layout.stories import agencies_of_stories
from data.notice_import.names.places import load_places

PLACES = load_places()
FIRST = {
    "at the beginning": ("南昌市总工会针对外卖骑手布设驿站。", "南昌市总工会"),
    "with its department": ("贵州大学招生就业处联系省内企业。", "贵州大学招生就业处"),
    "after a clause": ("每年春节后，毕节市就业局会同铁路部门开行专列。", "毕节市就业局"),
    "in the second sentence": ("淡季裁人是老难题。赣州市总工会牵头建立平台。", "赣州市总工会"),
    "two together": ("毕节市财政局与毕节职业技术学院开设班次。", "毕节市财政局与毕节职业技术学院"),
    "none": ("大家都说好。", ""),
}


@pytest.mark.parametrize(("story", "expected"), FIRST.values(), ids=FIRST)
def test_the_agency_that_a_story_names_first(story: str, expected: str) -> None:
    others = [("甲案例", "九江市总工会把车开进工地。")] * 4
    assert agencies_of_stories([("乙案例", story), *others], PLACES)[0] == expected


def test_one_story_with_an_agency_tells_nothing() -> None:
    items = [
        ("甲案例", "九江市总工会把车开进工地。"),
        ("乙案例", "大家都说好。"),
        ("丙案例", "成效明显。"),
        ("丁案例",),
    ]
    assert agencies_of_stories(items, PLACES) == ["", "", "", ""]

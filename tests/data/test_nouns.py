from __future__ import annotations

import pytest

from data.nouns import derive_noun


@pytest.mark.parametrize(
    ("title", "tiers", "units", "expected"),
    [
        ("关于公布优秀案例的通知", [], ["个"], ("案例", "个")),
        ("「第25屆公共工程金質獎」特優得獎名單", ["土木類特優"], ["件", ""], ("工程", "件")),
        ("「卓越實踐在社福」獎勵計劃得獎計劃名單", [], [], ("计划", "个")),
        ("关于公布优秀案例获奖项目名单的通知", [], ["名"], ("项目", "个")),
        ("关于表彰先进的通报", ["一等作品", "二等作品"], [], ("作品", "件")),
        ("关于表彰先进的通报", ["一等作品", "二等奖"], [], ("案例", "个")),
        ("关于公布优秀作品的通知", [], ["件", "篇"], ("作品", "件")),
    ],
)
def test_derive_noun(title: str, tiers: list[str], units: list[str], expected: tuple[str, str]) -> None:
    assert derive_noun(title, tiers, units) == expected

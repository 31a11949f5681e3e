from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import (
    About,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Numbered,
    OnlyRegions,
    PlaceCount,
    UnitCount,
)
from tests.intents.names import REGIONS, TIERS

CODES = {place.short: place.code for place in REGIONS}
SHANGHAI, ANHUI = InRegion(CODES["上海"]), InRegion(CODES["安徽"])
BEST = InTier(TIERS[0])

NAMED: dict[str, tuple[Filter, str]] = {
    "a place": (ANHUI, "安徽"),
    "a place elsewhere": (InRegion("360000"), "江西"),
    "an area": (InArea("苏南"), "苏南"),
    "a department": (ByAgency("计量处"), "计量处"),
    "a department of a place": (ByAgency("计量处", CODES["浙江"]), "浙江计量处"),
    "a bureau by its whole name": (ByAgency("市场监督管理局", CODES["上海"]), "上海市市场监督管理局"),
    "a department and its bureau": (
        ByAgency("市场监督管理局执法稽查处", CODES["浙江"]),
        "浙江省市场监督管理局执法稽查处",
    ),
    "a bureau by a short name": (ByAgency("市监局", CODES["上海"]), "上海市监局"),
    "a bureau of a place": (ByAgency("", CODES["金华"]), "金华局"),
    "a tier": (BEST, "最佳实践案例"),
    "a notice that is none": (InNotice("x"), "x"),
    "a case": (IsCase("csj-2022/2/4"), "构建长三角地区叉车检验标准体系"),
    "a number": (Numbered(3), "第 3 个"),
    "the last": (Numbered(-1), "最后一个"),
    "from the end": (Numbered(-2), "倒数第 2 个"),
    "words": (About(("叉车", "标准")), "叉车 标准"),
    "words as the notice writes them": (About(("g60",)), "G60"),
    "only": (OnlyRegions((CODES["上海"], CODES["浙江"])), "只有上海、浙江"),
    "so many places": (PlaceCount("province", "==", 2), "恰好 2 个省市"),
    "so many cities of a place": (PlaceCount("city", ">=", 2, "340000"), "至少 2 个安徽城市"),
    "so many cities": (PlaceCount("city", ">=", 2), "至少 2 个城市"),
    "so many units": (UnitCount("<", 3), "少于 3 个单位"),
}


@pytest.mark.parametrize(("part", "expected"), NAMED.values(), ids=NAMED)
def test_name_of_a_condition(engine: Engine, part: Filter, expected: str) -> None:
    assert engine.describer.name(part) == expected


LABELLED = {
    "a title": (IsCase("csj-2022/2/4"), "《构建长三角地区叉车检验标准体系》"),
    "the words of a whole title": (About(("构建长三角地区叉车检验标准体系",)), "《构建长三角地区叉车检验标准体系》"),
    "other words": (About(("叉车",)), "叉车"),
}


@pytest.mark.parametrize(("part", "expected"), LABELLED.values(), ids=LABELLED)
def test_titles_have_their_marks(engine: Engine, part: Filter, expected: str) -> None:
    assert engine.describer.labelled_name(part) == expected


def test_several_notices_are_distinguished(several: Engine) -> None:
    names = {several.describer.name(InNotice(notice.id)) for notice in several.dataset.notices}
    assert len(names) == len(several.dataset.notices)

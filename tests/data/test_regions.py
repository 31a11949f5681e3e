from __future__ import annotations

from importlib.resources import files

import pytest

from data.load import load
from data.regions import RegionTable, read_table, short_name

TABLE = RegionTable(load().regions)
HEAD = "code,name,level,parent\n"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("安徽省", "安徽"),
        ("上海市", "上海"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("香港特别行政区", "香港"),
        ("恩施土家族苗族自治州", "恩施"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("伊犁哈萨克自治州", "伊犁"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("塔什库尔干塔吉克自治县", "塔什库尔干"),
        ("龙胜各族自治县", "龙胜"),
        ("东乡族自治县", "东乡"),
        ("鄂温克族自治旗", "鄂温克"),
        ("三都水族自治县", "三都"),
        ("管城回族区", "管城"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("阿荣旗", "阿荣"),
        ("土默特左旗", "土默特左旗"),
        ("浦东新区", "浦东"),
        ("神农架林区", "神农架"),
        ("政和县", "政和"),
        ("吴江区", "吴江"),
        ("寿县", "寿县"),
        ("芒市", "芒市"),
        ("郊区", "郊区"),
    ],
)
def test_short_name(name: str, short: str) -> None:
    assert short_name(name) == short


def test_every_short_name_has_two_characters() -> None:
    assert [region.name for region in TABLE.regions if len(region.short) < 2] == []
    assert [region.name for region in TABLE.regions if region.short.endswith(("族", "自治"))] == []


def test_whole_country_in_order() -> None:
    levels = [region.level for region in TABLE.regions if not region.further]
    assert [levels.count(level) for level in ("province", "city", "county")] == [34, 333 + 22, 2847 + 26]
    assert levels == sorted(levels, key=["province", "city", "county"].index)


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("吴江区", ["江苏省", "苏州市", "吴江区"]),
        ("宜兴市", ["江苏省", "无锡市", "宜兴市"]),
        ("溧阳市", ["江苏省", "常州市", "溧阳市"]),
        ("长兴县", ["浙江省", "湖州市", "长兴县"]),
        ("广德市", ["安徽省", "宣城市", "广德市"]),
        ("嘉善县", ["浙江省", "嘉兴市", "嘉善县"]),
        ("青浦区", ["上海市", "青浦区"]),
        ("仙桃市", ["湖北省", "仙桃市"]),
        ("北京市朝阳区", ["北京市", "朝阳区"]),
        ("吉林省吉林市", ["吉林省", "吉林市"]),
    ],
)
def test_find(name: str, chain: list[str]) -> None:
    region = TABLE.find(name)
    assert region
    assert [above.name for above in region.chain] == chain
    assert region.is_within(region.province)


@pytest.mark.parametrize("name", ["朝阳区", "琼山市", "上海", "江苏省鼓楼区", "", "市"])
def test_find_returns_none_for_unknown_or_shared_names(name: str) -> None:
    assert TABLE.find(name) is None


def test_short_finds_the_highest_first() -> None:
    assert [region.name for region in TABLE.short("吉林")] == ["吉林省", "吉林市"]
    assert TABLE.short("不存在") == ()


def test_other_names_by_full_name_or_after_the_parent() -> None:
    text = (files("data") / "regions.csv").read_text("utf-8")
    aliases = {"安徽省": ["皖"], "北京市朝阳区": ["朝阳门外"], "朝阳区": ["两处都叫"], "琼山市": ["琼山"]}
    table, faults, unknown = read_table(text, "r", aliases)
    assert faults == []
    assert unknown == ("朝阳区", "琼山市")
    assert {region.name: region.aliases for region in table.regions if region.aliases} == {
        "安徽省": ("皖",),
        "朝阳区": ("朝阳门外",),
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "r: line 1: 第一行应为 code,name,level,parent，却是「」"),
        ("code,name\n", "r: line 1: 第一行应为 code,name,level,parent，却是「code,name」"),
        (f"{HEAD}110000,北京市\n", "r: line 2: 应为「六位代码,名称,级别,上级」：110000,北京市"),
        (f"{HEAD}1100,北京市,province,\n", "r: line 2: 应为「六位代码,名称,级别,上级」：1100,北京市,province,"),
        (f"{HEAD}110000,北京市,town,\n", "r: line 2: 应为「六位代码,名称,级别,上级」：110000,北京市,town,"),
        (f"{HEAD}110000,,province,\n", "r: line 2: 应为「六位代码,名称,级别,上级」：110000,,province,"),
        (f"{HEAD}110000,北京市,province,\n110000,天津市,province,\n", "r: line 3: 代码 110000 重复"),
        (f"{HEAD}110101,东城区,county,北京市\n", "r: 代码 110101: 上级「北京市」不在表里"),
    ],
)
def test_faults(text: str, fault: str) -> None:
    assert [str(found) for found in read_table(text, "r", {})[1]] == [fault]

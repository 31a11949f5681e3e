from __future__ import annotations

import pytest

from data.load import load
from data.place_name import Setting, find_places, unknown_place
from data.regions import RegionTable

TABLE = RegionTable(load().regions)


def place_of(name: str, setting: Setting) -> str:
    place = find_places(name, TABLE, setting).place
    return ">".join(region.name for region in place.chain) if place else ""


def setting_of(issuer: str, date: str | None = None) -> Setting:
    return Setting.of([issuer], date, TABLE)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # only at the beginning, and where a branch begins
        ("嘉义县政府", "台湾省>嘉义县"),
        ("中山大学", ""),
        ("武夷山海关", "福建省>南平市>武夷山市"),
        ("塔城海关", "新疆维吾尔自治区>塔城地区"),
        ("澳门街坊会联合总会", "澳门特别行政区"),
        ("武夷山茶厂", ""),
        ("京东方科技集团", ""),
        ("国网福建省电力有限公司德化县供电公司", "福建省>泉州市>德化县"),
        ("国网重庆市电力公司彭水供电分公司", "重庆市>彭水苗族土家族自治县"),
        ("中国移动通信集团福建有限公司泉州分公司", "福建省>泉州市"),
        ("中车青岛四方机车车辆股份有限公司", "山东省>青岛市"),
        ("招商局重庆交通科研设计院有限公司", "重庆市"),
        ("交通运输部天津水运工程科学研究院", "天津市"),
        ("交通运输部北海航海保障中心天津航标处", "天津市"),
        ("国能黄骅港务有限责任公司", "河北省>沧州市>黄骅市"),
        ("中建东方装饰有限公司", ""),
        ("四川省阿坝生态环境监测中心站", "四川省>阿坝藏族羌族自治州"),
        ("国家统计局江苏调查总队", "江苏省"),
        ("香港中文大学（深圳）", "广东省>深圳市"),
        ("哈尔滨工业大学（威海）", "山东省>威海市"),
        ("北京大学深圳医院", "广东省>深圳市"),
        ("南京医科大学附属淮安市第一人民医院", "江苏省>淮安市"),
        ("贵州中医药大学第一附属医院", "贵州省"),
        ("浙江省市场监督管理局（浙江省知识产权局）", "浙江省"),
        # former names, and short forms of autonomous divisions
        ("平坝县农业局", "贵州省>安顺市>平坝区"),
        ("襄樊市中级人民法院", "湖北省>襄阳市"),
        ("渝北区人民法院", "重庆市>渝北区"),
        ("石柱县人民法院", "重庆市>石柱土家族自治县"),
        ("黔东南州妇女联合会", "贵州省>黔东南苗族侗族自治州"),
        ("毕节市生态环境局金沙分局", "贵州省>毕节市>金沙县"),
        ("浙江省市场监督管理局消费者权益保护分局", "浙江省"),
        ("泸州市叙永生态环境局", "四川省>泸州市>叙永县"),
        ("贵州赤水桫椤国家级自然保护区管理局", "贵州省>遵义市>赤水市"),
        ("湖南桃源洞国家级自然保护区管理局", "湖南省"),
        ("内蒙古赛罕乌拉国家级自然保护区管理局", "内蒙古自治区"),
        # a name that Hong Kong has too
        ("攀枝花市东区人民法院", "四川省>攀枝花市>东区"),
        ("西贡区社区中心", "香港特别行政区>西贡区"),
        ("新北市板桥区公所", "台湾省>新北市>板桥区"),
    ],
)
def test_places_of_a_name(name: str, expected: str) -> None:
    assert place_of(name, Setting()) == expected


@pytest.mark.parametrize(
    ("name", "setting", "expected"),
    [
        ("江北区委政法委", setting_of("重庆市高级人民法院"), "重庆市>江北区"),
        ("江北区委政法委", setting_of("浙江省高级人民法院"), "浙江省>宁波市>江北区"),
        ("江北区委政法委", Setting(), ""),
        ("鼓楼区人民法院", setting_of("福建省高级人民法院"), "福建省>福州市>鼓楼区"),
        ("南郊区人民法院", setting_of("山西省高级人民法院", "2012-01-01"), "山西省>大同市>南郊区"),
        ("南郊区人民法院", setting_of("山西省高级人民法院"), "山西省"),
        ("玉屏民族中等职业学校", setting_of("贵州省教育厅"), "贵州省>铜仁市>玉屏侗族自治县"),
        ("玉屏民族中等职业学校", Setting(), ""),
        ("南京大学", setting_of("贵州省教育厅"), "江苏省>南京市"),
    ],
)
def test_a_setting_decides_between_namesakes(name: str, setting: Setting, expected: str) -> None:
    assert place_of(name, setting) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("云汐市工商局", "云汐市"), ("经济部水利署中区分署", ""), ("经济开发区管委会", "")]
)
def test_a_place_of_no_table(name: str, expected: str) -> None:
    assert unknown_place(name, 0) == expected

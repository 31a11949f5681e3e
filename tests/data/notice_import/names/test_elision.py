from __future__ import annotations

import pytest

from data.notice_import.names.agencies import split_agencies
from data.notice_import.names.elision import Speaker, find_speaker, restore
from data.notice_import.names.places import load_places

PLACES = load_places()
XIAMEN = Speaker("福建省", "厦门市", "")


def restored(text: str, speaker: Speaker = XIAMEN, group: str = "") -> list[str]:
    return restore(split_agencies(text, PLACES), PLACES, speaker, group)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("广州市文化局、荔湾区文化局", ["广州市文化局", "广州市荔湾区文化局"]),
        ("佛山市南海区文化局、里水镇人民政府", ["佛山市南海区文化局", "佛山市南海区里水镇人民政府"]),
        ("江苏省南京市民政局、扬州市民政局", ["江苏省南京市民政局", "江苏省扬州市民政局"]),
        ("江苏省宜兴市民政局、溧阳市民政局", ["江苏省宜兴市民政局", "江苏省溧阳市民政局"]),
        ("湖南农业大学农学院、植物保护学院", ["湖南农业大学农学院", "湖南农业大学植物保护学院"]),
        ("北京大学法学院、历史学系", ["北京大学法学院", "北京大学历史学系"]),
        ("上海市民政局计财处、法规处", ["上海市民政局计财处", "上海市民政局法规处"]),
        (
            "黑龙江省农业科学院齐齐哈尔分院、大庆分院",
            ["黑龙江省农业科学院齐齐哈尔分院", "黑龙江省农业科学院大庆分院"],
        ),
        ("江汉大学人文学院、图书馆", ["江汉大学人文学院", "江汉大学图书馆"]),
        (
            "海曙区市场监督管理局东郊市场监督管理所、望春市场监督管理所",
            ["海曙区市场监督管理局东郊市场监督管理所", "海曙区市场监督管理局望春市场监督管理所"],
        ),
        ("桐庐县人民法院、县司法局", ["桐庐县人民法院", "桐庐县司法局"]),
        ("市高法院、集美区委政法委", ["厦门市高法院", "集美区委政法委"]),
        ("省水利厅", ["福建省水利厅"]),
        ("綦江区人民法院、司法局、妇联", ["綦江区人民法院", "綦江区司法局", "綦江区妇联"]),
        ("南京市民政局、教育和体育局", ["南京市民政局", "南京市教育和体育局"]),
        ("郑州市水利局、黄河水利委员会", ["郑州市水利局", "黄河水利委员会"]),
        ("安徽医科大学第一附属医院、第二附属医院", ["安徽医科大学第一附属医院", "安徽医科大学第二附属医院"]),
        ("北京大学第三医院、口腔医院", ["北京大学第三医院", "北京大学口腔医院"]),
        ("安徽农业大学农学院、资源与环境学院", ["安徽农业大学农学院", "安徽农业大学资源与环境学院"]),
        ("广东工业大学科研院、人事处", ["广东工业大学科研院", "广东工业大学人事处"]),
        ("重庆市民政局执法稽查局、法规处", ["重庆市民政局执法稽查局", "重庆市民政局法规处"]),
        ("广西壮族自治区东兴市图书馆、文化馆", ["广西壮族自治区东兴市图书馆", "广西壮族自治区东兴市文化馆"]),
        (
            "陕西黄陵矿业有限公司一号煤矿、二号煤矿",
            ["陕西黄陵矿业有限公司一号煤矿", "陕西黄陵矿业有限公司二号煤矿"],
        ),
        (
            "陕煤集团榆林化学有限责任公司生产技术部、安全环保部",
            ["陕煤集团榆林化学有限责任公司生产技术部", "陕煤集团榆林化学有限责任公司安全环保部"],
        ),
        # what leaves nothing out stays as it is
        ("广东省博物馆、东莞市博物馆", ["广东省博物馆", "东莞市博物馆"]),
        ("聊城市医院、聊城市东昌府区医院、阳谷县医院", ["聊城市医院", "聊城市东昌府区医院", "阳谷县医院"]),
        ("赣州市民政局、信丰县民政局", ["赣州市民政局", "信丰县民政局"]),
        ("厦门市政府、集美区", ["厦门市政府", "集美区"]),
        ("汕头市妇联，金平区图书馆、汕头市图书馆", ["汕头市妇联", "金平区图书馆", "汕头市图书馆"]),
        (
            "广东海事局汕头航标处、交通运输部南海航海保障中心",
            ["广东海事局汕头航标处", "交通运输部南海航海保障中心"],
        ),
        ("南京大学商学院、中央美术学院", ["南京大学商学院", "中央美术学院"]),
        ("兰州大学化学化工学院、敦煌研究院", ["兰州大学化学化工学院", "敦煌研究院"]),
        ("市场监督管理局", ["市场监督管理局"]),
        ("省立医院", ["省立医院"]),
    ],
)
def test_what_a_list_leaves_out_is_put_back(text: str, expected: list[str]) -> None:
    assert restored(text) == expected


def test_a_county_below_a_city_stays_where_its_name_tells_which_it_is() -> None:
    assert restored("秦安县博物馆", group="天水市") == ["秦安县博物馆"]
    assert restored("鼓楼区教育局", group="南京市") == ["南京市鼓楼区教育局"]
    assert restored("秦安县博物馆", group="甘肃省") == ["甘肃省秦安县博物馆"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("杭州市西湖区民政局", "浙江省杭州市西湖区民政局"),
        ("浙江省民政厅", "浙江省民政厅"),
        ("浙江大学", "浙江大学"),
        ("南京市民政局", "南京市民政局"),
    ],
)
def test_the_province_above_a_group_stands_before_its_places(text: str, expected: str) -> None:
    assert restored(text, group="浙江省") == [expected]


def test_issuers_and_title_tell_who_speaks() -> None:
    assert find_speaker(["中共厦门市委改革办", "厦门案例"], PLACES) == Speaker("", "厦门市", "")
    assert find_speaker(["重庆市委政法委"], PLACES) == Speaker("重庆市", "重庆市", "")
    assert find_speaker(["中国质量协会", "案例名单"], PLACES) == Speaker()


@pytest.mark.parametrize(
    ("text", "group", "expected"),
    [
        ("教育局", "合肥市", ["合肥市教育局"]),
        (
            "黔东南苗族侗族自治州黎平县、从江县",
            "贵州省",
            ["贵州省黔东南苗族侗族自治州黎平县", "贵州省黔东南苗族侗族自治州从江县"],
        ),
        ("昌吉回族自治州绿洲供销农资有限公司", "新疆维吾尔自治区", ["昌吉回族自治州绿洲供销农资有限公司"]),
    ],
)
def test_what_stands_below_a_place(text: str, group: str, expected: list[str]) -> None:
    assert restored(text, Speaker(), group) == expected

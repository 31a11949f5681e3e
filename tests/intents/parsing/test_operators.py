from __future__ import annotations

import pytest

from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.lexicon import Lexicon
from tests.intents.names import format_filter

WHERE = {
    # and
    "one place": ("安徽参与了哪些案例", "安徽"),
    "和": ("江苏和安徽都参与的案例", "江苏 & 安徽"),
    "a mere list": ("合肥和芜湖参与的", "合肥 & 芜湖"),
    "a blank": ("浙江 杨浦", "浙江 & 杨浦"),
    "letters": ("沪苏浙都参与的", "上海 & 江苏 & 浙江"),
    "three": ("上海、江苏以及浙江共同参与的案例", "上海 & 江苏 & 浙江"),
    "既又": ("既有上海又有宁波的案例", "上海 & 宁波"),
    "不仅而且": ("不仅上海参与而且宁波也参与的案例", "上海 & 宁波"),
    "a place and a tier": ("安徽参与的最佳案例", "安徽 & 最佳实践案例"),
    "a place and a department": ("浙江计量处参与的最佳案例", "浙江[计量处] & 最佳实践案例"),
    "tiers are apart": ("最佳和优秀案例", "最佳实践案例 | 优秀实践案例"),
    "tiers that nothing joins": ("最佳的优秀的都要", "最佳实践案例 | 优秀实践案例"),
    "so many places as are listed": ("安徽、江苏还有浙江三个省都参与的案例", "安徽 & 江苏 & 浙江"),
    "topics are apart": ("叉车和免票的案例", "叉车* | 免票*"),
    "numbers after their tier": ("最佳案例第2和第3个", "最佳实践案例 & (#2 | #3)"),
    "bare numbers after their tier": ("最佳2、3", "最佳实践案例 & (#2 | #3)"),
    "numbers before their tier": ("第2和第3个最佳案例", "(#2 | #3) & 最佳实践案例"),
    "numbers of two tiers": ("最佳第2个和优秀第3个", "(最佳实践案例 & #2) | (优秀实践案例 & #3)"),
    "a place and a unit": ("宜兴和计量处都参与的案例", "宜兴 & [计量处]"),
    "free words are one topic": ("叉车 免票", "叉车+免票"),
    # or
    "或 looser than 和": ("上海和宁波参与或者广德参与的案例", "(上海 & 宁波) | 广德"),
    "或者": ("江苏或者安徽参与的案例", "江苏 | 安徽"),
    "还是": ("江苏还是安徽参与的案例", "江苏 | 安徽"),
    "within a condition": ("江苏或浙江参与的优秀案例", "(江苏 | 浙江) & 优秀实践案例"),
    "a place or a unit": ("绍兴或者药监局参与的案例", "绍兴 | [药监局]"),
    "across kinds": ("宁波或者最佳的", "宁波 | 最佳实践案例"),
    "任一": ("江苏、安徽任一参与的案例", "江苏 | 安徽"),
    "分别": ("上海和安徽分别参与了哪些案例", "上海 | 安徽"),
    # not
    "没有参与": ("安徽没有参与的案例", "!安徽"),
    "没": ("江苏没参与的", "!江苏"),
    "没有 before it": ("没有安徽的案例", "!安徽"),
    "不含": ("不含浙江的案例", "!浙江"),
    "缺席": ("浙江缺席的案例", "!浙江"),
    "无关": ("与标准无关的案例", "!标准*"),
    "of a tier": ("不是最佳的案例", "!最佳实践案例"),
    "of the nearest alone": ("上海和浙江都参与、江苏没参与的", "上海 & 浙江 & !江苏"),
    "before the nearest alone": ("没有安徽的最佳案例", "!安徽 & 最佳实践案例"),
    "有 and 没有": ("有上海没有安徽的案例", "上海 & !安徽"),
    "但": ("苏浙皖都参与但上海没参与的", "江苏 & 浙江 & 安徽 & !上海"),
    "shared: neither": ("江苏和安徽都没参与的", "!江苏 & !安徽"),
    "shared: one absent": ("江苏或者安徽没有参与的", "!江苏 | !安徽"),
    "shared by a unit and a place": ("消保委和安徽都没有参与的案例", "![消保委] & !安徽"),
    "not of 关于": ("不是关于满意消费的案例", "!满意消费*"),
    "not all": ("安徽和浙江没都参与的", "!(安徽 & 浙江)"),
    "what others did not do": ("安徽没有参与哪些案例", "!安徽"),
    # except
    "除了以外": ("除了安徽以外的案例", "!安徽"),
    "除了, a list": ("除了江苏和安徽以外的案例", "!江苏 & !安徽"),
    "以外 alone": ("安徽以外的案例", "!安徽"),
    "the others": ("除了安徽，其他三地都参与的案例", "!安徽 & 上海 & 江苏 & 浙江"),
    # only
    "只有": ("只有上海和浙江参与的", "only(上海 浙江)"),
    "仅": ("仅上海参与的案例", "only(上海)"),
    "单独": ("上海单独参与的案例", "only(上海)"),
    "不止": ("不止上海参与的案例", "上海 & !only(上海)"),
    "不是只有": ("不是只有上海参与的案例", "上海 & !only(上海)"),
    "只有 or": ("只有上海或者安徽参与的案例", "only(上海) | only(安徽)"),
    "at least one": ("至少一个城市参与的案例", "city>=1"),
    "alone absent": ("只有安徽没参与的案例", "上海 & 江苏 & 浙江 & !安徽"),
    # what is not known
    "known and unknown": ("安徽和温州都参与的案例", "安徽 & ?place:温州"),
    "no unknown place": ("没有温州的案例", "!?place:温州"),
    "only an unknown place": ("只有江西参与的案例", "?place:江西"),
    # brackets
    "brackets first": ("（安徽或者江苏）参与的最佳案例", "(安徽 | 江苏) & 最佳实践案例"),
    "a remark in brackets": ("安徽（谢谢）参与的案例", "安徽"),
    "open ones are passed over": ("（（安徽参与的案例", "安徽"),
    # places and units in one list
    "one absent": ("上海或者计量处没有参与的案例", "!上海 | ![计量处]"),
    "either, in a tier": ("上海或计量处参与的最佳案例", "(上海 | [计量处]) & 最佳实践案例"),
}


@pytest.mark.parametrize(("text", "expected"), WHERE.values(), ids=WHERE)
def test_how_conditions_combine(understanding: Interpreter, lexicon: Lexicon, text: str, expected: str) -> None:
    assert where(understanding, lexicon, text) == expected


def where(understanding: Interpreter, lexicon: Lexicon, text: str) -> str:
    return format_filter(understanding.read(normalize(text).clean).query.where, lexicon)

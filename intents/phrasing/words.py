"""Chinese words that descriptions and questions share: operators, levels of places, numbers and ordinals."""

from __future__ import annotations

from intents.language.numerals import to_hanzi
from intents.language.word_classes import CLASSES
from intents.model.query import Filter, Level, Op, Unknown

OPERATOR_NAMES: dict[Op, str] = {"==": "恰好", ">=": "至少", "<=": "不超过", ">": "超过", "<": "少于"}
LEVEL_NAMES = {"province": "省市", "city": "城市", "county": "区县"}
"""Level → the noun for places of this level: 三个省市."""
UNIT_LEVEL_NAMES: dict[Level, str] = {"province": "省级", "city": "市级", "county": "区县"}
"""Level → the word before 单位 for agencies of a place of this level itself."""


def operator_name(op: Op, count: int) -> str:
    """Return the word for the operator before `count` in a question."""
    # 至少一个 is a cue word with a meaning of its own (any of them), so 至少 1 is written otherwise.
    return "不少于" if (op, count) == (">=", 1) else OPERATOR_NAMES[op]


def count_word(count: int) -> str:
    """Return a number in the form that stands before a measure word: 两, 三."""
    return "两" if count == 2 else to_hanzi(count)


def label_ordinal(number: int, until: int = 0) -> str:
    """Return a position (negative from the end) or a range of positions for a label: 第 5 个, 前 3 个, 最后一个."""
    if number == -1:
        return "最后一个"
    if number < 0:
        return f"最后 {-number} 个" if until else f"倒数第 {-number} 个"
    if until > number:
        return f"前 {until} 个" if number == 1 else f"第 {number} 至 {until} 个"
    return f"第 {number} 个"


def question_ordinal(number: int, until: int) -> str:
    """Return a position or a range of positions for a question: 第5个, 前三个, 最后一个."""
    if number == -1:
        return "最后一个"
    if number < 0:
        return f"最后{count_word(-number)}个" if until else f"倒数第{-number}个"
    if until > number:
        return f"前{count_word(until)}个" if number == 1 else f"第{number}到第{until}个"
    return f"第{number}个"


TAKE_PART = "参与"
"""The verb that says that an agency takes part in a case."""


def names_rank(part: Filter) -> bool:
    """Return whether the condition is a rank that no notice has: 特等奖."""
    return isinstance(part, Unknown) and part.what == "topic" and part.name.endswith(CLASSES.tier_endings)

"""Query → Chinese: the line of interpretation, and a canonical question that means the same query again."""

from __future__ import annotations

from intents.lexicon import Lexicon
from intents.numerals import hanzi
from intents.query import (
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Not,
    Numbered,
    OnlyRegions,
    Op,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    Unknown,
    conjuncts,
)
from intents.world import World

LEVEL_NAMES = {"province": "省市", "city": "城市", "county": "区县"}
_OPS: dict[Op, str] = {"==": "恰好", ">=": "至少", "<=": "不超过", ">": "超过", "<": "少于"}


class Phraser:
    """Says queries over one dataset in Chinese."""

    def __init__(self, world: World, lexicon: Lexicon) -> None:
        self._world, self._lexicon = world, lexicon

    def place(self, code: str) -> str:
        """The short name of a place: 安徽."""
        return self._lexicon.region(code).short

    # The line of interpretation.

    def describe(self, query: Query) -> str:
        """What was understood, without the result: 地区：安徽；等次：最佳实践案例."""
        parts = [self._label(part) for part in conjuncts(query.where) if part != And()]
        if query.items:
            parts.insert(0, "、".join(self.name(item) for item in query.items))
        if query.every is not None:
            parts.insert(0, "是否都符合：")
        scope = query.scope
        if scope.outside:
            parts.append("不计" + "、".join(map(self.place, scope.outside)) + "的单位")
        if scope.op:
            parts.append(f"参与案例数{_OPS[scope.op]} {scope.count} 个")
        return "；".join(parts)

    def _label(self, part: Filter) -> str:
        """A condition with the name of its kind."""
        text = self.name(part)
        positive = part.part if isinstance(part, Not) else part
        first = positive.parts[0] if isinstance(positive, And | Or) and positive.parts else positive
        first = first.part if isinstance(first, Not) else first
        labels: dict[type, str] = {
            InRegion: "地区",
            InArea: "地区",
            OnlyRegions: "地区",
            ByAgency: "单位",
            InTier: "等次",
            About: "主题",
            InNotice: "通知",
            IsCase: "案例",
            Numbered: "序号",
            PlaceCount: "地区数",
            UnitCount: "单位数",
            Unknown: "未收录",
        }
        return f"{labels.get(type(first), '条件')}：{text}"

    def name(self, part: Filter) -> str:
        """A condition in a few words."""
        match part:
            case InRegion(code):
                return self.place(code)
            case InArea(name):
                return name
            case ByAgency(short, code):
                return (self.place(code) if code else "") + (short or "局")
            case InTier(name):
                return name
            case InNotice(id):
                return next((notice.title for notice in self._world.dataset.notices if notice.id == id), id)
            case IsCase(id):
                return self._world.cases[self._world.index[id]].title
            case Numbered(number, until):
                return self._ordinal(number, until)
            case About(words):
                return " ".join(words)
            case OnlyRegions(codes):
                return "只有" + "、".join(map(self.place, codes))
            case PlaceCount(level, op, count):
                return f"{_OPS[op]} {count} 个{LEVEL_NAMES[level]}"
            case UnitCount(op, count):
                return f"{_OPS[op]} {count} 个单位"
            case UnitLevel(level):
                return {"province": "省级", "city": "市级", "county": "区县级"}[level] + "单位"
            case Unknown(name):
                return name
            case Not(inner):
                return "不含" + self._bracketed(inner)
            case And(parts):
                return " 且 ".join(map(self._bracketed, parts))
            case Or(parts):
                return " 或 ".join(map(self._bracketed, parts))

    def _bracketed(self, part: Filter) -> str:
        return f"（{self.name(part)}）" if isinstance(part, And | Or) else self.name(part)

    @staticmethod
    def _ordinal(number: int, until: int) -> str:
        if number < 0:
            return "最后一个" if number == -1 else f"倒数第 {-number} 个"
        return f"第 {number} 至 {until} 个" if until > number else f"第 {number} 个"

    # The canonical question.

    def question(self, query: Query) -> str:
        """A question that is understood as this query again."""
        where = self._clauses(query.where)
        match query.ask:
            case "units":
                return f"{where}有哪些单位" if where else "有哪些单位"
            case "count":
                noun = {"units": "单位", "cases": "案例"}.get(query.subject, LEVEL_NAMES.get(query.subject, "案例"))
                return f"{where}一共有几个{noun}"
            case "card":
                return f"介绍一下{where}"
            case "yes_no":
                return f"有没有{where}"
        return where or "全部案例"

    def _clauses(self, where: Filter) -> str:
        parts = conjuncts(where)
        heads = [self._clause(part) for part in parts if not isinstance(part, InTier | Numbered) and part != And()]
        tiers = [part.name for part in parts if isinstance(part, InTier)]
        numbers = [self._ordinal(part.number, part.until).replace(" ", "") for part in parts if isinstance(part, Numbered)]
        tail = (numbers[0] if numbers else "") + (tiers[0] if tiers else "案例" if heads or numbers else "")
        return "，".join(heads) + ("的" if heads else "") + tail

    def _clause(self, part: Filter) -> str:
        match part:
            case InRegion() | ByAgency() | InArea():
                return f"{self.name(part)}参与"
            case Not(InRegion() | ByAgency() as inner):
                return f"{self.name(inner)}没有参与"
            case Not(inner):
                return f"不是{self.name(inner)}"
            case OnlyRegions(codes):
                return "只有" + "和".join(map(self.place, codes)) + "参与"
            case PlaceCount(level, op, count):
                return f"{_OPS[op]}{hanzi(count)}个{LEVEL_NAMES[level]}参与"
            case UnitCount(op, count):
                return f"{_OPS[op]}{hanzi(count)}个单位"
            case About(words):
                return f"关于{''.join(words)}"
            case Or(parts):
                return "或者".join(map(self._clause, parts))
            case And(parts):
                return "，".join(map(self._clause, parts))
        return self.name(part)

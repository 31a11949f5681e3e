"""Small datasets of invented cases, and a sequence of very many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import overload

from data.model import Agency, Case, Dataset, Notice, Region, Tier

ANHUI = Region("340000", "安徽省", "安徽", "province")
HEFEI = Region("340100", "合肥市", "合肥", "city", ANHUI)
JIANGSU = Region("320000", "江苏省", "江苏", "province")

JIANGSU_OFFICE = Agency("江苏省某局计量处", JIANGSU, "某局", "计量处")
HEFEI_OFFICE = Agency("安徽省合肥市某局", HEFEI, "某局", "")
ANHUI_OFFICE = Agency("安徽省某局", ANHUI, "某局", "")
LOST_OFFICE = Agency("琼山市某局", None, "某局", "")


def case(tier: int, number: int, title: str, *agencies: Agency, notice: str = "n") -> Case:
    name = (None, "最佳案例", "优秀案例")[tier]
    return Case(f"{notice}/{max(tier, 1)}/{number}", notice, name, number, title, (), agencies)


BEST = (case(1, 1, "甲", JIANGSU_OFFICE, HEFEI_OFFICE, ANHUI_OFFICE), case(1, 2, "乙", LOST_OFFICE))
GOOD = (case(2, 1, "丙", ANHUI_OFFICE), case(2, 2, "丁", ANHUI_OFFICE))
NOTICE = Notice(
    id="n",
    title="关于公布“案例”的通知",
    aliases=("头一份通知", "头一份"),
    issued=None,
    issuers=(),
    addressed_to=(),
    facts=(),
    tiers=(Tier("最佳案例", ("第一档的", "最佳"), BEST), Tier("优秀案例", ("优秀",), GOOD)),
    revision="",
)
BARE = (case(0, 1, "戊", notice="m"), case(0, 2, "己", notice="m"))
SECOND = replace(NOTICE, id="m", title="另一份通知", aliases=(), issued="2024-05-06", tiers=(Tier(None, (), BARE),))
ONE = Dataset((NOTICE,), (), (), {}, frozenset(), "")
TWO = replace(ONE, notices=(NOTICE, SECOND))


class Lazy(Sequence[Case]):
    """Many cases, each created on access."""

    def __init__(self, count: int = 57_000) -> None:
        self._count = count
        self.looked: set[int] = set()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Case: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Case]: ...
    def __getitem__(self, at: int | slice) -> Case | Sequence[Case]:
        if isinstance(at, slice):
            return [self[position] for position in range(*at.indices(self._count))]
        self.looked.add(at)
        return case(1, at + 1, f"第{at}", ANHUI_OFFICE)

    def __iter__(self) -> Iterator[Case]:
        return (self[at] for at in range(self._count))

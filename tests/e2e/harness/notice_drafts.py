"""Notices that tests write, change and break while the bot runs."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from data import load

SHIPPED = Path(load.__file__).parent

GUANGZHOU, SHENZHEN, NANNING = (
    f"{place}市场监督管理局" for place in ("广东省广州市", "广东省深圳市", "广西壮族自治区南宁市")
)


@dataclass(frozen=True)
class NoticeDraft:
    """A notice to be written."""

    id: str = "gz-2024"
    title: str = "关于公布优化营商环境案例的通知"
    issued: str | None = "2024-05-06"
    first: Sequence[tuple[str, Sequence[str]]] = (
        ("一件事一次办", (GUANGZHOU, NANNING)),
        ("开办企业一网通", (SHENZHEN,)),
    )
    second: Sequence[tuple[str, Sequence[str]]] = (("信用修复一口办", (NANNING,)),)

    def text(self) -> str:
        """Return it as YAML."""
        tiers = [
            {"name": name, "cases": [{"title": title, "agencies": list(units)} for title, units in cases]}
            for name, cases in (("一等案例", self.first), ("二等案例", self.second))
        ]
        value = {"id": self.id, "title": self.title, "issued": self.issued, "tiers": tiers}
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


class NoticeDirectory:
    """A data directory that has the shipped notice at first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "notices").mkdir(parents=True)
        shutil.copy(SHIPPED / "notices" / "csj-2022.yaml", path / "notices")

    def write(self, draft: NoticeDraft) -> NoticeDraft:
        """Write a notice over the one with its id, as editors do: to another file, which is then renamed."""
        return self.write_text(draft.text(), draft)

    def write_text(self, text: str, draft: NoticeDraft) -> NoticeDraft:
        """Write a text in place of the notice."""
        file = self.path / "notices" / f"{draft.id}.yaml"
        beside = file.with_suffix(".part")
        beside.write_text(text, "utf-8")
        beside.rename(file)
        return draft


BASE = NoticeDraft()

"""Build data folders for tests."""

from __future__ import annotations

from pathlib import Path

from data.load import check

NOTICE = """\
id: gz-2024
title: 关于公布优化营商环境案例的通知
issued: 2024-05-06
tiers:
- name: 一等
  aliases: [头等]
  cases:
  - title: 一件事一次办
    aliases: [一件事]
    agencies: [广东省广州市市场监督管理局, 广州市越秀区市场监督管理局]
  - title: 开办企业一网通
    agencies: [深圳市市场监督管理局]
- name: 二等
  cases: []
"""


SMALL = {
    "regions_csv": """\
code,name,level,parent
440000,广东省,province,
440100,广州市,city,广东省
440104,越秀区,county,广州市
440300,深圳市,city,广东省
""",
    "aliases_yaml": "{}\n",
    "topics_yaml": "{}\n",
}
"""Other files that load quickly, for tests that load many folders."""


def make_folder(path: Path, notice: str | bytes = NOTICE, name: str = "gz-2024.yaml", **others: str) -> Path:
    """Write a data folder at `path` with one notice and other files by name (`aliases_yaml` is aliases.yaml)."""
    (path / "notices").mkdir(exist_ok=True)
    content = notice if isinstance(notice, bytes) else notice.encode()
    (path / "notices" / name).write_bytes(content)
    for other, text in others.items():
        (path / other.replace("_", ".")).write_text(text, encoding="utf-8")
    return path


def error_lines(path: Path) -> list[str]:
    """Return the errors of the folder as lines."""
    return [str(fault) for fault in check(path) if fault.severity == "error"]


def warning_lines(path: Path) -> list[str]:
    """Return the warnings of the folder as lines."""
    return [str(fault) for fault in check(path) if fault.severity == "warning"]

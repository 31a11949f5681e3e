"""Texts that ask for a file: 导出, 发个表格, 把安徽的案例导出成 Excel; and the argument of /export."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.export.file_name import Form

MAX_LENGTH = 100
"""Characters of a request; a longer text is a question or a document."""

_FILE = r"(?:(?:excel|xlsx|csv)\s*(?:表格?|文件)?|(?:电子)?表格|文件)"
WISH = r"(?:请问|请|麻烦|劳驾|[帮给替为]我|能不能|可不可以|可以|能|需要|想|要|我|您|你|也|就|再)*"
"""What a request in words may begin with, in any subject."""
_ENDING = r"(?:一下|下来|出来|来|给我|看看|好吗|行吗|可以吗|谢谢|吗|吧|呗){0,4}"
_ONE = r"(?:一?[个张份])"
_EXPORT = rf"导出{_ENDING}(?:[成为到]|{_ONE})?\s*{_FILE}?{_ENDING}"
_GIVE = r"(?:发|来|要|做|出|生成|给)我?"

HOW = r"(?:怎么|怎样|如何|咋)(?:样|才能|可以|去|能)?"
"""How a request asks to be told what to do, in any subject."""
_REQUESTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{WISH}(?:{_EXPORT}|下载{_ENDING}{_FILE}?)",  # 导出Excel
        rf"{WISH}{_GIVE}{_ONE}?\s*{_FILE}{_ENDING}",  # 发个表格
        rf"{WISH}导出(?!的)(?:一下)?[\s:：,，]*(?P<what>.+?)(?:的?\s*{_FILE})?{_ENDING}",  # 导出安徽的案例
        rf"{WISH}[把将]?(?P<what>.+?)[\s,，]*{WISH}{_EXPORT}",  # 把安徽的案例导出来
        rf"{WISH}{_GIVE}{_ONE}\s*(?P<what>.+?)的?\s*{_FILE}{_ENDING}",  # 发个安徽案例的表格
    )
)
_SOME = r".{0,30}"
HOW_TO = re.compile(
    rf"{WISH}{HOW}(?:[把将]{_SOME})?(?:导出{_SOME}|下载{_ENDING}{_FILE}?{_ENDING})"  # 怎么把案例导出来
    rf"|{_SOME}(?:{HOW}|为什么|为何)(?:不能|没法|无法)?导出{_SOME}"  # 安徽的案例怎么导出
    rf"|{_SOME}导出(?:的)?(?:功能|按钮)?(?:{HOW}|在哪){_SOME}"  # 导出怎么用
    rf"|(?:请问|你|您)*(?:能|能不能|能否|可以|可不可以|可否|会|支持|是否支持|支不支持)导出(?:功能)?[吗么嘛]?"
)
"""Texts that ask about exporting, instead of for a file."""
_ARGUMENT = re.compile(
    rf"(?:{_FILE}(?![\w的]))?[\s:：,，]*(?P<what>.*?)(?:[\s,，的]*{_FILE})?", re.IGNORECASE | re.DOTALL
)
_NO_REQUEST = re.compile(r"怎|如何|为什么|为何|[能会]|可以|支持|是否|不[能会支]|没法|无法|功能|按钮|在哪")
"""How a text begins that asks about exporting instead of for a file."""
_SHOWN = re.compile(r"(?:[这那它上前刚]|以上|[些个份张面才边述们的]|案例|名单|列表|结果|答案|回答|内容|数据)*")
"""Words that mean what was just answered."""


class ExportRequest(NamedTuple):
    """What a file is wanted of."""

    question: str
    """The question whose answer is exported; empty for what was just answered."""
    form: Form = "xlsx"

    @property
    def argument(self) -> str:
        """The argument of /export that asks for the same."""
        return f"{self.form} {self.question}" if self.form != "xlsx" else self.question


def find_request(text: str) -> ExportRequest | None:
    """Return the request of a text that asks for a file; None for any other text."""
    if len(text) > MAX_LENGTH or HOW_TO.fullmatch(text):
        return None
    for pattern in _REQUESTS:
        if match := pattern.fullmatch(text):
            what = match.groupdict().get("what") or ""
            return None if _NO_REQUEST.match(what) else _request(what, text)
    return None


def parse_argument(text: str) -> ExportRequest:
    """Return the request that the text after /export makes."""
    match = _ARGUMENT.fullmatch(text.strip()) if len(text) <= MAX_LENGTH else None
    return _request(match["what"] if match else text, text)


def _request(what: str, text: str) -> ExportRequest:
    what = what.strip()
    return ExportRequest("" if _SHOWN.fullmatch(what) else what, "csv" if "csv" in text.lower() else "xlsx")

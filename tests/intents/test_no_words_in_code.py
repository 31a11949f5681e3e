"""No code compares a Chinese word: what a word does is its effect, and words alike are a class (docs/parsing.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import intents

PACKAGE = Path(intents.__file__).parent
WRITERS = ("answers", "phrasing", "views")
"""The folders whose texts are shown."""
ALLOWED = ("language/normalize.py", "language/numerals.py")
"""The modules that read signs and digits."""
SHOWN = {
    "engine.py": {"未用到："},
    "parsing/entities.py": {"局"},
    "parsing/notices/reader.py": {"第 ", " 份通知"},
}
"""Texts that are shown, elsewhere."""
CHINESE = re.compile("[\u4e00-\u9fff]")
EVERY_CHARACTER = "[\u4e00-\u9fff]"
"""In a regular expression: any Chinese character, so no word."""


def literals(code: str) -> Iterator[str]:
    """Yield the strings of a module with Chinese characters, but for docstrings."""
    tree = ast.parse(code)
    told = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in told)
    for text in (node.value for node in strings if isinstance(node.value, str)):
        if CHINESE.search(text.replace(EVERY_CHARACTER, "")):
            yield text


def test_code_has_no_chinese_words() -> None:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith(tuple(f"{folder}/" for folder in WRITERS)) or name in ALLOWED:
            continue
        if words := set(literals(path.read_text("utf-8"))) - SHOWN.get(name, set()):
            found[name] = words
    assert found == {}


def test_what_is_allowed_is_there() -> None:
    held = {name: set(literals((PACKAGE / name).read_text("utf-8"))) for name in (*ALLOWED, *SHOWN)}
    assert all(held.values())
    assert {name: texts - held[name] for name, texts in SHOWN.items() if texts - held[name]} == {}


def test_words_are_found_wherever_they_stand() -> None:
    code = '''
"""案例"""
NAMES = frozenset(("局", "处"))
def f(text):
    """省市"""
    return text in "省市县" or re.match("第[一二]", text) or {"个": 1}.get(text) or f"{text}家" == text
'''
    assert set(literals(code)) == {"局", "处", "省市县", "第[一二]", "个", "家"}
    assert not list(literals('HANZI = re.compile("[\u4e00-\u9fff]")'))

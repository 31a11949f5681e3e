"""Add an alias to a case in the YAML of a notice, leaving every other character of the file unchanged."""

from __future__ import annotations

import re

import yaml


class AliasError(Exception):
    """The alias cannot be added. The message says why, in Chinese."""


_PLAIN = re.compile(r"[\u3400-\u9fffA-Za-z][\u3400-\u9fffA-Za-z0-9·]*")
"""Text that YAML reads as a string without quotation marks, except for the words in `_WORDS`."""
_WORDS = re.compile("(?i)y|n|yes|no|on|off|true|false|null")


def insert_alias(text: str, title: str, alias: str) -> str:
    """Return the YAML of a notice with one more alias for the case with this title.

    Raises AliasError if the case is not found or written in a way that cannot be extended.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        root = None
    case = next((case for case in _cases(root) if _text(_value(case, "title")) == title), None)
    if case is None:
        raise AliasError(f"文件里没有案例“{title}”")
    plain = _PLAIN.fullmatch(alias) and not _WORDS.fullmatch(alias)
    new = alias if plain else "'{}'".format(alias.replace("'", "''"))
    changed = _insert(text, case, new)
    if changed is None or not _has_added(text, changed, title, alias):
        raise AliasError("这个文件的写法不便自动添加，请手工加上别名")
    return changed


def _insert(text: str, case: yaml.MappingNode, alias: str) -> str | None:
    """Return the text with the alias at its place; None if the case is written in a way that is not supported."""
    aliases, title = _value(case, "aliases"), _value(case, "title")
    if isinstance(aliases, yaml.SequenceNode) and aliases.flow_style:
        end = aliases.end_mark.index - 1  # of the bracket
        separator = ", " if aliases.value else ""
        return f"{text[:end]}{separator}{alias}{text[end:]}"
    if isinstance(aliases, yaml.SequenceNode) and aliases.value:
        last = aliases.value[-1]
        start = text.rfind("\n", 0, last.start_mark.index) + 1
        return _with_line_after(text, last.end_mark.index, f"{text[start : text.index('-', start)]}- {alias}")
    if aliases is None and title is not None and not case.flow_style:
        key = next(key for key, value in case.value if value is title)
        return _with_line_after(text, title.end_mark.index, f"{' ' * key.start_mark.column}aliases: [{alias}]")
    return None


def _with_line_after(text: str, index: int, line: str) -> str:
    end = text.find("\n", index)
    return f"{text}\n{line}\n" if end < 0 else f"{text[:end]}\n{line}{text[end:]}"


def _has_added(before: str, after: str, title: str, alias: str) -> bool:
    """Return whether the alias, and nothing else, was added."""
    try:
        value, changed = yaml.safe_load(before), yaml.safe_load(after)
    except yaml.YAMLError:
        return False
    case = next(case for tier in value["tiers"] for case in tier["cases"] if case["title"] == title)
    case["aliases"] = [*(case.get("aliases") or ()), alias]
    return bool(value == changed)


def _cases(root: yaml.Node | None) -> list[yaml.MappingNode]:
    tiers = _value(root, "tiers")
    lists = [_value(tier, "cases") for tier in tiers.value] if isinstance(tiers, yaml.SequenceNode) else []
    nodes = [case for cases in lists if isinstance(cases, yaml.SequenceNode) for case in cases.value]
    return [case for case in nodes if isinstance(case, yaml.MappingNode)]


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if _text(key) == name), None)


def _text(node: yaml.Node | None) -> str | None:
    return node.value.strip() if isinstance(node, yaml.ScalarNode) else None

"""Parse a safe subset of YAML from bytes into plain values and readable faults."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.nodes import ScalarNode

from data.faults import WHOLE_FILE, Fault, join_path, quote

MAX_DEPTH = 12
"""The maximum depth of nesting; the schemas need fewer than six levels."""

_STR = "tag:yaml.org,2002:str"
_AS_TEXT = (_STR, "tag:yaml.org,2002:merge", "tag:yaml.org,2002:value")

_PROBLEMS = (
    ("while parsing a flow ", "从这里开始的方括号或花括号没有收尾，或其中少了逗号；文件也可能被截断"),
    ("found unexpected end of stream", "从这里开始的引号没有收尾，文件可能被截断"),
    ("tab character", "这里有制表符（Tab），缩进请用空格"),
    ("could not find expected ':'", "这里少一个冒号，文件也可能被截断"),
    ("characters are not allowed", "含有不允许的控制字符"),
    ("mapping values are not allowed", "这里不该有冒号（文字里有冒号时请加引号），或缩进不对"),
    ("sequence entries are not allowed", "列表项（-）应另起一行"),
    ("did not find expected", "缩进或标点不对"),
    ("unknown escape", "双引号里的反斜杠写法不对，可改用单引号"),
    ("cannot start any token", "这个字符不能这样开头，请给文字加引号"),
)


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _RefusedError(Exception):
    """The text is valid YAML, but uses an unsupported feature."""

    def __init__(self, event: Event, message: str) -> None:
        super().__init__(message)
        self.line = _line(event)
        self.message = message


@dataclass(slots=True)
class _Container:
    """A list or mapping that is still being read."""

    value: list[object] | dict[object, object]
    path: str
    lines: dict[object, int] = field(default_factory=dict)
    key: object = None
    has_key: bool = False
    ignored: bool = False

    def child(self) -> str:
        """Return the path of the next item."""
        return join_path(self.path, len(self.value) if isinstance(self.value, list) else quote(self.key))

    def begin(self, key: object, line: int, file: str) -> Fault | None:
        """Set the next key of a mapping; return a fault if the key is repeated, which keeps its first value."""
        self.key, self.has_key = key, True
        self.ignored = key in self.lines
        first = self.lines.setdefault(key, line)
        if not self.ignored:
            return None
        return Fault(file, self.child(), f"这个键写了两次（第 {first} 行和第 {line} 行）")

    def put(self, item: object) -> None:
        """Add the next item of a list, or the value of the last key."""
        if isinstance(self.value, list):
            self.value.append(item)
        elif not self.ignored:
            self.value[self.key] = item
        self.has_key = False


class _Loader(yaml.CSafeLoader):
    """Builds values from parser events, without recursion or aliases; nothing is dropped silently."""

    def value(self, file: str) -> tuple[object, list[Fault]]:
        """Return the value of the only document (None if there is none) and the faults of duplicate keys.

        Raises `_RefusedError` for unsupported YAML, and yaml.YAMLError for invalid YAML.
        """
        faults: list[Fault] = []
        # The document is stored like any other item, in a list of its own.
        root = _Container([], "")
        stack = [root]
        documents = 0
        while not isinstance(event := self.get_event(), StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(event, "一个文件只能有一份文档，这里又有一个 ---")
            elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
                stack.pop()
            elif isinstance(event, NodeEvent):
                self._node(event, stack, file, faults)
        return (root.value[0] if root.value else None), faults

    def _node(self, event: NodeEvent, stack: list[_Container], file: str, faults: list[Fault]) -> None:
        _check_supported(event, len(stack))
        parent = stack[-1]
        if isinstance(parent.value, dict) and not parent.has_key:
            if not isinstance(event, ScalarEvent):
                raise _RefusedError(event, "键应为一个词；以 [ 或 { 开头的文字请加引号")
            if fault := parent.begin(self._scalar(event), _line(event), file):
                faults.append(fault)
            return
        item: object
        if isinstance(event, ScalarEvent):
            item = self._scalar(event)
        else:
            fresh: list[object] | dict[object, object] = [] if isinstance(event, SequenceStartEvent) else {}
            item = fresh
            stack.append(_Container(fresh, parent.child() if len(stack) > 1 else ""))
        parent.put(item)

    def _scalar(self, event: ScalarEvent) -> object:
        text: str = event.value
        # Plain Chinese text, nearly all of the data, cannot be a number or a date: skip the slow resolver.
        if event.style or text[:1] > "\u2e80":
            return text
        tag: str = self.resolve(ScalarNode, text, event.implicit)  # type: ignore[no-untyped-call]
        if tag in _AS_TEXT:
            return text
        try:
            return self.construct_object(ScalarNode(tag, text))
        except ValueError:
            # 2024-13-45 looks like a date but is not one: the schema reports the text.
            return text


def _check_supported(event: NodeEvent, depth: int) -> None:
    if isinstance(event, AliasEvent) or event.anchor is not None:
        raise _RefusedError(event, "不支持锚点和引用（& 和 *）；以它们开头的文字请加引号")
    # Tags could construct arbitrary objects; anchors could expand to gigabytes.
    if getattr(event, "tag", None) is not None:
        raise _RefusedError(event, "不支持标签（! 开头）；以它开头的文字请加引号")
    if depth > MAX_DEPTH:
        raise _RefusedError(event, f"嵌套超过 {MAX_DEPTH} 层")


def parse_yaml(content: bytes, file: str) -> tuple[object, list[Fault]]:
    """Return the value of the bytes of `file` (None if there is none) and the faults. Raises nothing."""
    text, fault = decode_utf8(content, file)
    if fault:
        return None, [fault]
    loader = _Loader(text)
    try:
        value, faults = loader.value(file)
    except _RefusedError as refused:
        return None, [Fault(file, f"line {refused.line}", refused.message)]
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_fault(error, text, file)]
    except yaml.YAMLError as error:
        return None, [Fault(file, _find_control_character(text), _describe_problem(str(error)))]
    finally:
        # Releases the parser's buffers, which are in C.
        loader.dispose()
    if value is None:
        faults.append(Fault(file, WHOLE_FILE, "文件是空的"))
    elif not text.endswith("\n"):
        faults.append(Fault(file, WHOLE_FILE, "末尾没有换行，文件可能被截断", "warning"))
    return value, faults


def decode_utf8(content: bytes, file: str) -> tuple[str, Fault | None]:
    """Return the text of UTF-8 bytes, with or without a byte order mark, or "" and the fault."""
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        cut = error.end >= len(content) and error.reason == "unexpected end of data"
        message = "最后一个字不完整，文件可能被截断" if cut else "不是 UTF-8 编码，请另存为 UTF-8"
        return "", Fault(file, f"line {line}", message)


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    mark = error.problem_mark
    if error.context_mark and any(word in str(error) for word in ("parsing a flow", "end of stream")):
        mark = error.context_mark  # report where the bracket or quote opens, not where the file ends
    if mark is None:
        return Fault(file, WHOLE_FILE, _describe_problem(str(error)))
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    # For a tab in the indentation, libyaml may blame the character after it.
    tab = "\t" in line[: len(line) - len(line.lstrip())]
    return Fault(file, f"line {mark.line + 1}", _describe_problem("tab character" if tab else str(error)))


def _describe_problem(error: str) -> str:
    for part, message in _PROBLEMS:
        if part in error:
            return message
    return f"不是合格的 YAML：{quote(error)}"


def _find_control_character(text: str) -> str:
    for number, line in enumerate(text.split("\n"), 1):
        if any(not c.isprintable() and c not in "\t\r\u3000\xa0\ufeff" for c in line):
            return f"line {number}"
    return WHOLE_FILE

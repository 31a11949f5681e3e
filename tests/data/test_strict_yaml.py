from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.strict_yaml import parse_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 中文：冒号\n", {"a": "中文：冒号"}),
        ("a: 75\nb: 7.5\nc: true\nd: null\ne: ~\n", {"a": 75, "b": 7.5, "c": True, "d": None, "e": None}),
        ("a: '75'\nb: \"75\"\n", {"a": "75", "b": "75"}),
        ("a: 2024-05-06\n", {"a": dt.date(2024, 5, 6)}),
        ("a: 2024-13-45\n", {"a": "2024-13-45"}),
        ("a: [一, 二]\nb: {c: [三]}\n", {"a": ["一", "二"], "b": {"c": ["三"]}}),
        ("- a\n- - b\n", ["a", ["b"]]),
        ("a: |\n  一\n  二\n", {"a": "一\n二\n"}),
        ("<<: {a: 1}\n", {"<<": {"a": 1}}),
        ("a: =\n", {"a": "="}),
        ("\ufeffa: 一\n", {"a": "一"}),
    ],
)
def test_values(text: str, value: object) -> None:
    assert parse_yaml(text.encode(), "f") == (value, [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3\n", "f: a: 这个键写了两次（第 1 行和第 3 行）"),
        ("t:\n- x: 1\n  x: 2\n", "f: t[0].x: 这个键写了两次（第 2 行和第 3 行）"),
        ("a:\n\tb: 1\n", "f: line 2: 这里有制表符（Tab），缩进请用空格"),
        ("\ta: 1\n", "f: line 1: 这里有制表符（Tab），缩进请用空格"),
        ("a:\n- x\n\t- y\n", "f: line 3: 这里有制表符（Tab），缩进请用空格"),
        ("b: 1\na: '未完\n", "f: line 2: 从这里开始的引号没有收尾，文件可能被截断"),
        ("a: [1, 2\n", "f: line 1: 从这里开始的方括号或花括号没有收尾，或其中少了逗号；文件也可能被截断"),
        ("a: 1\nb\n", "f: line 3: 这里少一个冒号，文件也可能被截断"),
        ("a: b: c\n", "f: line 1: 这里不该有冒号（文字里有冒号时请加引号），或缩进不对"),
        ("a: - b\n", "f: line 1: 列表项（-）应另起一行"),
        ("- a\nb: 1\n", "f: line 2: 缩进或标点不对"),
        ('a: "\\q"\n', "f: line 1: 双引号里的反斜杠写法不对，可改用单引号"),
        ("a: @b\n", "f: line 1: 这个字符不能这样开头，请给文字加引号"),
        ("a: 1\nb: \x01\n", "f: line 2: 含有不允许的控制字符"),
        ("a: &x [1]\nb: *x\n", "f: line 1: 不支持锚点和引用（& 和 *）；以它们开头的文字请加引号"),
        ("a: *x\n", "f: line 1: 不支持锚点和引用（& 和 *）；以它们开头的文字请加引号"),
        ("a: !!python/name:os.system x\n", "f: line 1: 不支持标签（! 开头）；以它开头的文字请加引号"),
        ("? [a]\n: 1\n", "f: line 1: 键应为一个词；以 [ 或 { 开头的文字请加引号"),
        ("[" * 20, "f: line 1: 嵌套超过 12 层"),
        ("a: 1\n---\nb: 2\n", "f: line 2: 一个文件只能有一份文档，这里又有一个 ---"),
        ("", "f: 文件: 文件是空的"),
        ("# 只有注释\n", "f: 文件: 文件是空的"),
        ("a: 一", "f: 文件: 末尾没有换行，文件可能被截断"),
    ],
)
def test_faults(text: str, fault: str) -> None:
    assert [str(found) for found in parse_yaml(text.encode(), "f")[1]] == [fault]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("a: 1\nb: 上海\n".encode("gbk"), "f: line 2: 不是 UTF-8 编码，请另存为 UTF-8"),
        ("a: 一\n".encode("utf-16"), "f: line 1: 不是 UTF-8 编码，请另存为 UTF-8"),
        ("a: 一\nb: 二".encode()[:-1], "f: line 2: 最后一个字不完整，文件可能被截断"),
    ],
)
def test_encodings(content: bytes, fault: str) -> None:
    assert [str(found) for found in parse_yaml(content, "f")[1]] == [fault]


def test_the_first_of_two_values_is_kept_and_each_duplicate_reported() -> None:
    value, faults = parse_yaml(b"a: 1\na: [2]\nb: {c: 1, c: 2}\n", "f")
    assert value == {"a": 1, "b": {"c": 1}}
    assert [fault.path for fault in faults] == ["a", "b.c"]


@pytest.mark.parametrize("bomb", [b"[" * 1_000_000, b"- " * 1_000_000, b"{a: " * 1_000_000, b"? " * 1_000_000])
def test_bombs_are_refused_at_once(bomb: bytes) -> None:
    start = time.process_time()  # not wall time: other processes may keep the machine busy
    assert parse_yaml(bomb, "f")[1]
    assert time.process_time() - start < 2


@given(st.binary(max_size=200) | st.text("a:- []{}'\"\n\t#&*!|>?,一1", max_size=60).map(str.encode))
def test_no_bytes_raise(content: bytes) -> None:
    value, faults = parse_yaml(content, "f")
    assert value is not None or faults
    assert all(str(fault).startswith("f: ") for fault in faults)

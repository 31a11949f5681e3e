from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.conversations.export_request import MAX_LENGTH, ExportRequest, find_request, parse_argument


@pytest.mark.parametrize(
    "text",
    [
        "导出",
        "请导出",
        "导出一下",
        "导出Excel",
        "导出成 excel",
        "导出表格",
        "发个表格",
        "给我发一份Excel表格",
        "来份电子表格吧",
        "下载",
        "能导出成Excel吗",
        "把这些案例导出来",
        "导出这个列表",
        "上面的结果导出成表格",
    ],
)
def test_requests_for_what_was_answered(text: str) -> None:
    assert find_request(text) == ExportRequest("")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("导出安徽的案例", "安徽的案例"),
        ("导出：安徽的案例", "安徽的案例"),
        ("把安徽的案例导出来", "安徽的案例"),
        ("帮我把最佳案例导出成Excel", "最佳案例"),
        ("安徽参与了哪些案例，导出", "安徽参与了哪些案例"),
        ("发个浙江案例的表格", "浙江案例"),
        ("导出全部案例", "全部案例"),
        ("没有浙江的案例导出来", "没有浙江的案例"),
    ],
)
def test_requests_with_a_question(text: str, question: str) -> None:
    assert find_request(text) == ExportRequest(question)


@pytest.mark.parametrize(
    "text",
    [
        "安徽参与了哪些案例",
        "怎么导出",
        "导出功能怎么用",
        "为什么不能导出",
        "支持导出吗",
        "能导出吗",
        "可以导出吗",
        "导出的案例有哪些",
        "安徽的案例怎么导出",
        "文件",
        "表格",
        "发个红包",
        "上海发了文件吗",
        "哪个案例是软件下载",
        "下载应用送礼的案例",
        "江苏的案例有没有表格",
    ],
)
def test_other_texts(text: str) -> None:
    assert find_request(text) is None


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("", ExportRequest("")),
        ("安徽", ExportRequest("安徽")),
        ("CSV", ExportRequest("", "csv")),
        ("csv 安徽的案例", ExportRequest("安徽的案例", "csv")),
        ("安徽的案例 csv", ExportRequest("安徽的案例", "csv")),
        ("excel 安徽", ExportRequest("安徽")),
        ("安徽的表格", ExportRequest("安徽")),
        ("文件的案例", ExportRequest("文件的案例")),
    ],
)
def test_arguments(text: str, request_: ExportRequest) -> None:
    assert parse_argument(text) == request_


def test_a_request_in_words_is_a_command() -> None:
    for text in ("导出", "导出CSV", "导出安徽的案例", "把安徽的案例导出成csv"):
        request = find_request(text)
        assert request is not None
        assert parse_argument(request.argument) == request


@given(st.text(alphabet=st.sampled_from("导出下载发个表格一份把的csv,， \n来安徽"), max_size=MAX_LENGTH + 1))
def test_no_text_takes_long(text: str) -> None:
    find_request(text)
    parse_argument(text)


def test_a_long_text_is_no_request() -> None:
    assert find_request(f"导出{'长' * MAX_LENGTH}") is None
    assert parse_argument("，" * 4096) == ExportRequest("，" * 4096)

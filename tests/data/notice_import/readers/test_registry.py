from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from data.notice_import.blocks import ImportRefusedError, Line, Table
from data.notice_import.readers.registry import MAX_BYTES, MAX_UNPACKED, read
from tests.data.notice_import.documents import DOCUMENTS
from tests.data.notice_import.documents.pdf import new_pdf


def zipped(parts: dict[str, bytes], *, flag: int = 0) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    data = bytearray(stream.getvalue())
    if flag:
        data[data.find(b"PK\x01\x02") + 8] |= flag
    return bytes(data)


def bomb() -> bytes:
    return zipped({"word/document.xml": bytes(MAX_UNPACKED + 1)})


def entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE w [<!ENTITY e0 "x">{levels}]><w>&e11;</w>'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return zipped({"[Content_Types].xml": types.encode(), "word/document.xml": xml.encode()})


def locked_pdf() -> bytes:
    pdf = new_pdf()
    pdf.cell(text="案例名单")
    pdf.set_encryption("a", "b")
    return bytes(pdf.output())


def scanned_pdf() -> bytes:
    pdf = new_pdf()
    pdf.rect(10, 10, 50, 50)
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("make", "name", "message"),
    [
        (lambda: b" \n", "a.txt", "文件是空的"),
        (lambda: bytes(MAX_BYTES + 1), "a.txt", "超过 20 MB"),
        (bomb, "a.docx", "解开以后太大"),
        (entities, "a.docx", "Word 文件坏了"),
        (lambda: zipped({"word/document.xml": b"<w>"}), "a.docx", "Word 文件坏了"),
        (lambda: zipped({"xl/workbook.xml": b"<w>"}), "a.xlsx", "Excel 文件坏了"),
        (lambda: zipped({"word/document.xml": b""}, flag=1), "a.docx", "文件有密码"),
        (lambda: zipped({"a.txt": b"1"}), "a.zip", "这是压缩包"),
        (lambda: b"PK\x03\x04broken", "a.docx", "文件坏了"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "旧格式的 Word"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "文件有密码"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "Excel 文件坏了"),
        (lambda: b"\x89PNG\r\n", "a.png", "这是图片"),
        (lambda: b"Rar!\x1a\x07", "a.rar", "这是压缩包"),
        (lambda: b"{\\rtf1 a}", "a.rtf", "RTF"),
        (lambda: b"%PDF-1.7\nbroken", "a.pdf", "PDF 坏了"),
        (locked_pdf, "a.pdf", "PDF 有密码"),
        (scanned_pdf, "a.pdf", "扫描件"),
        (lambda: bytes(range(256)) * 4, "a.bin", "读不懂这个文件"),
        (lambda: b"<div>" * 1000 + b"a", "a.html", "套得太深"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(make: Callable[[], bytes], name: str, message: str) -> None:
    with pytest.raises(ImportRefusedError, match=message):
        read(make(), name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_in_any_encoding(encoding: str) -> None:
    assert read("关于公布案例的通知".encode(encoding), "a.txt") == [Line("关于公布案例的通知", 1)]


def test_traditional_text_in_big5() -> None:
    assert read("關於公布得獎名單的公告，共三項".encode("big5hkscs"), "a.txt") == [
        Line("關於公布得獎名單的公告，共三項", 1)
    ]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"a,b\n1,2\n", "a.csv"),
        (b"a\tb\n1\t2\n", "a.tsv"),
        (b"a\tb\n1\t2\n", "pasted.txt"),
        (b"|a|b|\n|-|-|\n|1|2|\n", "a.md"),
        (b"<table><tr><td>a<td>b<tr><td>1<td>2</table>", "a.html"),
        (b"<table><tr><td>a<td>b<tr><td>1<td>2</table>", "pasted.txt"),
    ],
)
def test_the_same_table_in_each_text_format(content: bytes, name: str) -> None:
    tables = [block.rows for block in read(content, name) if isinstance(block, Table)]
    assert tables == [(("a", "b"), ("1", "2"))]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_content_tells_the_format_and_not_the_name(name: str) -> None:
    assert read(DOCUMENTS[name](), "document") == read(DOCUMENTS[name](), name)


def test_radicals_become_characters() -> None:
    assert read("⻓三⻆".encode(), "a.txt") == [Line("长三角", 1)]

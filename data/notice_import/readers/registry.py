"""Choose the reader of a file by its content, then by its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

from data.notice_import.blocks import Block, ImportRefusedError
from data.notice_import.readers.html import read_html
from data.notice_import.readers.pdf import read_pdf
from data.notice_import.readers.plain import read_csv, read_plain
from data.notice_import.readers.sheet import read_sheet
from data.notice_import.readers.word import read_word

MAX_BYTES = 20 * 1024 * 1024
"""The maximum size of a file, which is what a bot can download from Telegram."""
MAX_UNPACKED = 200 * 1024 * 1024
"""The maximum size of all parts of a DOCX or XLSX file, unpacked."""
MAX_PARTS = 5_000

_COMMON = "的一是在不有公年月日第位局市名，。、「」（）单單机機关關"
"""Characters by which a text in GB 18030 is distinguished from one in Big5."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"<\s*(?:!doctype html|html|body|div|table|t[rdh]|ul|ol|li|p|h[1-6]|br|span|meta)\b[^>]*>", re.IGNORECASE
)
_MARKDOWN = re.compile(r"^\s*\|(?:\s*:?-{3,}:?\s*\|)+\s*$", re.MULTILINE)
"""The rule below the header of a Markdown table, whose cells may contain <br>."""
_SUFFIX = re.compile(r"\.([a-z0-9]{1,5})$", re.IGNORECASE)


def read(content: bytes, name: str) -> list[Block]:
    """Return the lines and tables of the file. Raises ImportRefusedError with a sentence for the user."""
    if not content.strip():
        raise ImportRefusedError("文件是空的")
    if len(content) > MAX_BYTES:
        raise ImportRefusedError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，太大了")
    match = _SUFFIX.search(name)
    suffix = match[1].lower() if match else ""
    if content.startswith(b"%PDF-") or content[:1024].find(b"%PDF-") >= 0:
        return read_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _read_zipped(content)
    if content.startswith(_OLE):
        return _read_ole(content, suffix)
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\x00", b"MM\x00*")):
        raise ImportRefusedError("这是图片，读不了图片里的字；请发送文字或带文字的文件")
    if content.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise ImportRefusedError("这是压缩包，请解压以后发送里面的文件")
    if content.startswith(b"{\\rtf"):
        raise ImportRefusedError("这是 RTF 文件，请另存为 DOCX 或 PDF 再发送")
    return _read_text(_decode(content), suffix)


def _read_text(text: str, suffix: str) -> list[Block]:
    if suffix in ("csv", "tsv"):
        return read_csv(text)
    is_page = len(_HTML.findall(text, 0, 20_000)) >= 2 and suffix != "md" and not _MARKDOWN.search(text)
    if suffix in ("html", "htm", "xhtml", "mht", "shtml") or is_page:
        return read_html(text)
    return read_plain(text)


def _decode(content: bytes) -> str:
    """Return the text: UTF-8, UTF-16 with a byte order mark, GB 18030 or Big5. Raises ImportRefusedError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encodings in (("utf-8-sig",), ("gb18030", "big5hkscs")):
        texts = []
        for encoding in encodings:
            with suppress(UnicodeDecodeError):
                texts.append(content.decode(encoding))
        text = max(texts, key=lambda text: sum(map(text.count, _COMMON)), default="")
        if text and text.count("\0") <= len(text) // 100:
            return text
    raise ImportRefusedError("读不懂这个文件，能读的有：文字、网页、Markdown、CSV、Word（DOCX）、Excel 和 PDF")


def _read_zipped(content: bytes) -> list[Block]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise ImportRefusedError("文件坏了，打不开") from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ImportRefusedError("文件解开以后太大，不读")
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise ImportRefusedError("文件有密码，请去掉密码再发送")
    if "word/document.xml" in names:
        return _guarded(read_word, content, "Word")
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
        return _guarded(read_sheet, content, "Excel")
    raise ImportRefusedError("这是压缩包，请解压以后发送里面的文件")


def _read_ole(content: bytes, suffix: str) -> list[Block]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise ImportRefusedError("文件有密码，请去掉密码再发送")
    if suffix in ("xls", "et") or "Workbook".encode("utf-16-le") in content:
        return _guarded(read_sheet, content, "Excel")
    raise ImportRefusedError("这是旧格式的 Word 文件（DOC、WPS），请另存为 DOCX 或 PDF 再发送")


def _guarded(reader: Callable[[bytes], list[Block]], content: bytes, kind: str) -> list[Block]:
    """Return the blocks from `reader`.

    Raises ImportRefusedError for any error of a library, which means that the file cannot be read.
    """
    try:
        return reader(content)
    except (ImportRefusedError, MemoryError):
        raise
    except Exception as error:  # the libraries have no base class of their errors in common
        raise ImportRefusedError(f"{kind} 文件坏了，打不开") from error

"""PDF files whose typeface is not embedded: pdfium drops a character that is a text of its own."""

from __future__ import annotations

from collections.abc import Sequence

from data.notice_import.blocks import Table
from data.notice_import.readers.pdf import read_pdf

Rule = tuple[float, float, float, float]
SIZE = 12
"""Width and height of a character in points."""


def make_pdf(texts: Sequence[tuple[float, float, str]], rules: Sequence[Rule] = ()) -> bytes:
    """Return a PDF of one page with texts at (left, bottom) and lines from (x, y) to (x, y)."""
    drawn = [f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in rules]
    written = [f"BT /F {SIZE} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in texts]
    content = "\n".join((*drawn, *written))
    system = "<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>"
    name = "STSong-Light"
    measures = "/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/CIDSystemInfo{system}/FontDescriptor 7 0 R>>",
        f"<</Type/FontDescriptor/FontName/{name}/Flags 6{measures}>>",
    )
    result = "%PDF-1.4\n"
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(result))
        result += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    trailer = f"trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{len(result)}\n%%EOF\n"
    return f"{result}xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def test_a_single_character_at_the_end_of_a_paragraph_is_read() -> None:
    lines = ["为展示成效，省厅组织了评选，", "现将评选出的十个优秀案例予以", "公布，请认真学习和借鉴其中经", "验"]
    content = make_pdf([(72, 700 - 20 * at, text) for at, text in enumerate(lines)])
    assert "".join(block.text for block in read_pdf(content) if not isinstance(block, Table)) == "".join(lines)


def test_a_page_whose_characters_are_all_texts_of_their_own_is_read() -> None:
    lines = ["关于公布典型案例的通知", *("推行电梯智慧监管海口市市场监督管理局" * 2 for _ in range(30))]
    texts = [(40 + 13 * x, 800 - 20 * y, character) for y, line in enumerate(lines) for x, character in enumerate(line)]
    blocks = read_pdf(make_pdf(texts))
    assert [block.text for block in blocks if not isinstance(block, Table)] == lines


def test_a_single_character_in_a_cell_is_read_beside_those_of_other_cells() -> None:
    heads = [(75, 704, "序号"), (125, 704, "名称"), (225, 704, "单位")]
    first = [(125, 684, "流动科普研学长"), (125, 668, "廊"), (225, 684, "安康市动物研"), (225, 668, "究所")]
    second = [(125, 644, "汉江边的读"), (125, 628, "书会"), (225, 644, "安康市图书"), (225, 628, "馆")]
    columns, rows = (70, 120, 220, 320), (720, 700, 660, 620)
    rules = [(columns[0], y, columns[-1], y) for y in rows] + [(x, rows[0], x, rows[-1]) for x in columns]
    (table,) = read_pdf(make_pdf([*heads, *first, *second], rules))
    assert isinstance(table, Table)
    assert [row[1:] for row in table.rows[1:]] == [
        ("流动科普研学长廊", "安康市动物研究所"),
        ("汉江边的读\n书会", "安康市图书\n馆"),
    ]

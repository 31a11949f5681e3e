from __future__ import annotations

import docx

from data.notice_import.blocks import Line, Table
from data.notice_import.readers.word import read_word
from tests.data.notice_import.documents.word import saved


def test_a_table_that_lays_out_the_page_gives_what_its_cells_have() -> None:
    document = docx.Document()
    outer = document.add_table(rows=2, cols=1)
    for cell, rank, title in zip(outer.columns[0].cells, ("金奖", "银奖"), ("梨树模式", "等高改垄"), strict=True):
        cell.text = rank
        inner = cell.add_table(rows=2, cols=2)
        for row, texts in zip(inner.rows, (("模式名称", "完成单位"), (title, "某某站\n某某大学")), strict=True):
            for inner_cell, text in zip(row.cells, texts, strict=True):
                inner_cell.text = text
    blocks = [block for block in read_word(saved(document)) if isinstance(block, Table) or block.text]
    assert [block.text if isinstance(block, Line) else block.rows[1] for block in blocks] == [
        "金奖",
        ("梨树模式", "某某站\n某某大学"),
        "银奖",
        ("等高改垄", "某某站\n某某大学"),
    ]

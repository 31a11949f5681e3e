"""The DOCX, XLSX and PDF files of the notices that tests import."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.data.notice_import.documents import (
    pdf,
    pdf_columns,
    pdf_long,
    sheets,
    word,
    word_tables,
)

DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "numbered-word.docx": word.numbered_word,
    "table-word.docx": word_tables.table_word,
    "workbook.xlsx": sheets.workbook,
    "ruled-table.pdf": pdf.ruled_pdf,
    "wrapped-lines.pdf": pdf.wrapped_pdf,
    "merged-table.pdf": pdf.merged_pdf,
    "unruled.pdf": pdf.unruled_pdf,
    "headings.docx": word.headed_word,
    "sections-in-table.docx": word_tables.sectioned_word,
    "two-sheets.xlsx": sheets.workbook_of_sheets,
    "funeral.docx": word.word_with_summaries,
    "reading-rooms.docx": word_tables.word_with_numbered_rows,
    "railway.docx": word.word_with_line_breaks,
    "meteo-pop.xlsx": sheets.workbook_with_two_headers,
    "enforcement.xlsx": sheets.workbook_with_scores,
    "relics.pdf": pdf_long.bracketed_pdf,
    "rivers.pdf": pdf_long.places_pdf,
    "fishery.docx": word.word_with_persons,
    "data-elements.xlsx": sheets.workbook_with_ranks_side_by_side,
    "customs-innovation.pdf": pdf_long.stories_pdf,
    "rail-brands.docx": word_tables.table_with_remarks,
    "port-measures.xlsx": sheets.workbook_with_partners,
    "statistics-day.pdf": pdf_long.gaps_pdf,
    "food-edu.docx": word.word_in_brackets,
    "vice-president.xlsx": sheets.workbook_with_two_agencies,
    "islands.pdf": pdf_long.islands_pdf,
    "village-doctor.docx": word_tables.collection,
    "heritage.xlsx": sheets.workbook_of_sites,
    "stations.pdf": pdf_long.stations_pdf,
    "digital-village.docx": word_tables.table_of_kinds,
    "smart-supervision.xlsx": sheets.workbook_of_grades,
    "labor-edu.pdf": pdf_long.groups_pdf,
    "farm-trusts.docx": word.word_by_province,
    "basic-care.docx": word_tables.two_attachments,
    "extension-awards.pdf": pdf_columns.ranked_columns_pdf,
    "shipping-columns.pdf": pdf_columns.columns_without_numbers_pdf,
    "hanging-units.pdf": pdf_columns.hanging_agencies_pdf,
    "signed-sheet.xlsx": sheets.signed_workbook,
    "building.pdf": pdf_long.two_page_table_pdf,
}

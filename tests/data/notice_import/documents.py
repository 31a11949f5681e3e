"""The DOCX, XLSX and PDF files of the notices that tests import."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.data.notice_import import (
    column_pdf_documents,
    long_pdf_documents,
    pdf_documents,
    sheet_documents,
    word_documents,
    word_table_documents,
)

DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "numbered-word.docx": word_documents.numbered_word,
    "table-word.docx": word_table_documents.table_word,
    "workbook.xlsx": sheet_documents.workbook,
    "ruled-table.pdf": pdf_documents.ruled_pdf,
    "wrapped-lines.pdf": pdf_documents.wrapped_pdf,
    "merged-table.pdf": pdf_documents.merged_pdf,
    "unruled.pdf": pdf_documents.unruled_pdf,
    "headings.docx": word_documents.headed_word,
    "sections-in-table.docx": word_table_documents.sectioned_word,
    "two-sheets.xlsx": sheet_documents.workbook_of_sheets,
    "funeral.docx": word_documents.word_with_summaries,
    "reading-rooms.docx": word_table_documents.word_with_numbered_rows,
    "railway.docx": word_documents.word_with_line_breaks,
    "meteo-pop.xlsx": sheet_documents.workbook_with_two_headers,
    "enforcement.xlsx": sheet_documents.workbook_with_scores,
    "relics.pdf": long_pdf_documents.bracketed_pdf,
    "rivers.pdf": long_pdf_documents.places_pdf,
    "fishery.docx": word_documents.word_with_persons,
    "data-elements.xlsx": sheet_documents.workbook_with_ranks_side_by_side,
    "customs-innovation.pdf": long_pdf_documents.stories_pdf,
    "rail-brands.docx": word_table_documents.table_with_remarks,
    "port-measures.xlsx": sheet_documents.workbook_with_partners,
    "statistics-day.pdf": long_pdf_documents.gaps_pdf,
    "food-edu.docx": word_documents.word_in_brackets,
    "vice-president.xlsx": sheet_documents.workbook_with_two_agencies,
    "islands.pdf": long_pdf_documents.islands_pdf,
    "village-doctor.docx": word_table_documents.collection,
    "heritage.xlsx": sheet_documents.workbook_of_sites,
    "stations.pdf": long_pdf_documents.stations_pdf,
    "digital-village.docx": word_table_documents.table_of_kinds,
    "smart-supervision.xlsx": sheet_documents.workbook_of_grades,
    "labor-edu.pdf": long_pdf_documents.groups_pdf,
    "farm-trusts.docx": word_documents.word_by_province,
    "basic-care.docx": word_table_documents.two_attachments,
    "extension-awards.pdf": column_pdf_documents.ranked_columns_pdf,
    "shipping-columns.pdf": column_pdf_documents.columns_without_numbers_pdf,
    "hanging-units.pdf": column_pdf_documents.hanging_agencies_pdf,
    "signed-sheet.xlsx": sheet_documents.signed_workbook,
    "building.pdf": long_pdf_documents.two_page_table_pdf,
}

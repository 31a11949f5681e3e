"""Make the DOCX, XLSX and PDF files of the notices that tests import, as offices do."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.data.notice_import.pdf_documents import merged_pdf, ruled_pdf, unruled_pdf, wrapped_pdf

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def numbered_word() -> bytes:
    """A document whose numbers, 一、 and 1., are Word's own; agencies stand on a line below."""
    document = docx.Document()
    _define_numbers(document)
    document.add_paragraph("江西省市场监督管理局", style="Title")
    document.add_paragraph("关于公布2023年度质量提升典型案例的通知", style="Title")
    document.add_paragraph("赣市监质〔2023〕21号")
    document.add_paragraph("各设区市市场监管局：")
    document.add_paragraph("经评审，确定典型案例5个，现予公布。其中标杆案例2个，优秀案例3个。")
    for tier, cases in (
        (
            "标杆案例（2个）",
            (
                ("景德镇陶瓷“一瓷一码”质量追溯", "景德镇市市场监督管理局、景德镇陶瓷大学"),
                ("赣南脐橙品牌“三统一”", "赣州市市场监督管理局、信丰县人民政府"),
            ),
        ),
        (
            "优秀案例（3个）",
            (
                ("南康家具质量基础设施协同服务", "赣州市南康区市场监督管理局"),
                ("烟花爆竹“机械换人”", "上栗县应急管理局，江西省李渡烟花集团有限公司"),
                ("医疗器械注册“前置辅导”", "江西省药品监督管理局医疗器械监管处、行政审批处"),
            ),
        ),
    ):
        _number(document.add_paragraph(tier), 0)
        for title, agencies in cases:
            _number(document.add_paragraph(title), 1)
            document.add_paragraph(f"单位：{agencies}")
    document.add_paragraph("江西省市场监督管理局")
    document.add_paragraph("2023年9月18日")
    return _saved(document)


def table_word() -> bytes:
    """A document with a table: merged cells of the rank, persons and recommending agencies beside."""
    document = docx.Document()
    document.add_paragraph("关于公布第二届全省教师教学创新大赛获奖成果的决定")
    document.add_paragraph("各高等学校：经评审，决定授予下列成果奖励。")
    document.add_paragraph("附件：获奖成果名单")
    document.add_paragraph("辽宁省教育厅")
    document.add_paragraph("2022年7月6日")
    rows = [
        ("奖项", "序号", "成果名称", "主要完成人", "完成单位", "推荐单位"),
        ("一等奖", "1", "材料力学“虚实双轨”课程重构", "张伟 王芳", "大连理工大学", "大连理工大学教务处"),
        ("一等奖", "2", "航海英语情境教学", "李强", "大连海事大学航海学院、外国语学院", "大连海事大学"),
        (
            "二等奖",
            "1",
            "中药炮制“大师课堂”",
            "赵敏、周涛",
            "辽宁中医药大学、东北制药集团股份有限公司",
            "辽宁中医药大学",
        ),
        ("二等奖", "2", "满族剪纸进美育课程", "刘洋", "沈阳师范大学\n新宾满族自治县文化馆", "沈阳师范大学"),
        ("二等奖", "3", "冰雪运动师资联培", "陈晨", "沈阳体育学院", "沈阳体育学院"),
    ]
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in ((1, 2), (3, 5)):
        text = table.cell(first, 0).text
        table.cell(first, 0).merge(table.cell(last, 0)).text = text
    return _saved(document)


def workbook() -> bytes:
    """A workbook: a title across all columns, a merged rank and title, a second agency in a row of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: Sequence[Sequence[object]] = (
        ("2021年度甘肃省“放管服”改革优秀案例名单",),
        ("序号", "类别", "案例名称", "实施单位", "市州"),
        (1, "营商环境类", "企业注销“一网服务”", "兰州市市场监督管理局", "兰州"),
        (None, None, None, "兰州市税务局", None),
        (2, None, "“不来即享”惠企政策兑现", "嘉峪关市工业和信息化局", "嘉峪关"),
        (3, "民生服务类", "敦煌景区“预约制”", "敦煌研究院", "酒泉"),
        (4, None, "医保“村村通”", "定西市医疗保障局", "定西"),
        (None, None, None, "定西市安定区医疗保障局", None),
        (5, None, "藏区群众“马背服务队”", "甘南藏族自治州政务服务中心", "甘南"),
        ("注：排名不分先后",),
    )
    for row in rows:
        sheet.append(list(row))
    for merged in ("A1:E1", "A3:A4", "B3:B5", "C3:C4", "E3:E4", "B6:B9", "A7:A8", "C7:C8", "E7:E8", "A10:E10"):
        sheet.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def headed_word() -> bytes:
    """A document whose cases are headings, with their agency and text below."""
    document = docx.Document()
    document.add_heading("青岛市营商环境创新案例集", 0)
    document.add_paragraph("青岛市优化营商环境工作领导小组办公室  2022年6月")
    for tier, cases in (
        (
            "一、企业开办",
            (
                ("“证照一码通”", "市行政审批服务局", "案例把多个许可合并到一个码。"),
                ("外商投资“准入一件事”", "市商务局、青岛自贸片区管理委员会", "外资企业一次提交材料。"),
            ),
        ),
        (
            "二、获得电力",
            (("“水气暖网”联合报装", "国网山东省电力公司青岛供电公司、市住房和城乡建设局", "四项业务同步办理。"),),
        ),
    ):
        document.add_heading(tier, 1)
        for title, agencies, text in cases:
            document.add_heading(title, 2)
            document.add_paragraph(f"实施单位：{agencies}")
            document.add_paragraph(text)
    return _saved(document)


def sectioned_word() -> bytes:
    """A document with a table in which headings across all columns and a row of names begin each rank."""
    document = docx.Document()
    document.add_paragraph("附件：")
    document.add_paragraph("第七届浙江省公共管理创新案例获奖名单")
    header = ("序号", "获奖案例", "获奖单位")
    rows = (
        ("特别贡献奖（1项）",),
        header,
        ("1", "“掌上办公”之省建设", "浙江省大数据发展管理局"),
        ("优秀奖（3项）",),
        header,
        ("1", "“无废城市”绍兴样本", "绍兴市生态环境局"),
        ("2", "山海协作“飞地”", "衢州市发展和改革委员会、杭州市余杭区发展和改革局"),
        ("3", "“海上枫桥”", "舟山市普陀区委政法委"),
    )
    table = document.add_table(rows=0, cols=3)
    for texts in rows:
        cells = table.add_row().cells
        if len(texts) == 1:
            cells[0].merge(cells[2])
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text
    return _saved(document)


def workbook_of_sheets() -> bytes:
    """A workbook with a sheet for each rank."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    header = ("序号", "案例名称", "申报主体")
    for name, cases in (
        (
            "最佳案例",
            (
                ("“雪场+研学”", "吉林市北大湖开发区管理委员会"),
                ("冰雪装备中试基地", "长春国际汽车城管理委员会、吉林大学"),
            ),
        ),
        (
            "优秀案例",
            (
                ("查干湖冬捕直播", "松原市查干湖旅游开发区管理委员会"),
                ("长白山“粉雪节”", "吉林长白山旅游股份有限公司"),
                ("朝鲜族冰上民俗", "延边朝鲜族自治州文化广播电视和旅游局"),
            ),
        ),
    ):
        sheet = book.create_sheet(name)
        sheet.append((f"2024年度吉林省冰雪经济案例名单（{name}）",))
        sheet.merge_cells("A1:C1")
        sheet.append(header)
        for number, case in enumerate(cases, 1):
            sheet.append((number, *case))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "numbered-word.docx": numbered_word,
    "table-word.docx": table_word,
    "workbook.xlsx": workbook,
    "ruled-table.pdf": ruled_pdf,
    "wrapped-lines.pdf": wrapped_pdf,
    "merged-table.pdf": merged_pdf,
    "unruled.pdf": unruled_pdf,
    "headings.docx": headed_word,
    "sections-in-table.docx": sectioned_word,
    "two-sheets.xlsx": workbook_of_sheets,
}


def _define_numbers(document: Document) -> None:
    root = document.part.numbering_part.element
    definition = OxmlElement("w:abstractNum")
    definition.set(qn("w:abstractNumId"), "90")
    for depth, (style, text) in enumerate((("chineseCountingThousand", "%1、"), ("decimal", "%2."))):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("w:start", "1"), ("w:numFmt", style), ("w:lvlText", text)):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            level.append(child)
        definition.append(level)
    root.insert(0, definition)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "90")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "90")
    number.append(reference)
    root.append(number)


def _number(paragraph: Paragraph, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no other way
    properties.get_or_add_numId().val = 90
    properties.get_or_add_ilvl().val = depth


def _saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()

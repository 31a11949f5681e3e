"""Make the PDF files of notices with columns of broken cells without lines, and with lines that hang."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

from tests.data.notice_import.documents.pdf import new_pdf

_Rows = Sequence[Sequence[str]]


def ranked_columns_pdf() -> bytes:
    """A PDF with a table for each rank, whose cells are broken and stand in the middle of their row."""
    pdf = new_pdf(footer=True, header="吉林省农业技术推广奖评审委员会", size=12)
    _write(pdf, "关于2022年度吉林省农业技术推广奖评审结果的公示", "C")
    _write(pdf, "经形式审查、学科组初评、评审委员会终评，拟授予12个项目2022年度吉林省农业技术推广奖，现予公示。")
    ranks: Sequence[tuple[str, _Rows]] = (
        (
            "一等奖（3项）",
            (
                (
                    "1",
                    "黑土地保护性耕作条件下玉米出苗质量提升技术研究与应用",
                    "吉林省农业科学院、梨树县农业技术推广总站",
                ),
                ("2", "松花江流域水稻节水灌溉智能调度系统", "吉林省水利科学研究院"),
                ("3", "参后地土壤修复与中药材轮作模式", "吉林农业大学中药材学院、抚松县人参产业发展中心"),
            ),
        ),
        (
            "二等奖（5项）",
            (
                ("1", "延边黄牛分子育种与高档肉分级标准", "延边大学农学院、延边畜牧开发集团有限公司"),
                (
                    "2",
                    "盐碱地燕麦与苜蓿混播饲草生产",
                    "中国科学院东北地理与农业生态研究所、白城市畜牧科学研究院",
                ),
                ("3", "梅花鹿规模养殖疫病净化", "长春市双阳区农业农村局"),
                ("4", "查干湖大水面生态渔业增殖放流效果评估", "松原市查干湖渔场"),
                ("5", "食用菌废菌棒循环利用", "蛟河市黄松甸镇人民政府、吉林农业大学"),
            ),
        ),
        (
            "三等奖（4项）",
            (
                ("1", "设施草莓越冬补光", "长春市农业科学院"),
                (
                    "2",
                    "玉米秸秆打捆离田与生物质供热一体化运营模式",
                    "公主岭市农业农村局、吉林省电力有限公司公主岭市供电公司",
                ),
                ("3", "蓝莓采后商品化处理", "通化禾韵现代农业股份有限公司"),
                ("4", "林下灵芝仿野生栽培", "临江市林业局"),
            ),
        ),
    )
    for rank, rows in ranks:
        _write(pdf, rank, "C")
        _write_columns(pdf, (("序号", "项目名称", "完成单位"), *rows), ((28, 4), (44, 15), (115, 15)))
    _write(pdf, "吉林省农业技术推广奖评审委员会办公室", "R")
    _write(pdf, "2022年11月14日", "R")
    return bytes(pdf.output())


def columns_without_numbers_pdf() -> bytes:
    """A PDF with two columns of broken cells, without numbers, over two pages."""
    pdf = new_pdf(header="绿色航运")
    _write(pdf, "2022年度绿色航运创新案例名单", "C")
    rows = (
        ("案例名称", "实施单位"),
        (
            "内河船舶“岸电通”一码用电结算与碳减排核算平台",
            "江苏省港口集团有限公司、国网江苏省电力有限公司",
        ),
        ("船闸“远程集控、无人值守”运行管理模式", "苏北航务管理处"),
        ("水上服务区“船员之家”", "扬州市港航事业发展中心"),
        (
            "危化品运输船舶智能监管与风险预警“一张图”建设",
            "南京海事局、南京市交通运输局、中国石化扬子石油化工有限公司",
        ),
        ("航道养护“BIM+北斗”", "常州市港航事业发展中心、河海大学"),
        ("老旧渡口“撤渡建桥”长效机制", "盐城市交通运输局"),
        ("集装箱“水水中转”一单制", "太仓港港口管理委员会"),
        ("京杭运河绿色现代航运文化展示与“运河脉动”IP开发", "淮安市港航事业发展中心"),
    )
    _write_columns(pdf, rows, ((28, 16), (112, 14)), gap=14)
    _write(pdf, "交通运输部水运局", "R")
    _write(pdf, "2022年8月8日", "R")
    return bytes(pdf.output())


def hanging_agencies_pdf() -> bytes:
    """A PDF whose agencies follow a dash far from the margin, over several lines that begin below each other."""
    pdf = new_pdf(footer=True, header="湖北住建工作简报", size=15)
    for text in ("湖北省住房和城乡建设厅关于公布2022年度", "城乡建设领域“小切口”改革", "典型案例的通报"):
        _write(pdf, text, "C")
    _write(pdf, "各市、州、直管市、神农架林区住房和城乡建设局：")
    _write(
        pdf,
        "为推广基层经验，省厅从各地上报的88个案例中遴选出8个典型案例，现予公布，请各地结合实际认真学习借鉴，推动改革走深走实。",
    )
    cases = (
        (
            "城中村自建房“体检式”安全排查与“一户一策”分类整治",
            "武汉市洪山区住房和城乡建设局、武汉市洪山区应急管理局、武汉市洪山区消防救援大队",
        ),
        ("电动自行车“集中充换电”社区微改造", "宜昌市住房和城乡建设局"),
        (
            "老旧电梯更新“居民议、政府补、银行贷”三方筹资模式",
            "襄阳市樊城区住房和城乡建设局、中国建设银行股份有限公司襄阳分行",
        ),
        ("地下管廊“智慧巡检”", "荆州市城市管理执法委员会、长江大学城市建设学院"),
        (
            "历史建筑“活化利用”修缮导则编制",
            "黄石市自然资源和城乡建设局、华中科技大学建筑与城市规划学院、黄石市文化和旅游局",
        ),
        ("海绵校园雨水花园", "鄂州市教育局"),
        (
            "既有住宅外墙保温“脱落”预警处置与维修资金应急使用",
            "十堰市住房保障中心、十堰市住宅专项维修资金管理中心",
        ),
        ("保障房“一键租房”", "孝感市公共资源交易中心"),
    )
    for number, (title, agencies) in enumerate(cases, 1):
        _write(pdf, f"{number}．{title}")
        pdf.set_left_margin(pdf.l_margin + 32)
        _write(pdf, f"——{agencies}")
        pdf.set_left_margin(pdf.l_margin - 32)
        _write(pdf, "主要做法：坚持党建引领，建立部门联动、群众参与的工作机制，形成闭环管理，成效明显。")
    _write(pdf, "湖北省住房和城乡建设厅", "R")
    _write(pdf, "2022年10月18日", "R")
    return bytes(pdf.output())


def _write_columns(pdf: FPDF, rows: _Rows, columns: Sequence[tuple[int, int]], gap: int = 4) -> None:
    """Write the rows, `gap` apart. A column has its left edge and the number of characters that break a line."""
    height = 7
    for row in rows:
        cells = [
            [text[at : at + room] for at in range(0, len(text), room)]
            for text, (_, room) in zip(row, columns, strict=True)
        ]
        count = max(map(len, cells))
        if pdf.get_y() + height * count > pdf.page_break_trigger:
            pdf.add_page()
        top = pdf.get_y()
        for (left, _), cell in zip(columns, cells, strict=True):
            for at, line in enumerate(cell):
                pdf.set_xy(left, top + height * (at + (count - len(cell)) / 2))
                pdf.cell(h=height, text=line)
        pdf.set_xy(pdf.l_margin, top + height * count + gap)


def _write(pdf: FPDF, text: str, align: str = "L") -> None:
    pdf.multi_cell(w=0, h=9, text=text, align=align, new_x="LMARGIN", new_y="NEXT")

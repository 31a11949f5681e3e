"""Make the PDF files of the notices that tests import, with an embedded typeface as offices do."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import as_file, files

from fpdf import FPDF
from fpdf.fonts import FontFace

FONT = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
_PLAIN = FontFace(emphasis="")


def ruled_pdf() -> bytes:
    """A PDF with a ruled table over two pages whose names are broken within cells."""
    pdf = new_pdf()
    for text in ("陕西省科学技术厅", "关于公布2024年度科技成果转化典型案例的通知"):
        pdf.cell(w=0, h=10, text=text, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.multi_cell(
        w=0,
        h=8,
        text="    各有关单位：现将2024年度科技成果转化典型案例予以公布，请结合实际学习借鉴，做好转化工作。",
    )
    pdf.cell(w=0, h=8, text="陕西省科学技术厅", align="R", new_x="LMARGIN", new_y="NEXT")
    pdf.cell(w=0, h=8, text="2024年5月20日", align="R", new_x="LMARGIN", new_y="NEXT")
    pdf.add_page()
    pdf.cell(w=0, h=10, text="2024年度科技成果转化典型案例名单", align="C", new_x="LMARGIN", new_y="NEXT")
    rows = [("序号", "案例名称", "完成单位"), *((str(n), *case) for n, case in enumerate(_SHAANXI, 1))]
    with pdf.table(col_widths=(12, 70, 90), line_height=9, text_align="LEFT", headings_style=_PLAIN) as table:
        for row in rows:
            table.row(row)
    return bytes(pdf.output())


_SHAANXI = (
    ("长三角—秦岭生态监测“一张网”", "西安电子科技大学、陕西省环境监测中心站"),
    ("高端钛合金棒材产业化", "西北有色金属研究院、宝钛集团有限公司"),
    ("苹果矮砧密植栽培技术集成", "西北农林科技大学园艺学院、洛川县苹果产业研发中心"),
    ("飞机结构强度“数字孪生”试验", "中国飞机强度研究所"),
    ("煤矿井下5G透明开采", "陕西陕煤曹家滩矿业有限公司、西安科技大学、华为技术有限公司"),
    ("秦创原“三项改革”先行先试", "西北工业大学"),
    ("中欧班列多式联运智能调度", "西安国际港务区管理委员会、中国铁路西安局集团有限公司"),
    ("羊乳精深加工关键技术", "陕西科技大学食品科学与工程学院、富平县乳业发展服务中心"),
    ("北斗三号高精度授时应用", "中国科学院国家授时中心"),
    ("超导磁体材料国产化", "西部超导材料科技股份有限公司"),
    ("骨科“术中导航”机器人", "西安市红会医院、西安交通大学第二附属医院"),
    ("古建筑木结构无损检测", "西安建筑科技大学、陕西省文物保护研究院"),
)


def wrapped_pdf() -> bytes:
    """A PDF of running lines with page numbers: names go on across lines and pages."""
    pdf = new_pdf(footer=True)
    lines = [
        ("C", "安徽省民政厅关于公布全省社区治理创新案例的通知"),
        ("", "各市民政局："),
        (
            "P",
            "为推动社区治理创新，我厅组织开展了案例征集评选。经各市推荐、专家评审、网上公示，从各地报送的96个案例中确定一等奖3个、二等奖4个，现予公布。",
        ),
        ("P", "一、一等奖（3个）"),
        ("P", "1.“邻里议事厅”破解老旧小区加装电梯难题的包河实践与长效机制探索"),
        ("P", "申报单位：合肥市包河区民政局、合肥市包河区常青街道办事处、安徽建筑大学公共管理学院"),
        ("P", "2.“积分银行”激活乡村自治"),
        ("P", "申报单位：滁州市凤阳县小溪河镇人民政府、滁州市民政局"),
        ("P", "3.“红色物业”联盟"),
        ("P", "申报单位：芜湖市镜湖区委组织部"),
        ("P", "二、二等奖（4个）"),
        ("P", "1.库区移民新村“五员共治”"),
        ("P", "申报单位：六安市金寨县民政局、六安市金寨县梅山镇人民政府、安徽农业大学人文社会科学学院"),
        ("P", "2.“黄梅小院”里的文明实践"),
        ("P", "申报单位：安庆市文化和旅游局"),
        ("P", "3.流动渔民上岸社区融入"),
        ("P", "申报单位：马鞍山市当涂县太白镇龙山桥社区居民委员会、马鞍山市慈善总会"),
        ("P", "4.徽派古村“祠堂议事”制度化规范化运行的黟县做法"),
        ("P", "申报单位：黄山市黟县民政局"),
        ("R", "安徽省民政厅"),
        ("R", "2020年11月12日"),
    ]
    for kind, text in lines:
        align = {"C": "C", "R": "R"}.get(kind, "L")
        pdf.multi_cell(
            w=0, h=16, text=("        " if kind == "P" else "") + text, align=align, new_x="LMARGIN", new_y="NEXT"
        )
    return bytes(pdf.output())


def merged_pdf() -> bytes:
    """A PDF with a ruled table whose first column has cells merged downwards."""
    pdf = new_pdf()
    for text in ("广西壮族自治区农业农村厅", "关于公布数字农业农村优秀项目的通知"):
        _write(pdf, text, "C")
    _write(pdf, "2022年10月14日", "R")
    groups: Sequence[tuple[str, Sequence[tuple[str, str, str]]]] = (
        (
            "新技术",
            (
                (
                    "1",
                    "甘蔗良种良法“空天地”监测与机械化收获调度一体化技术",
                    "广西大学农学院、广西壮族自治区农业科学院甘蔗研究所",
                ),
                ("2", "螺蛳粉原料竹笋近红外分级", "柳州市农业技术推广中心、广西科技大学"),
            ),
        ),
        (
            "新产品",
            (
                ("3", "荔枝无人机授粉系统", "钦州市灵山县农业农村局"),
                ("4", "香蕉枯萎病早诊试纸", "广西金穗农业集团有限公司"),
            ),
        ),
        ("新模式", (("5", "“边贸+电商”八角产业链", "凭祥市商务和口岸管理局、崇左市农业农村局"),)),
    )
    with pdf.table(col_widths=(20, 15, 60, 60), line_height=8, text_align="LEFT", headings_style=_PLAIN) as table:
        table.row(("类别", "序号", "项目名称", "申报单位"))
        for group, rows in groups:
            for position, texts in enumerate(rows):
                row = table.row()
                if position == 0:
                    row.cell(group, rowspan=len(rows))
                for text in texts:
                    row.cell(text)
    return bytes(pdf.output())


def unruled_pdf() -> bytes:
    """A PDF with columns without lines."""
    pdf = new_pdf(size=12)
    _write(pdf, "关于公布第三届全国水利科普优秀案例的通知", "C")
    _write(pdf, "中国水利学会  2023年4月10日", "C")
    rows = (
        ("序号", "案例名称", "申报单位"),
        ("1", "节水“小卫士”", "北京市节水用水管理事务中心"),
        ("2", "都江堰治水课堂", "四川省都江堰水利发展中心"),
        ("3", "海绵城市科普展", "深圳市水务局、哈尔滨工业大学（深圳）"),
        ("4", "黄河“数字标本”", "黄河水利科学研究院"),
        ("5", "红旗渠精神研学", "林州市红旗渠灌区管理处"),
    )
    for texts in rows:
        top = pdf.get_y()
        for left, text in zip((28, 45, 95), texts, strict=True):
            pdf.set_xy(left, top)
            pdf.cell(h=9, text=text)
        pdf.set_xy(28, top + 9)
    return bytes(pdf.output())


class _Pdf(FPDF):
    def __init__(self, header: str, *, numbered: bool) -> None:
        super().__init__(format="A4")
        self._header = header
        self._numbered = numbered

    def header(self) -> None:
        """Write what stands above every page."""
        if self._header:
            self.set_y(10)
            self.cell(w=0, h=10, text=self._header, align="C", new_x="LMARGIN", new_y="NEXT")
            self.ln(6)

    def footer(self) -> None:
        """Write the page's number."""
        if self._numbered:
            self.set_y(-15)
            self.cell(w=0, h=10, text=f"— {self.page_no()} —", align="C")


def new_pdf(*, header: str = "", footer: bool = False, size: int = 14) -> FPDF:
    """Return a document with its first page, a typeface and wide margins.

    `header` stands above every page; `footer` numbers the pages.
    """
    pdf = _Pdf(header, numbered=footer)
    with as_file(files("justmytype_intl_cjk") / FONT) as path:
        pdf.add_font("noto", fname=str(path))
    pdf.set_font("noto", size=size)
    pdf.set_margin(28)
    pdf.add_page()
    return pdf


def _write(pdf: FPDF, text: str, align: str) -> None:
    pdf.cell(w=0, h=10, text=text, align=align, new_x="LMARGIN", new_y="NEXT")

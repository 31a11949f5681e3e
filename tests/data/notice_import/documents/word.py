"""Make the DOCX files of the notices that tests import, as offices do."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def numbered_word() -> bytes:
    """A document whose numbers, 一、 and 1., are Word's own; agencies stand on a line below."""
    document = docx.Document()
    define_numbers(document)
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
        number(document.add_paragraph(tier), 0)
        for title, agencies in cases:
            number(document.add_paragraph(title), 1)
            document.add_paragraph(f"单位：{agencies}")
    document.add_paragraph("江西省市场监督管理局")
    document.add_paragraph("2023年9月18日")
    return saved(document)


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
    return saved(document)


def word_with_summaries() -> bytes:
    """A document with Word's own numbers; below each title the agency in brackets, and what was done."""
    document = docx.Document()
    define_numbers(document)
    document.add_paragraph("四川省民政厅关于印发2023年度殡葬移风易俗典型案例的通知", style="Title")
    for text in (
        "川民函〔2023〕87号",
        "各市（州）民政局：",
        "从各地报送的64个案例中遴选7个典型案例（其中节地安葬类3个、厚养薄葬类4个），现印发你们，供学习借鉴。",
        "四川省民政厅",
        "2023年11月3日",
        "2023年度殡葬移风易俗典型案例",
    ):
        document.add_paragraph(text)
    for tier, cases in (
        (
            "节地安葬类",
            (
                ("“一棵树一个家”生态葬园", "成都市民政局"),
                ("骨灰海撒到江葬的转变", "泸州市民政局、泸州市殡仪馆"),
                ("高山村公益性墓地“卧碑化”", "凉山彝族自治州民政局、昭觉县民政局"),
            ),
        ),
        (
            "厚养薄葬类",
            (
                ("红白理事会“三张清单”", "绵阳市安州区民政局"),
                ("孝老账本", "仪陇县民政局"),
                ("丧宴“四菜一汤”", "攀枝花市仁和区大田镇人民政府"),
                ("清明“云祭扫”", "内江市民政局、内江市第一殡仪馆"),
            ),
        ),
    ):
        number(document.add_paragraph(tier), 0)
        for title, agencies in cases:
            number(document.add_paragraph(title), 1)
            document.add_paragraph(f"（报送单位：{agencies}）")
            document.add_paragraph("主要做法：坚持党建引领，完善村规民约，把文明新风送到群众身边。")
    return saved(document)


def word_with_line_breaks() -> bytes:
    """A document whose paragraphs hold title and agency, apart by a line break."""
    document = docx.Document()
    document.add_paragraph("关于2021年全省铁路护路联防优秀案例的通报")
    document.add_paragraph("各市铁路护路联防工作领导小组办公室：\n经评选，现将优秀案例通报如下。")
    for text in (
        "一类案例",
        "1.无人机巡线“天眼护路”\n\t石家庄市铁路护路联防办、中国铁路北京局集团有限公司石家庄工务段",
        "2.铁路道口“红马甲”\n\t邯郸市峰峰矿区委政法委",
        "二类案例",
        "1.轻飘物“清零”行动\n\t沧州市铁路护路联防办",
        "2.放羊人变护路人\n\t张家口市宣化区铁路护路联防办",
        "3.高铁桥下空间“村站共管”\n\t保定市徐水区人民政府、雄安高速铁路有限公司",
    ):
        document.add_paragraph().add_run(text).bold = text.endswith("类案例")
    document.add_paragraph("河北省铁路护路联防工作领导小组办公室\n2021年12月20日")
    return saved(document)


def word_with_persons() -> bytes:
    """A document whose cases have Word's own 一、, and a person and two kinds of agencies below."""
    document = docx.Document()
    define_numbers(document)
    document.add_paragraph("上海海洋大学关于表彰渔业科技推广优秀案例（第三批）的决定", style="Title")
    document.add_paragraph("各二级学院、各有关单位：")
    document.add_paragraph("经学校科技处组织评审，决定对下列案例予以表彰（排名不分先后）。")
    for title, person, leading, partner in (
        ("稻虾共作“零化肥”示范", "李家乐", "水产与生命学院", "金山区水产技术推广站"),
        ("深远海养殖工船舱养", "张俊", "海洋科学学院、工程学院", "中国船舶集团有限公司第七一五研究所"),
        ("大闸蟹“数字身份证”", "王锡昌", "食品学院", "苏州市阳澄湖大闸蟹行业协会"),
        ("长江江豚栖息地评估", "陈新军", "海洋生物资源与管理学院", "农业农村部长江流域渔政监督管理办公室"),
        ("南极磷虾捕捞装备国产化", "许柳雄", "海洋科学学院", "辽渔集团有限公司"),
    ):
        number(document.add_paragraph(title), 0)
        for text in (f"负责人：{person}", f"牵头单位：{leading}", f"参与单位：{partner}"):
            document.add_paragraph(text)
    document.add_paragraph("上海海洋大学")
    document.add_paragraph("2019年12月3日")
    return saved(document)


def word_in_brackets() -> bytes:
    """A document whose tiers and cases have Word's own numbers, and agencies in brackets; two issuers on a line."""
    document = docx.Document()
    define_numbers(document)
    for text in (
        "河北省文明办 河北省教育厅",
        "关于公布全省中小学“食育”优秀实践案例名单的通知",
        "冀文明办〔2022〕18号",
        "各市文明办、教育局，雄安新区宣传网信局、公共服务局：",
        "现将全省中小学“食育”优秀实践案例名单予以公布（共8个）。",
    ):
        document.add_paragraph(text)
    for tier, cases in (
        (
            "小学组（4个）",
            (
                "校园“小农场”种出科学课（石家庄市桥西区维明路小学）",
                "光盘“记账本”（张家口市宣化区天泰寺街小学）",
                "冀菜大师进课堂（保定市莲池区厚福盈小学、保定市饮食行业协会）",
                "回汉食俗手拉手（大厂回族自治县实验小学）",
            ),
        ),
        (
            "中学组（4个）",
            (
                "营养午餐“学生议事会”（唐山市第九中学）",
                "食品标签侦探社（承德市双滦区实验中学）",
                "渤海渔家饭（秦皇岛市抚宁区第一中学）",
                "从麦田到餐桌（邯郸市曲周县第一中学、中国农业大学曲周实验站）",
            ),
        ),
    ):
        number(document.add_paragraph(tier), 0)
        for case in cases:
            number(document.add_paragraph(case), 1)
    document.add_paragraph("河北省精神文明建设指导委员会办公室    河北省教育厅")
    document.add_paragraph("2022年10月16日")
    return saved(document)


def word_by_province() -> bytes:
    """A document with a line break in its title, and cases that are numbered on below the names of provinces."""
    document = docx.Document()
    for text in (
        "农业农村部办公厅关于推介2023年全国\n农业社会化服务典型案例的通知",
        "农办经〔2023〕9号",
        "各省、自治区、直辖市农业农村（农牧）厅（局、委），新疆生产建设兵团农业农村局，北大荒农垦集团有限公司：",
        "经地方推荐、专家遴选、网上公示，共确定14个典型案例，现予推介。",
        "一、高度重视典型引路。各地要把推介典型作为引导小农户和现代农业发展有机衔接的重要抓手，因地制宜学习借鉴。",
        "二、强化政策支持。统筹用好农业生产社会化服务等项目资金，支持各类服务主体补短板、强弱项。",
        "附件：2023年全国农业社会化服务典型案例名单",
        "",
        "农业农村部办公厅",
        "2023年9月13日",
        "",
        "附件",
        "2023年全国农业社会化服务典型案例名单",
        "（共14个，按行政区划排列）",
        "北京市",
        "1.大兴区农业农村局：“田保姆”管好京郊蔬菜园",
        "河北省",
        "2.威县农业农村局：打造“五统一”棉花全程托管服务体系",
        "3.邢台市南和区贾宋镇人民政府：“村社合一”带动小农户节本增收",
        "内蒙古自治区",
        "4.扎赉特旗农牧和科技局：牧区“草畜管家”破解有草无料难题",
        "黑龙江省",
        "5.北大荒农业服务集团有限公司：建设黑土地保护“田间医院”",
        "6.兰西县农业农村局、东北农业大学：“共享农机库”：让农机动起来",
        "江苏省",
        "7.昆山市农业农村局：“无人农场”托管服务试点",
        "8.兴化市人民政府、江苏省农业科学院：稻米产业联合体的“保底+分红”",
        "山东省",
        "9.高密市供销合作社联合社：为农服务中心“一站解决”种管收储售",
        "湖南省",
        "10.安仁县农业农村局：“农事服务中心”实现山地机械化",
        "11.岳阳市屈原管理区农业农村水利局：水稻集中育秧“秧管家”",
        "重庆市",
        "12.忠县农业农村委员会：山地柑橘“合作社+飞手队”统防统治",
        "13.梁平区供销合作社联合社：“供销农服”巧解撂荒地",
        "陕西省",
        "14.洛川县苹果产业管理局、西北农林科技大学：苹果园“技物结合”托管",
    ):
        document.add_paragraph(text)
    return saved(document)


def define_numbers(document: Document) -> None:
    """Give the document a list of two levels: 一、 and 1."""
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
    instance = OxmlElement("w:num")
    instance.set(qn("w:numId"), "90")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "90")
    instance.append(reference)
    root.append(instance)


def number(paragraph: Paragraph, depth: int) -> None:
    """Number the paragraph on a level of that list, from 0."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no other way
    properties.get_or_add_numId().val = 90
    properties.get_or_add_ilvl().val = depth


def saved(document: Document) -> bytes:
    """Return the document as a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()

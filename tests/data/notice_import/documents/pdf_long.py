"""Make the PDF files of notices that go over several pages."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

from tests.data.notice_import.documents.pdf import new_pdf

_ALIGN = {"C": "C", "R": "R"}
"""The kinds of lines that do not begin at the left."""


def bracketed_pdf() -> bytes:
    """A PDF whose cases, each with its agencies in brackets after the title, go on across lines and pages."""
    return _written(
        (
            ("C", "国家文物局关于公布2022年度文物事业高质量发展"),
            ("C", "推介案例的通知"),
            ("C", "文物政发〔2022〕31号"),
            ("P", "各省、自治区、直辖市文物局（文化和旅游厅/局），新疆生产建设兵团文物局："),
            (
                "P",
                "为发挥典型引路作用，我局组织开展了推介活动。经自愿申报、省级初选、专家评议，确定“苏州古城保护‘古城细胞解剖工程’”等8个案例为推介案例。",
            ),
            ("P", "特此通知。"),
            ("P", "附件：2022年度文物事业高质量发展推介案例名单"),
            ("R", "国家文物局"),
            ("R", "2022年12月30日"),
            ("P", "附件"),
            ("C", "2022年度文物事业高质量发展推介案例名单"),
            ("C", "（按行政区划排序）"),
            (
                "P",
                "1. 长城国家文化公园（河北段）数字化保护与沉浸式体验（河北省文物局、国家文物局长城研究基地〈燕山〉）",
            ),
            ("P", "2. 平遥古城民居“三三三”补助修缮（山西省平遥县人民政府）"),
            (
                "P",
                "3. 苏州古城保护“古城细胞解剖工程”（江苏省苏州市姑苏区人民政府、苏州国家历史文化名城保护区管理委员会）",
            ),
            ("P", "4. 良渚古城遗址5000+文化公园群（杭州良渚遗址管理区管理委员会）"),
            (
                "P",
                "5. 泉州世界遗产“海丝驿站”志愿讲解体系建设与青少年研学课程开发（福建省泉州市文化广电和旅游局）",
            ),
            (
                "P",
                "6. 三星堆遗址考古“方舱”与多学科联合攻关（四川省文物考古研究院、北京大学、中国社会科学院考古研究所）",
            ),
            ("P", "7. 敦煌石窟“线上开放素材库”（敦煌研究院）"),
            ("P", "8. 安西都护府遗址群联防巡护（新疆维吾尔自治区库车市文化体育广播电视和旅游局）"),
        ),
        size=15,
    )


def places_pdf() -> bytes:
    """A PDF by city, whose numbers go on, with full-width dots and a title of two lines."""
    return _written(
        (
            ("C", "江苏省水利厅文件"),
            ("C", "苏水农〔2021〕29号"),
            ("C", "省水利厅关于命名第二批农村生态河道"),
            ("C", "建设样板的通知"),
            ("P", "各设区市水利（务）局："),
            ("P", "经县级申报、市级审核、省级评定，命名下列8条河道为第二批农村生态河道建设样板。"),
            ("P", "一、南京市"),
            ("P", "1．石臼湖生态廊道（申报单位：高淳区水务局）"),
            ("P", "2．九乡河“水脉书香”河段（申报单位：栖霞区水务局、南京大学）"),
            ("P", "二、徐州市"),
            ("P", "3．大沙河“果园河畔”综合治理段（申报单位：丰县水务局、丰县大沙河镇人民政府）"),
            ("P", "4．沂河古栗林湿地河段（申报单位：新沂市水务局）"),
            ("P", "三、盐城市"),
            (
                "P",
                "5．串场河“盐韵风情”示范段（申报单位：盐都区水利局、盐城市盐都区大纵湖旅游度假区管理委员会、河海大学水利水电学院）",
            ),
            ("P", "6．斗龙港入海河段退渔还湿（申报单位：大丰区水利局）"),
            ("P", "四、扬州市"),
            ("P", "7．邵伯湖圩区“一河一景”（申报单位：江都区水利局）"),
            ("P", "8．龙河“水美乡村”（申报单位：仪征市水利局）"),
            ("R", "江苏省水利厅"),
            ("R", "2021年8月23日"),
            ("P", "抄送：水利部，各设区市人民政府办公室。"),
            ("P", "江苏省水利厅办公室      2021年8月24日印发"),
        ),
        size=14,
    )


def gaps_pdf() -> bytes:
    """A PDF whose agencies stand below each title, two of them apart by a gap."""
    cases = (
        ("一、“数说乡村”大喇叭", "国家统计局河南调查总队"),
        ("二、统计员的一天VLOG", "浙江省统计局　　国家统计局浙江调查总队"),
        ("三、“CPI购物车”街头实验", "国家统计局上海调查总队"),
        ("四、维汉双语统计知识擂台", "新疆维吾尔自治区统计局"),
        ("五、大学生“数据侦探”营地", "湖北省统计局　　中南财经政法大学统计与数学学院"),
        ("六、老统计人口述史展览与“一把算盘到一朵云”主题沙龙系列", "山西省统计局"),
        ("七、住户调查记账户“回娘家”", "国家统计局甘肃调查总队"),
        ("八、统计直播进工厂", "辽宁省统计局"),
    )
    return _written(
        (
            ("C", "国家统计局关于公布第五届“统计开放日”"),
            ("C", "优秀活动案例的通报"),
            ("P", "各省、自治区、直辖市统计局，国家统计局各调查总队："),
            ("P", "在第五届中国统计开放日活动中，各地创新形式、扩大宣传。经评选，决定对以下8个案例予以通报表扬。"),
            *(("P", text) for case in cases for text in case),
            ("R", "国家统计局"),
            ("R", "2014年11月5日"),
        ),
        size=14,
    )


def stations_pdf() -> bytes:
    """A PDF whose agencies stand before the title, apart by a gap, below ranks without numbers."""
    return _written(
        (
            ("C", "中国气象局办公室"),
            ("C", "关于通报2021年度基层台站气象服务优秀案例的函"),
            ("P", "气办函〔2022〕12号"),
            ("P", "各省（区、市）气象局，各直属单位："),
            ("P", "经各单位推荐、专家评审，评选出一等奖2个、二等奖4个，现予通报。"),
            ("P", "一等奖"),
            ("P", "黑龙江省五大连池市气象局    寒地黑土“墒情快报”"),
            ("P", "河南省郑州市气象局    特大暴雨“叫应”复盘与机制重塑"),
            ("P", "二等奖"),
            ("P", "福建省武夷山市气象局    岩茶采制“天气日历”"),
            ("P", "青海省玉树藏族自治州曲麻莱县气象局    虫草季“采挖天气短信”"),
            ("P", "海南省三沙市气象局    远海渔船“卫星语音预警”"),
            ("P", "宁夏回族自治区中卫市气象局、中卫市枸杞协会    枸杞“红外防霜”"),
            ("P", "希望各单位认真学习借鉴，不断提高基层气象服务水平。"),
            ("R", "中国气象局办公室"),
            ("R", "2022年1月26日"),
        ),
        size=13,
        height=16,
    )


def groups_pdf() -> bytes:
    """A PDF whose numbers go on across two groups, with agencies in brackets and a title of two lines."""
    return _written(
        (
            ("C", "教育部职业教育与成人教育司"),
            ("C", "关于公布全国职业院校“一校一品”"),
            ("C", "劳动教育优秀案例名单的函"),
            ("P", "各省、自治区、直辖市教育厅（教委）："),
            ("P", "一、中职组"),
            ("P", "1. 一碗兰州牛肉面里的工匠课（兰州现代职业学院）"),
            ("P", "2. “木匠宿舍”自己修（浙江省东阳市技术学校、东阳市木雕小镇建设发展有限公司）"),
            ("P", "3. 校园理发店值日制（广西壮族自治区梧州市第二职业中等专业学校）"),
            ("P", "二、高职组"),
            ("P", "4. 麦收“志愿机手团”的组织化实施路径与学分认定探索（河南农业职业学院）"),
            ("P", "5. 远洋船员“厨房学分”（青岛远洋船员职业学院、中远海运船员管理有限公司青岛分公司）"),
            ("P", "6. 藏餐非遗工坊（西藏职业技术学院）"),
            ("R", "教育部职业教育与成人教育司"),
            ("R", "2022年6月30日"),
        ),
        size=14,
    )


def stories_pdf() -> bytes:
    """A PDF by kinds without numbers, with who sent and who recommended a case, and what was done on several lines."""
    cases = (
        (
            "通关便利",
            "（一）“船边直提”冷链果蔬",
            "拱北海关所属中山海关",
            "广东省口岸协会",
            "将查验前推到船边，货物靠港即提，通关时间由两天压缩到四小时，企业仓储费用同步下降。",
        ),
        (
            "",
            "（二）中欧班列“铁路快通”",
            "西安海关所属车站海关、中国铁路西安局集团有限公司",
            "陕西省口岸协会",
            "以铁路舱单数据代替转关申报，途中免停留，平均节省一天以上。",
        ),
        ("", "（三）跨境电商退货中心仓", "郑州海关", "河南省口岸协会", "退货商品区内一次质检、原箱复出。"),
        (
            "安全准入",
            "（一）外来物种“智能审图”",
            "天津海关所属天津新港海关",
            "天津市口岸协会",
            "机检图像自动识别活体动植物。",
        ),
        (
            "",
            "（二）边民互市“刷脸申报”",
            "南宁海关所属友谊关海关、凭祥市口岸和商贸服务局",
            "广西口岸协会",
            "边民身份、车辆、货物三单比对。",
        ),
    )
    lines = [("C", "中国口岸协会"), ("C", "2023年度海关监管创新优秀案例")]
    for kind, title, sender, recommender, text in cases:
        lines += [("P", kind)] if kind else []
        lines += [
            ("P", title),
            ("P", f"选送单位：{sender}"),
            ("P", f"推荐单位：{recommender}"),
            ("P", f"主要做法：{text}"),
        ]
    return _written((*lines, ("R", "2024年1月15日")), size=13, numbered=False, height=16)


def two_page_table_pdf() -> bytes:
    """A PDF with a ruled table over two pages, whose header the second repeats; cells of several lines."""
    pdf = new_pdf(footer=True, size=11)
    pdf.multi_cell(w=0, h=9, text="附件", new_x="LMARGIN", new_y="NEXT")
    title = "第五届全国建设工程“绿色施工”示范项目名单（第一批）"
    pdf.multi_cell(w=0, h=9, text=title, align="C", new_x="LMARGIN", new_y="NEXT")
    projects = (
        ("深圳国际会展中心（二期）", "中建科工集团有限公司", "深圳市建筑工务署", "广东省建筑业协会"),
        ("西安奥体中心体育场", "中国建筑第八工程局有限公司", "", "陕西省建筑业协会"),
        ("雄安站站房及相关工程", "中铁十二局集团有限公司", "中铁建工集团有限公司", "河北省建筑业协会"),
        (
            "苏州河段深层排水调蓄管道系统工程试验段",
            "上海隧道工程有限公司",
            "上海市城市建设设计研究总院（集团）有限公司",
            "上海市建筑施工行业协会",
        ),
        (
            "成都天府国际机场航站区土建工程",
            "中国建筑第八工程局有限公司",
            "中国五冶集团有限公司、四川省第六建筑有限公司",
            "四川省建筑业协会",
        ),
        ("武汉雷神山医院应急工程", "中建三局集团有限公司", "", "湖北省建筑业协会"),
        ("哈尔滨地铁2号线大耿家车辆段", "中交隧道工程局有限公司", "中交路桥建设有限公司", "黑龙江省建筑业协会"),
        ("拉萨贡嘎机场T3航站楼", "北京建工集团有限责任公司", "", "西藏自治区建筑业协会"),
        (
            "海口江东新区互联网产业园",
            "中国能源建设集团华东建设投资有限公司",
            "海南发展控股置业集团有限公司",
            "海南省建筑业协会",
        ),
        ("兰州中心商业综合体", "甘肃第六建设集团股份有限公司", "", "甘肃省建筑业联合会"),
    )
    rows = [("序号", "项目名称", "承建单位", "参建单位", "推荐单位")]
    rows += [(str(number), *project) for number, project in enumerate(projects, 1)]
    _write_table(pdf, rows, widths=(10, 40, 38, 38, 28), height=9)
    for text in ("中国建筑业协会", "二〇二〇年四月二十八日"):
        pdf.multi_cell(w=0, h=9, text=text, align="R", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def islands_pdf() -> bytes:
    """A PDF with a ruled table of ranks on each row."""
    pdf = new_pdf(footer=True, size=12)
    pdf.multi_cell(w=0, h=12, text="附件2", new_x="LMARGIN", new_y="NEXT")
    title = "第三届“绿色低碳岛礁”创新方案大赛获奖名单"
    pdf.multi_cell(w=0, h=12, text=title, align="C", new_x="LMARGIN", new_y="NEXT")
    rows = (
        ("奖项", "方案名称", "团队所在单位"),
        ("一等奖", "海岛微电网“光储柴”协同", "国网浙江省电力有限公司舟山供电公司"),
        ("二等奖", "珊瑚礁生态混凝土", "中国科学院南海海洋研究所、三沙市生态环境局"),
        ("二等奖", "海水淡化浓盐水梯级利用", "天津海水淡化与综合利用研究所"),
        ("三等奖", "岛礁固废“船厂联运”", "珠海市万山海洋开发试验区管理委员会"),
        ("三等奖", "潮流能灯塔", "浙江大学海洋学院"),
        ("三等奖", "渔港油污水“移动处理站”", "威海市海洋发展局、哈尔滨工业大学（威海）"),
    )
    _write_table(pdf, rows, widths=(22, 70, 62), height=12)
    for text in ("自然资源部海岛研究中心", "2023年6月8日"):
        pdf.multi_cell(w=0, h=12, text=text, align="R", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _write_table(pdf: FPDF, rows: Sequence[Sequence[str]], *, widths: tuple[int, ...], height: int) -> None:
    with pdf.table(col_widths=widths, line_height=height, first_row_as_headings=False) as table:
        for texts in rows:
            row = table.row()
            for text in texts:
                row.cell(text)


def _written(lines: Sequence[tuple[str, str]], *, size: int, numbered: bool = True, height: int = 17) -> bytes:
    """Return a PDF of the lines: C centred, R on the right, P a paragraph."""
    pdf = new_pdf(footer=numbered, size=size)
    for kind, text in lines:
        indented = ("        " if kind == "P" else "") + text
        pdf.multi_cell(w=0, h=height, text=indented, align=_ALIGN.get(kind, "L"), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())

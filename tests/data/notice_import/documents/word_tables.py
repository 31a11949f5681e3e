"""Make the DOCX files of the notices that tests import with tables or parts, as offices do."""

from __future__ import annotations

from collections.abc import Sequence

import docx

from tests.data.notice_import.documents.word import define_numbers, number, saved


def table_with_remarks() -> bytes:
    """A document with a table that has a column of remarks and one of places, and the signature below."""
    document = docx.Document()
    document.add_paragraph("附件1")
    document.add_paragraph("2023年度城市轨道交通服务品牌推荐名单")
    rows: Sequence[Sequence[str]] = (
        ("序号", "品牌名称", "所属线路/车站", "运营单位", "推荐理由"),
        ("1", "“橙心橙意”便民站务", "1号线体育场站", "合肥市轨道交通运营有限公司", "十年零投诉"),
        ("2", "视障乘客“接力护送”", "全线网", "广州地铁集团有限公司、广州市残疾人联合会", "覆盖全部车站"),
        ("3", "“地铁菜篮”专列", "S3号线", "南京地铁运营有限责任公司", "服务城郊菜农"),
        ("4", "司机“手指口呼”可视化", "3号线", "重庆轨道交通四号线建设运营有限公司", "安全运行千日"),
        ("5", "母婴候车室", "换乘站", "西安市轨道交通集团有限公司运营分公司", "获评省级示范"),
        ("6", "夜间检修“蓝领课堂”", "车辆段", "沈阳地铁集团有限公司\n沈阳职业技术学院", "培养技师38名"),
    )
    table = document.add_table(rows=0, cols=5)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("中国城市轨道交通协会")
    document.add_paragraph("二〇二三年十一月二十四日")
    return saved(document)


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
    return saved(document)


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
    return saved(document)


def word_with_numbered_rows() -> bytes:
    """A document with a table whose rows have Word's own numbers; merged rows begin each rank."""
    document = docx.Document()
    define_numbers(document)
    document.add_paragraph("关于2022年度全国工会职工书屋示范点创新服务案例的公示")
    document.add_paragraph("经省级工会推荐、专家评审，拟确定下列8个案例，现予公示，公示期2022年9月5日至9日。")
    table = document.add_table(rows=0, cols=4)
    for texts in (
        ("序号", "推荐单位", "职工书屋所在单位", "案例名称"),
        ("一、最佳案例",),
        ("", "黑龙江省总工会", "大庆油田有限责任公司第一采油厂", "钻塔下的流动书箱"),
        ("", "浙江省总工会", "舟山港综合保税区码头有限公司", "“海上阅读角”跟船走"),
        ("", "中华全国铁路总工会", "中国铁路青藏集团有限公司格尔木车务段", "高原站区“氧气书吧”"),
        ("二、优秀案例",),
        ("", "河北省总工会", "河钢集团邯钢公司", "炼钢炉前“十分钟有声书”"),
        ("", "湖北省总工会", "宜昌市总工会\n三峡大学图书馆", "快递小哥借书卡"),
        ("", "海南省总工会", "海口市环境卫生管理局", "环卫驿站“晨读会”"),
        ("", "甘肃省总工会", "酒泉卫星发射中心", "戈壁夜读"),
        ("", "新疆生产建设兵团总工会", "第一师阿拉尔市总工会", "棉田帐篷书屋"),
    ):
        cells = table.add_row().cells
        if len(texts) == 1:
            cells[0].merge(cells[3])
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text
        if texts[0] == "":
            number(cells[0].paragraphs[0], 1)
    document.add_paragraph("中华全国总工会宣传教育部")
    document.add_paragraph("2022年9月5日")
    return saved(document)


def table_of_kinds() -> bytes:
    """A document with a table whose kinds are merged downwards, and those who recommend beside."""
    document = docx.Document()
    document.add_paragraph("附件")
    document.add_paragraph("2024年陕西省数字乡村优秀案例名单（拟入选）")
    rows = (
        ("类型", "案例名称", "申报单位", "推荐单位"),
        ("县域统筹类", "“数字白水”苹果大脑", "渭南市白水县人民政府", "渭南市委网信办"),
        ("县域统筹类", "“秦巴药谷”溯源链", "安康市平利县委网信办、陕西中医药大学", "安康市委网信办"),
        ("领域特色类", "柞水木耳“云认养”", "商洛市柞水县农业农村局", "商洛市委网信办"),
        ("领域特色类", "茶园虫情“天眼”", "汉中市西乡县茶业发展中心", "汉中市委网信办"),
        ("领域特色类", "窑洞民宿“一码订”", "延安市延川县文化和旅游局", "延安市委网信办"),
        ("企业带动类", "羊乳加工“黑灯车间”", "陕西红星美羚乳业股份有限公司", "渭南市委网信办"),
    )
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for first, last in ((1, 2), (3, 5)):
        text = table.cell(first, 0).text
        table.cell(first, 0).merge(table.cell(last, 0)).text = text
    document.add_paragraph("中共陕西省委网络安全和信息化委员会办公室")
    document.add_paragraph("2024年8月7日")
    return saved(document)


def collection() -> bytes:
    """A collection of cases: parts and titles are headings, the agencies and a text below."""
    document = docx.Document()
    document.add_heading("2023年度全国乡村医生“银巾帼”健康服务案例汇编", 0)
    document.add_paragraph("中国农村卫生协会　编")
    document.add_paragraph("2023年12月")
    document.add_heading("目　录", 1)
    for part, cases in (
        (
            "第一篇 慢病管理",
            (
                ("雪域“马背药箱”", "西藏自治区那曲市班戈县卫生服务中心"),
                ("“三色家医签约”", "陕西省商洛市柞水县卫生健康局、柞水县下梁镇中心卫生院"),
            ),
        ),
        (
            "第二篇 妇幼健康",
            (
                ("侗寨“接生婆”转岗记", "广西壮族自治区柳州市三江侗族自治县妇幼保健院"),
                ("孕产妇“周末课堂”", "安徽省阜阳市颍上县妇幼保健计划生育服务中心"),
                ("留守儿童“视力守护”", "贵州省毕节市威宁彝族回族苗族自治县人民医院、贵州医科大学附属医院"),
            ),
        ),
    ):
        document.add_heading(part, 1)
        for title, agencies in cases:
            document.add_heading(title, 2)
            document.add_paragraph(agencies)
            document.add_paragraph("围绕群众最关心的问题，采取了入户随访、集中宣教等措施，受到群众欢迎和好评。")
    return saved(document)


def two_attachments() -> bytes:
    """A document with a table whose groups are rows across it, and a list of organisations attached after it."""
    document = docx.Document()
    for text in (
        "湖北省卫生健康委员会办公室文件",
        "鄂卫办函〔2023〕41号",
        "省卫生健康委办公室关于印发基层卫生健康便民惠民服务优秀案例的通知",
        "各市、州、直管市、神农架林区卫生健康委：",
        "为推进便民惠民服务举措落实，经各地推荐、专家评审，确定优秀案例10个、优秀组织单位3个，现予印发。",
        "附件：1.优秀案例名单",
        "      2.优秀组织单位名单",
        "湖北省卫生健康委员会办公室",
        "2023年7月6日",
        "附件1",
        "优秀案例名单",
    ):
        document.add_paragraph(text)
    rows: Sequence[Sequence[str]] = (
        ("序号", "市州", "案例名称", "申报单位"),
        ("一、延时服务类",),
        ("1", "武汉市", "周末门诊“不打烊”", "江汉区民族街社区卫生服务中心"),
        ("2", "宜昌市", "傍晚“学生门诊”", "夷陵区小溪塔社区卫生服务中心"),
        ("3", "", "“错时接种”小夜门诊", "枝江市马家店街道社区卫生服务中心"),
        ("二、上门服务类",),
        ("1", "襄阳市", "“摩托车上的巡诊包”", "南漳县薛坪镇卫生院"),
        ("2", "恩施州", "“背篓医生”走进吊脚楼", "恩施市沐抚办事处卫生院"),
        ("3", "", "家庭病床“云查房”", "利川市谋道镇中心卫生院\n利川市人民医院"),
        ("4", "神农架林区", "林海移动诊疗车", "神农架林区木鱼镇卫生院"),
        ("三、数字服务类",),
        ("1", "黄石市", "慢病长处方线上续方", "大冶市卫生健康局"),
        ("2", "荆州市", "“一码联通”转诊绿道", "荆州市第一人民医院、公安县埠河镇卫生院"),
        ("3", "仙桃市", "村医AI辅助问诊", "仙桃市卫生健康委员会"),
    )
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[3])
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    for above, below in ((3, 4), (7, 8)):
        table.cell(above, 1).merge(table.cell(below, 1))
    for text in (
        "附件2",
        "优秀组织单位名单",
        "武汉市卫生健康委员会",
        "恩施土家族苗族自治州卫生健康委员会",
        "襄阳市卫生健康委员会",
    ):
        document.add_paragraph(text)
    return saved(document)

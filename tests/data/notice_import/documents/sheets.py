"""Make the XLSX files of the notices that tests import, as offices do."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl


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
    return _saved(book)


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
    return _saved(book)


def workbook_with_two_headers() -> bytes:
    """A workbook with a header of two rows, kinds and ranks merged downwards, and agencies on lines of a cell."""
    rows = (
        ("附件2",),
        ("第四届全国气象科普作品大赛获奖作品名单",),
        ("序号", "作品类别", "奖项", "作品信息", None, "备注"),
        (None, None, None, "作品名称", "选送单位", None),
        (1, "图文类", "一等奖", "云的身份证", "浙江省气象服务中心", None),
        (2, None, "二等奖", "雷电小百科", "陕西省气象学会\n西安市第八十五中学", None),
        (3, None, None, "冰雹从哪来", "新疆维吾尔自治区人工影响天气办公室", "网络人气奖"),
        (4, "视频类", "一等奖", "追台风的人", "广东省气象公共服务中心；汕头市气象局", None),
        (5, None, "二等奖", "二十四节气手账", "山东省气象局", None),
        (6, None, None, "一滴水的旅行", "西藏自治区气象局大气探测技术与装备保障中心", None),
        ("（联系人：张工 010-5899****）",),
    )
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for merged in ("A1:F1", "A2:F2", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "B5:B7", "C6:C7", "B8:B10", "C9:C10"):
        sheet.merge_cells(merged)
    sheet.merge_cells("A11:F11")
    book.create_sheet("Sheet2")
    return _saved(book)


def workbook_with_scores() -> bytes:
    """A workbook with a sheet for each rank, a blank row above the header, and columns of positions and scores."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cases in (
        (
            "优秀案例",
            (
                ("某水泥厂超标排放大气污染物案", "湖北省黄石市生态环境局", "96.2"),
                ("某网店销售假冒农药案", "湖北省荆州市农业农村局", "95.8"),
                ("某KTV接纳未成年人案", "湖北省武汉市文化市场综合执法支队、武汉市公安局江岸区分局", "94.1"),
            ),
        ),
        (
            "入围案例",
            (
                ("某超市价格欺诈案", "湖北省鄂州市市场监督管理局", "91.0"),
                ("某公司非法占用耕地案", "湖北省天门市自然资源和规划局", "90.7"),
                ("某诊所使用过期药品案", "湖北省随州市卫生健康委员会", "90.5"),
                ("某货车超限运输案", "湖北省恩施州交通运输综合执法支队", "89.9"),
            ),
        ),
    ):
        sheet = book.create_sheet(name)
        sheet.append((f"全省行政执法“示范优案”评选结果（{name}）",))
        sheet.merge_cells("A1:D1")
        sheet.append(())
        sheet.append(("排名", "案件名称", "办案单位", "得分"))
        for number, case in enumerate(cases, 1):
            sheet.append((number, *case))
    return _saved(book)


def workbook_with_ranks_side_by_side() -> bytes:
    """A workbook whose ranks stand side by side, each over columns of its own, and the signature below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("贵州省“数据要素×”大赛获奖项目公示",),
        ("经初赛、复赛、决赛，现将获奖项目公示如下，公示期5天。联系人：何某 0851-8586****",),
        ("赛道", "一等奖", None, "二等奖", None),
        (None, "项目", "主创单位", "项目", "主创单位"),
        (
            "交通运输",
            "高速公路“桥梁体检码”",
            "贵州高速公路集团有限公司",
            "农村客运需求响应",
            "黔东南州交通运输局",
        ),
        (
            "绿色低碳",
            "磷石膏“一吨一码”",
            "贵州磷化（集团）有限责任公司",
            "林业碳汇“天地一体”核算",
            "贵州省林业科学研究院、贵州大学",
        ),
        (
            "应急管理",
            "煤矿水害预测模型",
            "贵州盘江煤电集团技术研究院有限公司",
            "山洪灾害预警到人",
            "黔南州水务局",
        ),
        ("贵州省大数据发展管理局",),
        ("2024年9月12日",),
    ):
        sheet.append(list(row))
    for merged in ("A1:E1", "A2:E2", "A3:A4", "B3:C3", "D3:E3", "A8:E8", "A9:E9"):
        sheet.merge_cells(merged)
    return _saved(book)


def workbook_with_partners() -> bytes:
    """A workbook with labels of its head in a row, provinces merged downwards, and a column of partners."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("口岸营商环境创新举措汇总表",),
        ("填报单位：国家口岸管理办公室", None, None, None, "日期：2022-06-30"),
        ("省份", "序号", "创新举措", "牵头单位", "配合单位"),
        ("广西", 1, "边民互市“整进整出”", "南宁海关", "凭祥市人民政府"),
        (None, 2, "跨境甩挂运输", "广西壮族自治区交通运输厅", "友谊关口岸管理委员会、南宁海关"),
        ("新疆", 3, "霍尔果斯“农副产品快速通关绿色通道”", "乌鲁木齐海关", None),
        (None, 4, "公路口岸24小时通关", "新疆维吾尔自治区商务厅", "霍尔果斯市人民政府"),
        ("上海", 5, "国际航行船舶“一单四报”", "上海海事局", "上海海关、上海出入境边防检查总站"),
        ("海南", 6, "游艇自由行“口岸联查”", "海口海关", "三亚海事局"),
    ):
        sheet.append(list(row))
    for merged in ("A1:E1", "A2:D2", "A4:A5", "A6:A7"):
        sheet.merge_cells(merged)
    return _saved(book)


def workbook_with_two_agencies() -> bytes:
    """A workbook with a company and a university in columns of their own, and a period of objections below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("2023年湖北省“百名科技副总”优秀结对项目公示名单",),
        ("序号", "等次", "企业名称", "高校院所", "项目名称"),
        (1, "优秀", "湖北三峰透平装备股份有限公司", "武汉理工大学", "高压比鼓风机叶轮增材修复"),
        (2, "优秀", "宜昌人福药业有限责任公司", "三峡大学", "麻醉药物连续流合成"),
        (3, "优秀", "襄阳达安汽车检测中心有限公司", "湖北汽车工业学院", "氢燃料客车低温冷启动测试"),
        (4, "良好", "黄石东贝压缩机有限公司", "湖北理工学院", "压缩机噪声溯源"),
        (5, "良好", "安琪酵母股份有限公司", "华中农业大学", "酵母抽提物风味数据库"),
        (6, "良好", "湖北吉兴化工集团有限公司", "武汉工程大学", "草甘膦母液资源化"),
        ("公示时间：2023年12月1日至12月7日",),
    ):
        sheet.append(list(row))
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A9:E9")
    return _saved(book)


def workbook_of_sites() -> bytes:
    """A workbook with a note below its title, addresses, and owners in brackets in the name of a column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("附件：",),
        ("第二批全国工业遗产活化利用优秀项目名单",),
        ("(按行政区划序)",),
        ("序号", "项目", "地址", "申报单位（所有权人）"),
        (1, "首钢三高炉博物馆", "北京市石景山区", "首钢集团有限公司"),
        (2, "1933老场坊", "上海市虹口区", "上海创意产业投资有限公司"),
        (
            3,
            "晨光1865创意产业园",
            "江苏省南京市",
            "南京晨光集团有限责任公司、南京秦淮文化旅游发展集团有限公司",
        ),
        (4, "景德镇陶溪川", "江西省景德镇市", "景德镇陶文旅控股集团有限公司"),
        (5, "中车株机老厂区", "湖南省株洲市", "中车株洲电力机车有限公司"),
        (6, "攀钢“象牙微雕”钢城", "四川省攀枝花市", "攀钢集团有限公司"),
        ("联系单位：工业和信息化部产业政策与法规司",),
    ):
        sheet.append(list(row))
    for merged in ("A2:D2", "A3:D3", "A11:D11"):
        sheet.merge_cells(merged)
    return _saved(book)


def workbook_of_grades() -> bytes:
    """A workbook with numbers of applications, scores, and grades in the last column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("2023年度“智慧监管”创新案例评审结果",),
        ("编号", "案例", "单位", "专家评分", "等级"),
        ("ZH-03", "无感抽检柜", "南昌市市场监督管理局", "93.2", "一等"),
        ("ZH-11", "电梯“AI听诊”", "赣江新区市场监督管理局、江西省特种设备检验检测研究院", "92.5", "一等"),
        ("ZH-07", "网络餐饮“后厨星图”", "九江市市场监督管理局", "90.1", "二等"),
        ("ZH-15", "气瓶“二维码身份证”", "宜春市樟树市市场监督管理局", "89.7", "二等"),
        ("ZH-02", "小作坊“阳光账”", "抚州市南丰县市场监督管理局", "87.3", "三等"),
        ("ZH-19", "商标侵权“以图搜图”", "景德镇市市场监督管理局、景德镇陶瓷大学", "86.6", "三等"),
        ("ZH-08", "明码标价“云检查”", "吉安市市场监督管理局", "86.0", "三等"),
    ):
        sheet.append(list(row))
    sheet.merge_cells("A1:E1")
    return _saved(book)


def signed_workbook() -> bytes:
    """A workbook with who signs and the date in the last column, right below the last row."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = (
        ("2023年校地合作示范项目公示名单", None, None),
        ("编号", "项目", "承担单位"),
        (1, "瓷土尾矿制釉", "江西理工大学材料科学与工程学院、景德镇陶瓷研究所"),
        (2, "候鸟栖息地修复", "南昌大学资源环境学院、鄱阳湖湿地研究中心"),
        (3, "竹纤维复材", "南京林业大学材料科学与工程学院、安吉竹产业研究院"),
        (4, "玉米耐密育种", "吉林农业大学农学院、公主岭玉米研究所"),
        (5, "边疆口岸经济", "云南大学经济学院、瑞丽边贸研究院"),
        (6, "和田玉产地溯源", "新疆大学地质与矿业工程学院、资源与环境学院"),
        (None, None, "中国产学研合作促进会"),
        (None, None, "2023年9月1日"),
    )
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()

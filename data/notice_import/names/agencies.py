"""Distinguish agencies from other text, and split lists of agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from data.chinese import simplify
from data.notice_import.dates import is_date
from data.notice_import.names.places import Places

_STRONG_ENDINGS = (
    "工务段|电务段|车务段|机务段|供电段|通信段|客运段|车辆段|房建段|工务机械段|"
    "司|局|办公室|委|委会|委员会|厅|署|法院|检察院|中院|高院|分院|医院|学院|研究院|研究所|支队|总队|大队|中队|分中心|分馆|"
    "集团|矿|商店|商场|超市|银行|支行|分行|联社|信用社|合作社|服务社|协会|学会|商会|联合会|工会|妇联|工商联|残联|科协|文联|侨联|基金会|促进会|研究会|理事会|分会|联盟|"
    "大学|中学|小学|学校|幼儿园|幼稚园|高中|初中|一中|二中|三中|四中|附中|附小|职校|技校|党校|职中|中专|"
    "政府|街道办|办事处|林场|牧场|海关|武警|"
    "图书馆|博物馆|文化馆|纪念馆|美术馆|科技馆|档案馆|体育馆|艺术馆|少年宫|文化宫|剧团|动物园|植物园|保护区|"
    "报社|卫视|电视台|电台|杂志社|出版社|通讯社|事务所|律所|"
    "石化|联通|铁塔|集团军|兵团|党组|总支|宣传部|组织部|局机关|监狱|戒毒所|看守所|派出所|港务|"
    "改革办|政务办|网信办|编办|信访办|金融办|台港澳办|外办|侨办|文明办|扶贫办"
)
_WEAK_ENDINGS = (
    "系|处|科|室|办|部|院|所|站|队|中心|基地|企业|厂|镇|乡|街道|社区|村|村委会|农场|园区|产业园|科技园|创业园|创意园|工业园|开发区|新区|税务|消防|馆|剧场|公园|景区|频道|社|网|台|"
    "供电|航天|石油|移动|电信|师|旅|连|组|会|堂|寺|团|窗口|庭|班组|服务班|机关|法庭|交警|机场|港|地铁|邮政"
)
"""Endings that titles have too; a name with one needs a place, a known word or the length of a name."""
_END = re.compile(f"(?:{_STRONG_ENDINGS}|(?P<weak>{_WEAK_ENDINGS}))$")
"""The ending of a name in simplified characters; the longest one counts: 办公室 is strong, another 室 is weak."""
_VERBS = re.compile(
    "^(?:打造|构建|建设|建立|推进|推动|推行|实施|开展|探索|创新|深化|强化|加强|优化|完善|提升|促进|实现|聚焦|坚持|以|用|让|把|从|为|做|助力|赋能|激活|依托|围绕|普遍|创建|开启|搭建|筑牢|破解|全面|深入|积极|率先|支持|制定|着力|争做|守护|走进|关于|基于|面向|立足|发挥|培育|引领|擦亮|织密|织牢|谱写|践行|当好|念好|唱好|抓好|建好|用好|管好|如何|浅谈|论)"
)
_QUOTED = re.compile(r"[“”《》「」『』？！!?：:；;|｜，,。…某]|——|--|关于|關於|\d{4}年")
"""Marks that no name has; 某 makes parties of a case anonymous."""
_TEAM = re.compile(
    "(?:(?<=[局院段站队会厂镇乡村])|(?<=街道|社区))“[^“”]{1,8}”(?=[^“”]{1,6}$)|(?<=公司|集团|大学|中心)“[^“”]{1,8}”(?=[^“”]{1,6}$)"
    "|(?:(?<=^..[省市区县州])|(?<=^.[省市区县州]))“[^“”]{1,8}”(?=[^“”]{1,8}$)|^“[^“”]{2,16}”(?=[^“”]{2,12}委(?:员)?会$)"
)
"""The name of a team or event in quotation marks within an agency's name: 合肥客运段“千里眼”班组, “先锋杯”组委会."""
_TWO = re.compile(r"\S\S\s{2,}\S\S")
"""A wide gap between two words, which separates fields."""
_ABOVE = re.compile("^(?:第.{1,3}师(?=..)|(?:共青)?团(?=.{2,6}委))")
"""Words before the place at the beginning of a name: 第一师阿拉尔市…, 团广东省委…."""
_NICKNAME = re.compile("(?<=..)“[^“”]{1,8}”(?=..)")
"""A name in quotation marks within an agency's name: 温州市“无声的爱”咖啡馆."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_AUTHOR = re.compile(r"(.{2,4}?|[^（(]{1,8}·[^（(]{1,8})(?:等)?[（(](.{3,})[）)]")
"""A person with an institution: 王莉（安徽师范大学）."""
_NO_NAME = re.compile("(?:主|承|协|協|举|舉|开|開|交|查|督|申|创)[办辦]$|网站$|網站$")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|【[^【】]*】")
_ROLE_NOTE = re.compile(
    r"(?<=..)(?:牵头|配合|协办)$|[（(](?:牵头|牵头单位|主办|主办单位|协办|配合|联合|责任单位|第一完成单位|排名不分先后|按拼音排序|盖章|公章|并列|代章)[）)]$|(?:（|\()?等[\d一二三四五六七八九十多]*[个家]?(?:单位|部门|机构|企业)?(?:）|\))?$"
)
LETTERHEAD = re.compile(
    r"(?:文件|函件|公报|便函|新聞稿|新闻稿|新聞公報|新闻公报|新闻发布会材料|新聞發布會資料|(?:联合|聯合)(?:发布|發布|公布|评选))$|\s(?:函|公告)$|\s编[印著]?$"
)
"""Words after the agencies in a letterhead: 某某局文件."""
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵"
    "湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄"
    "曲家封芮储靳汲松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮覃牛寿通边扈燕"
    "冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖涂"
    "劉張陳楊黃趙吳孫馬羅鄭謝許鄧馮蕭蔣鄒賴鍾葉蘇呂魏盧賈龍萬錢湯尹黎喬賀龔關顧"
)
_PERSON = re.compile(
    f"[{_SURNAMES}][\u4e00-\u9fff·]{{1,2}}|(?:欧阳|司马|上官|诸葛|东方|慕容|司徒)[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{2,6}}·[\u4e00-\u9fff·]{{2,8}}"
)
_GIVEN_NAMES = ("堂", "师", "台", "港", "连", "会")
"""Endings of agencies that names of persons may have, too: 陈鑫堂."""
FIELD_BREAK = "\x1e"
"""The separator between the agencies of two fields of a case, such as 牵头单位 and 配合单位."""
_SEPARATORS = f"、，,;；／/|\n{FIELD_BREAK}"


def is_person(name: str) -> bool:
    """Return whether the name is probably a person's: two or three characters that begin with a surname."""
    text = re.sub(r"\s+", "", name)
    ending = _END.search(simplify(text)) if len(text) > 2 else None
    return bool(_PERSON.fullmatch(text)) and (ending is None or ending[0] in _GIVEN_NAMES)


@lru_cache(4096)
def is_agency(name: str, places: Places) -> bool:
    """Return whether the text looks like the name of one agency."""
    if _TWO.search(name) or not _is_balanced(name):
        return False
    text = simplify(re.sub(r"\s+", "", _ROLE_NOTE.sub("", name.strip())))
    bare = _ABOVE.sub("", _TEAM.sub("", _BRACKETS.sub("", text)))
    if not 2 <= len(bare) <= 45 or _QUOTED.search(bare):
        return False
    if places.is_place(bare):
        return True
    begins_oddly = _VERBS.match(bare) or "—" in bare  # a place may begin with the character of a verb: 从江县
    if _NO_NAME.search(bare) or (begins_oddly and not places.begins_with_place(bare)):
        return False
    ending = _END.search(bare)
    if not ending or (len(bare) == 3 and is_person(bare)):
        return False
    if _MINISTRY.fullmatch(bare) or is_of_ministry(bare):
        return True
    if len(bare) > 3 and ending["weak"] and not places.begins_with_place(bare):
        # 志愿服务联合会 and 县人民医院 are names, 智慧监管中心 and 红色驿站 may be
        return bool(_WORD_WITHIN.search(bare) or _BODY_WITHIN.search(bare)) or bare.startswith(
            ("市", "省", "区", "县", "中央", "中国", "国家", "全国", "国际", "中共", "国网")
        )
    return True


_MINISTRY = re.compile(
    "(?:(?:中华人民共和国|中共中央|中央|国家)?(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源"
    "|生态环境|环境保护|住房和?城乡建设|交通运输|水利|农业农村|农业|商务|文化和旅游|文化|应急管理|退役军人事务|宣传|组织|统战|交通|经济|内政)部)"
)


def is_of_ministry(name: str) -> bool:
    """Return whether the name consists of a ministry and one of its bodies: 交通运输部南海航海保障中心."""
    ministry = _MINISTRY.match(name)
    return ministry is not None and ministry.end() < len(name) and name[ministry.end()] not in "门队"


_BODY_WITHIN = re.compile("(?:政府|局|委员会|大学|公司|集团|厅|总署|法院|医院).{2,}$")
"""A body before the ending of a name, which is then the name of a department of it."""
_WORD_WITHIN = re.compile(
    "(?:人民|医|卫生|监督|监管|管理|行政|服务|联合|志愿|研究|发展|科学|文化|教育|保障|保护|急救|司法|公安|审计|税务|气象|检验|检测|鉴定|疾病|妇幼|图书|博物|党|总工|基金|促进|协|商|慈善|仲裁|公证|调解|大学|学院|有限|集团|公司|委员|执法|稽查|应急|交通|财政|民政|总)"
    "[^，、]{0,8}$"
)


def split_names(text: str) -> Iterator[tuple[str, str]]:
    """Yield (name, separator before it) for the names in a list; text in brackets is not split."""
    depth, start, before = 0, 0, ""
    for at, character in enumerate(text):
        if character in "（(【[":
            depth += 1
        elif character in "）)】]":
            depth = max(depth - 1, 0)
        elif character in _SEPARATORS and depth == 0:
            if piece := text[start:at].strip():
                yield piece, before
                before = character
            start = at + 1
    if piece := text[start:].strip():
        yield piece, before


@lru_cache(4096)
def is_agency_list(text: str, places: Places) -> bool:
    """Return whether the text is a list of agencies and nothing else."""
    pieces = [piece for piece, _ in split_agencies(text, places)]
    if not pieces or len(text) > 600:
        return False
    likely = sum(is_agency(piece, places) for piece in pieces)
    # departments whose bureau stands before them are hardly recognized alone
    return is_agency(pieces[0], places) and likely >= len(pieces) * 0.7


class Judge:
    """Decides whether a text is an agency or a list of agencies; if `lenient`, whether it could be one."""

    def __init__(self, places: Places, *, lenient: bool = False) -> None:
        self.places = places
        self.lenient = lenient

    def is_agency(self, text: str) -> bool:
        """Return whether the text is or, if lenient, could be the name of an agency."""
        return is_agency(text, self.places) or (self.lenient and _could_be_agency(text))

    def is_strict_list(self, text: str) -> bool:
        """Return whether the text is certainly a list of agencies, even if this judge is lenient."""
        return is_agency_list(text, self.places)

    def is_list(self, text: str) -> bool:
        """Return whether the text is or, if lenient, could be a list of agencies."""
        if is_agency_list(text, self.places):
            return True
        return self.lenient and len(text) <= 100 and all(_could_be_agency(name) for name, _ in split_names(text))


def _could_be_agency(text: str) -> bool:
    name = _NICKNAME.sub("", _BRACKETS.sub("", text.strip()))
    return (
        2 <= len(name) <= 30
        and _is_balanced(text)
        and not is_date(name)
        and not _QUOTED.search(name)
        and not _VERBS.match(name)
        and bool(_CHINESE.search(name))
    )


def _is_balanced(text: str) -> bool:
    """Return whether all brackets are closed; otherwise the text is a part of a longer one."""
    return text.count("（") + text.count("(") == text.count("）") + text.count(")")


def split_agencies(text: str, places: Places) -> list[tuple[str, str]]:
    """Return (agency as written, separator before it) for the agencies in `text`; persons are left out.

    White space, 和, 与 and 及 only separate complete names.
    """
    result: list[tuple[str, str]] = []
    pieces = list(split_names(_unbracket(_join_broken(text, places))))
    authors = [author[1] for piece, _ in pieces if (author := _AUTHOR.fullmatch(piece))]
    has_authors = len(authors) == len(pieces) and any(
        map(_is_author, authors)
    )  # 张海峰（某某大学）、才让多杰（某某公司）
    for piece, separator in pieces:
        before = separator
        for name in _split_further(piece, places):
            trimmed = _trim(name, has_authors=has_authors)
            if trimmed:
                result.append((trimmed, before))
                before = " "
    if any(is_agency(name, places) for name, _ in result):
        persons = {name for name, _ in result if is_person(name) and not places.is_place(name)}
        # beside a person another short name is one too: 斯琴高娃、巴特尔
        result = [
            (name, separator)
            for name, separator in result
            if name not in persons and not (persons and len(name) < 7 and not is_agency(name, places))
        ]
    return result


def _is_author(name: str) -> bool:
    return is_person(name) or "·" in name


def _trim(name: str, *, has_authors: bool = False) -> str:
    text = re.sub(r"^\d{1,2}\s*[.．、]\s*", "", name.strip().rstrip("。.；;:： "))  # the number that authors refer to
    if (author := _AUTHOR.fullmatch(text)) and (has_authors or _is_author(author[1])):
        text = author[2]
    text = _ROLE_NOTE.sub("", text).strip()
    if text.count("（") + text.count("(") > text.count("）") + text.count(")"):
        return text
    return _unbracket(text)


def _unbracket(text: str) -> str:
    """Return the text without brackets around the whole of it."""
    match = re.fullmatch(r"[（(]([^（）()]*)[）)]", text)
    return match[1].strip() if match else text


def _join_broken(text: str, places: Places) -> str:
    """Return the text of a cell with its lines joined, except where complete names end and begin."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return text
    joined = lines[0]
    for line in lines[1:]:
        last = re.split(f"[{_SEPARATORS}]", joined)[-1]
        complete = joined.endswith(tuple(_SEPARATORS)) or (
            not (places.is_place(last) and not places.begins_with_place(line))
            and is_agency(last, places)
            and _starts_name(line, places)
        )
        joined += ("\n" if complete else "") + line
    return joined


def _starts_name(line: str, places: Places) -> bool:
    first = re.split(f"[{_SEPARATORS}]", line)[0]
    if _BRANCH.fullmatch(first):
        return False
    return is_person(first) or is_agency(first, places) or len(first) >= 4


_BRANCH = re.compile(".{2,3}分(?:中心|公司|局|行|院|校)")
"""The name of a branch, whose body stands before it."""
_INDEPENDENT = re.compile(".{2}(?:公司|集团|大学|医院|银行|协会|学会)$")
"""The end of a name that no department has, so that it and a name beside it are two agencies."""


_NATIONAL = ("中国", "国家", "中共", "财团法人", "財團法人", "社团法人", "社團法人", "國立", "国立")


_SHORTEST = 3
"""The minimum length of an agency's name after its province."""


def _split_further(piece: str, places: Places) -> list[str]:
    """Return the names in the text, split at white space, 和, 与, 及 and signs such as × between complete names."""
    spaced = piece.split()
    if len(spaced) > 1 and (author := _AUTHOR.fullmatch(spaced[-1])) and all(map(is_person, (*spaced[:-1], author[1]))):
        return [author[2]]  # 何静 冯博（西安交通大学第一附属医院）
    if len(spaced) > 1:
        whole = [part for part in spaced if is_agency(part, places) or is_person(part)]
        if len(whole) == len(spaced) and all(len(part) > 2 or is_person(part) for part in spaced):
            return [name for part in spaced for name in _split_further(part, places)]
        *first, last = spaced
        is_apart = places.begins_with_place(last) or _INDEPENDENT.search(last)
        if is_apart and is_agency(last, places) and not last.endswith("分公司") and all(len(p) > 3 for p in first):
            return [name for part in spaced for name in _split_further(part, places)]
        if all(re.search("[\u4e00-\u9fff]", part) for part in spaced):
            piece = "".join(spaced) if all(len(part) == 1 for part in spaced) else piece
    for match in re.finditer("[和与及暨]|以及|[×＋+&]", piece):
        left, right = piece[: match.start()].strip(), piece[match.end() :].strip()
        apart = places.begins_with_place(right) or _INDEPENDENT.search(right) or match[0] in "×＋+&"
        apart = apart or right.startswith(_NATIONAL)
        ending = _END.search(simplify(left))
        is_field = ending is not None and len(ending["weak"] or "") > 1
        if match[0] == "和" and is_field and not places.begins_with_place(right):
            continue  # 浙江省石油和化学工业行业协会
        if places.is_place(left) and not places.is_place(right):
            continue  # 瑶海区和平路街道办事处
        is_joint = match[0] in "×＋+" and piece[match.start() - 1] == " "
        if is_joint or (len(left) > 3 and apart and is_agency(left, places) and is_agency(right, places)):
            return [left, *_split_further(right, places)]
    return _split_provinces(piece, places)


def _split_provinces(piece: str, places: Places) -> list[str]:
    """Return the names split before another province, where lines were joined: 天津市某委员会河北省某局."""
    own = places.leading(piece)
    if not own or own[0][1] > 0:
        return [piece]
    for at in range(len(own[0][0]) + _SHORTEST, len(piece) - _SHORTEST):
        other = places.leading(piece[at:])
        named = bool(other) and other[0][1] == 0 and len(other[0][0]) > 2 and other[0][0] != own[0][0]
        if named and is_agency(piece[:at], places) and is_agency(piece[at:], places):
            return [piece[:at], *_split_provinces(piece[at:], places)]
    return [piece]

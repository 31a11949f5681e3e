"""Write one list of cases in many layouts: numbers, headings, the place of the agency, the page around it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count, product

from tests.data.notice_import.grid_cases import DATE, ISSUER, TIERS, TITLE

_NUMERALS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"

NUMBERS: Mapping[str, Callable[[int], str]] = {
    "1.": lambda n: f"{n}.",
    "1、": lambda n: f"{n}、",
    "1）": lambda n: f"{n}）",
    "（1）": lambda n: f"（{n}）",
    "①": lambda n: _CIRCLED[n - 1],
    "01": lambda n: f"{n:02} ",
    "（一）": lambda n: f"（{_NUMERALS[n - 1]}）",
    "案例一：": lambda n: f"案例{_NUMERALS[n - 1]}：",
    "案例1": lambda n: f"案例{n} ",
    "【案例1】": lambda n: f"【案例{n}】",
    "第一名：": lambda n: f"第{_NUMERALS[n - 1]}名：",
    "NO.1": lambda n: f"NO.{n} ",
    "A-01": lambda n: f"A-{n:02} ",
    "•": lambda _: "• ",
    "none": lambda _: "",
}

HEADINGS: Mapping[str, Callable[[int, str, int], str]] = {
    "一、甲（2个）": lambda at, name, size: f"{_NUMERALS[at]}、{name}（{size}个）",
    "一、甲": lambda at, name, _: f"{_NUMERALS[at]}、{name}",
    "甲": lambda _, name, __: name,
    "【甲】": lambda _, name, __: f"【{name}】",
    "★ 甲 ★": lambda _, name, __: f"★ {name} ★",
    "甲：": lambda _, name, __: f"{name}：",
    "甲（2项）：": lambda _, name, size: f"{name}（{size}项）：",
    "甲 2个": lambda _, name, size: f"{name} {size}个",
    "甲（共2个）": lambda _, name, size: f"{name}（共{size}个）",
    "第一部分 甲": lambda at, name, _: f"第{_NUMERALS[at]}部分 {name}",
}

AGENCIES: Mapping[str, Callable[[str, str, Sequence[str]], Sequence[str]]] = {
    "label below": lambda n, title, units: (n + title, f"申报单位：{_list(units)}"),
    "indented label": lambda n, title, units: (n + title, f"    单位（部门）：{_list(units)}"),
    "brackets": lambda n, title, units: (f"{n}{title}（{_list(units)}）",),
    "label in brackets": lambda n, title, units: (f"{n}{title}（报送单位：{_list(units)}）",),
    "after a dash": lambda n, title, units: (f"{n}{title}——{_list(units)}",),
    "before a dash": lambda n, title, units: (f"{n}{_list(units)}——{title}",),
    "before a colon": lambda n, title, units: (f"{n}{_list(units)}：{title}",),
    "before 《": lambda n, title, units: (f"{n}{_list(units)}《{title}》",),
    "after 》": lambda n, title, units: (f"{n}《{title}》{_list(units)}",),
    "after a gap": lambda n, title, units: (f"{n}{title}    {_list(units)}",),
    "before a gap": lambda n, title, units: (f"{n}{_list(units)}    {title}",),
    "person between gaps": lambda n, title, units: (f"{n}{title}    王建军等    {_list(units)}",),
    "after a tab": lambda n, title, units: (f"{n}{title}\t{_list(units)}",),
    "below": lambda n, title, units: (n + title, _list(units)),
    "above": lambda n, title, units: (n + _list(units), title),
    "brackets below": lambda n, title, units: (n + title, f"（{_list(units)}）"),
    "dash below": lambda n, title, units: (n + title, f"——{_list(units)}"),
    "label on the line": lambda n, title, units: (f"{n}{title} 申报单位：{_list(units)}",),
    "two labels": lambda n, title, units: (f"{n}案例名称：{title}", f"申报单位：{_list(units)}"),
    "two labels on a line": lambda n, title, units: (f"{n}案例名称：{title}；申报单位：{_list(units)}",),
    "summary": lambda n, title, units: (n + title, f"报送单位：{_list(units)}", "主要做法：建立专班，群众更满意。"),
    "bar": lambda n, title, units: (n + title, f"申报单位 | {_list(units)}"),
    "box": lambda n, title, units: (n + title, f"【申报单位】{_list(units)}"),
    "bullet": lambda n, title, units: (n + title, f"· 申报单位：{_list(units)}"),
    "recommended": lambda n, title, units: (n + title, f"申报单位：{_list(units)}", "推荐单位：自治区党委政法委"),
    "box before": lambda n, title, units: (f"{n}【{_list(units)}】{title}",),
    "number alone": lambda n, title, units: (n.strip(), title, _list(units)),
}

PAGES: Mapping[str, Callable[[Sequence[str]], Sequence[str]]] = {
    "notice": lambda lines: (f"{ISSUER}文件", TITLE, "各有关单位：", "　　现将名单公布如下。", *lines, ISSUER, DATE),
    "attachment": lambda lines: (TITLE, "现予公布，详见附件。", "附件：名单", ISSUER, DATE, "附件", "名单", *lines),
    "web page": lambda lines: (
        "首页 > 政务公开 > 通知公告",
        TITLE,
        f"发布时间：2022-08-15  来源：{ISSUER}  浏览次数：123",
        *lines,
        ISSUER,
        DATE,
        "上一篇：关于召开工作会议的通知",
        f"版权所有：{ISSUER}  ICP备05001234号",
    ),
    "post": lambda lines: (TITLE, "点击上方蓝字关注我们", "名单来啦！", *lines, "END", f"来源：{ISSUER}", "编辑：小李"),
}

FORMATS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "lines.txt": "\n".join,
    "blank.txt": "\n\n".join,
    "indented.txt": lambda lines: "\n".join(f"　　{line}" for line in lines),
    "paragraphs.html": lambda lines: "".join(f"<p>{html.escape(line).replace('  ', '&nbsp; ')}</p>" for line in lines),
    "breaks.html": lambda lines: "<br>".join(html.escape(line).replace("  ", "&nbsp; ") for line in lines),
}


def layouts() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield each style of numbers with each place of the agency; headings, pages and formats take turns."""
    turn = count()
    for number, agency in product(NUMBERS, AGENCIES):
        if agency == "number alone" and number in ("none", "•"):
            continue
        at = next(turn)
        format_ = list(FORMATS)[at % (3 if agency == "after a tab" else len(FORMATS))]
        yield number, list(HEADINGS)[at % len(HEADINGS)], agency, list(PAGES)[at % len(PAGES)], format_


def write(number: str, heading: str, agency: str, page: str, format_: str) -> bytes:
    """Return the notice in a layout, as a file of the format."""
    lines: list[str] = []
    for at, (tier, cases) in enumerate(TIERS):
        lines.append(HEADINGS[heading](at, tier, len(cases)))
        for position, (title, units) in enumerate(cases, 1):
            lines += AGENCIES[agency](NUMBERS[number](position), title, units)
    return FORMATS[format_](PAGES[page](lines)).encode()


def _list(units: Sequence[str]) -> str:
    return "、".join(units)

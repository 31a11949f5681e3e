"""Replace characters: traditional ones by simplified ones, one for one, and radicals by what looks the same."""

from __future__ import annotations

import functools
import unicodedata

import opencc

# The characters that Unicode's EquivalentUnifiedIdeograph.txt gives for the CJK Radicals Supplement, or common ones
# near them; NFKC leaves nearly all as they are. U+2E9A is not assigned.
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢氺⺣灬"
    "⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠"
    "⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿"
    "⻯竜⻰龙⻱龜⻲亀⻳龟"
)

RADICALS = {
    **{ord(radical): same for radical, same in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)},
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
}
"""Code point of a radical → the character that looks the same, for `str.translate`.

PDF files have radicals instead of characters: ⻓三⻆ for 长三角.
"""


_KEPT = frozenset("乾哩")
"""Characters that are not converted: 乾 occurs in names (乾安县) here, 哩 ends questions (上海哩); not 干 and 里."""


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Return `text` in simplified characters; it keeps its length, so that positions stay valid."""
    converted = str(_converter().convert(text))
    # A few phrases convert to another length.
    if len(converted) != len(text):
        converted = "".join(
            normalized if len(normalized := str(_converter().convert(char))) == 1 else char for char in text
        )
    if _KEPT.isdisjoint(text):
        return converted
    return "".join(before if before in _KEPT else after for before, after in zip(text, converted, strict=True))

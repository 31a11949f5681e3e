"""temporary"""
import os
os.environ["PYPINYIN_NO_PHRASES"]="1"
class Hanzi:
    def __init__(self):
        from pypinyin import pinyin, Style
        self._s={l.split("\t")[0]:l.rstrip("\n").split("\t")[1] for l in open("/work/shared/strokes.tsv",encoding="utf8").readlines()[1:]}
        self._c={}
        self._p=lambda c: tuple(dict.fromkeys(pinyin(c,style=Style.NORMAL,heteronym=True)[0]))
    @classmethod
    def load(cls): return cls()
    def strokes(self,c): return self._s.get(c,"")
    def readings(self,c):
        if c not in self._c:
            self._c[c]=self._p(c) if c in self._s else ()
        return self._c[c]

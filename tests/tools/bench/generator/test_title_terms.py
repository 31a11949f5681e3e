"""Terms of a generated title."""

from random import Random

import pytest

from tests.tools.bench.generator.title_terms import NO_KEYWORD, TitleTerms, title_terms
from tests.tools.bench.questions.text_search import without_punctuation

TITLES = {
    "推行长治老旧电梯按需维保新模式": TitleTerms("老旧电梯", "按需维保", "", "新模式"),
    "南京打造“安心管家”气瓶充装充装追溯服务平台，让群众少跑腿": TitleTerms(
        "气瓶充装", "充装追溯", "安心管家", "服务平台"
    ),
    "发布《青浦区校园食堂互联网+明厨亮灶团体标准》": TitleTerms("校园食堂", "互联网明厨亮灶", "", "团体标准"),
    "建立浙江“月饼+过度包装”机制": None,
}


@pytest.mark.parametrize(("title", "expected"), TITLES.items())
def test_terms(title: str, expected: TitleTerms | None) -> None:
    assert title_terms(title) == expected


@pytest.mark.parametrize(("title", "found"), TITLES.items())
def test_keywords_and_phrases_occur_in_the_title(title: str, found: TitleTerms | None) -> None:
    if not found:
        return
    for seed in range(50):
        random = Random(seed)
        for number in (1, 2, 3):
            words = found.keywords(random, number)
            assert words is not None
            assert len(set(words)) == number
            assert not [word for word in words if word not in without_punctuation(title) or word in NO_KEYWORD]
        phrase = found.phrase(random, without_punctuation(title))
        assert phrase is not None
        assert phrase in without_punctuation(title)


def test_three_keywords_need_three_terms() -> None:
    assert TitleTerms("月饼", "安全追溯", "", "").keywords(Random(1), 3) is None

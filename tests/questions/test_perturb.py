"""Tests of the edits: what each does, and what none may do."""

import pytest

from tests.questions.guards import kept, same_letters, same_places
from tests.questions.perturb import DAMAGING, PERTURBATIONS, perturb

QUESTIONS = [
    "安徽和江苏都参与了哪些最佳案例",
    "江苏或者安徽没有参与的案例有几个",
    "除了苏州还有谁参与了第3个案例吗",
    "沪苏浙参与的优秀案例有没有叉车",
    "三省一市哪个处参与最多",
]
SLIPS = sorted(DAMAGING)


@pytest.mark.parametrize("name", SLIPS)
def test_typos_do_not_make_another_question(name: str) -> None:
    for question in QUESTIONS:
        edited = perturb(name, question)
        assert edited is not None
        assert edited != question
        positions = kept(question)
        fixed = "".join(char for i, char in enumerate(question) if i in positions)
        rest = iter(edited)
        assert all(char in rest for char in fixed), f"{question} → {edited}"


@pytest.mark.parametrize("name", SLIPS)
def test_the_same_question_is_always_edited_in_the_same_way(name: str) -> None:
    assert perturb(name, QUESTIONS[0]) == perturb(name, QUESTIONS[0])


@pytest.mark.parametrize(("name", "longer"), [("dropped", -1), ("inserted", 1), ("swapped", 0), ("homophone", 0)])
def test_one_character_is_edited(name: str, longer: int) -> None:
    for question in QUESTIONS:
        edited = perturb(name, question)
        assert edited is not None
        assert len(edited) - len(question) == longer
        if name == "swapped":
            assert sorted(edited) == sorted(question)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有没有安徽的", "有没有"),
        ("没安徽的", "没"),
        ("最佳和最多", "最多"),
        ("第3个", "第3"),
        ("两个城市", "两城市"),
        ("哪些处参与", "处"),
        ("一等的", "一等"),
        ("第1档", "第1档"),
        ("沪和上海", "沪"),
        ("苏州市", ""),
        ("苏皖", "苏皖"),
        ("江浙沪", "江浙沪"),
        ("安徽或江苏，谁", "或谁"),
        ("参与了吗", "吗"),
        ("什么", ""),
        ("参与了么", "么"),
        ("怎么评", ""),
        ("⑥、12", "⑥12"),
    ],
)
def test_characters_that_no_typo_touches(text: str, expected: str) -> None:
    positions = kept(text)
    assert "".join(char for i, char in enumerate(text) if i in positions) == expected


def test_no_place_is_introduced() -> None:
    assert not same_places("苏州的案例", "宿州的案例")
    assert not same_places("江浙的案例", "浙江的案例")
    assert same_places("苏州的案例", "苏周的案例")
    assert not same_letters("苏州的案例", "苏的案例")
    assert same_letters("杭州的案例", "州的案例")
    assert not same_letters("成都的案例", "都的案例")
    assert not same_places("宣城市的案例", "城市的案例")


@pytest.mark.parametrize(
    ("question", "ways"),
    [
        ("第3个案例", {"第三个案例", "第３个案例"}),
        ("第三个案例", {"第3个案例", "第３个案例"}),
        ("第十二个", {"第12个", "第１２个"}),
        ("两个省市", {"2个省市", "２个省市"}),
        ("2个省", {"两个省", "２个省"}),
        ("第2个", {"第二个", "第２个"}),
        ("最佳3", {"最佳三", "最佳３"}),
        ("优秀第20个", {"优秀第二十个", "优秀第２０个"}),
        ("一地六县", {"1地6县", "１地６县"}),
        ("三省一市", {"3省1市", "３省１市"}),
        ("12315投诉", {"１２３１５投诉"}),
        ("2019年1月", {"２０１９年１月"}),
        ("统一市场和五统一", set()),
        ("哪一个最多", set()),
    ],
)
def test_numbers_change_their_script(question: str, ways: set[str]) -> None:
    edited = perturb("numerals", question)
    assert edited in ways if ways else edited is None


def test_scripts_and_politeness() -> None:
    assert perturb("traditional", "长江禁渔") == "長江禁漁"
    assert perturb("full-width", "G60 走廊") == "Ｇ６０\u3000走廊"
    spaced = perturb("full-width", "安徽呢")
    assert spaced is not None
    assert spaced.replace("\u3000", "") == "安徽呢"
    kind = perturb("polite", "安徽有几个？")
    assert kind is not None
    assert "安徽有几个" in kind


def test_pinyin_spells_one_word_that_no_other_place_sounds_like() -> None:
    assert perturb("pinyin", "安徽？") == "anhui？"
    assert perturb("pinyin", "山西？") is None
    assert perturb("pinyin", "没有") is None


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_texts_that_are_no_question_are_not_edited(name: str) -> None:
    assert perturb(name, "？") is None
    assert perturb(name, "案例" * 200) is None


def test_short_questions_lose_no_character() -> None:
    assert perturb("dropped", "叉车案") is None


def test_look_alikes_are_similar() -> None:
    assert perturb("look-alike", "安徽") in {f"{a}徽" for a in "妄妾要晏"} | {f"安{b}" for b in "微徵激薇"}

from __future__ import annotations

import pytest

from intents.engine import Engine

ALONE = {
    "a supposition": ("我猜是安徽，哪个省参与得最少", "哪个省参与得最少"),
    "a supposition after it": ("哪个省参与的案例最多？我以为是安徽", "哪个省参与的案例最多"),
    "a supposition with 以为": ("我以为是安徽，实际上是哪个省参与得最多", "哪个省参与得最多"),
    "a supposition that is the subject": ("我以为杭州会有一大堆案例，实际上有几个", "杭州参与的案例有几个"),
    "where one works": ("我在市场监管局上班，安徽省参加了多少个案例", "安徽省参加了多少个案例"),
    "where one comes from": ("我是安徽的，江苏有哪些案例", "江苏有哪些案例"),
    "who one is": ("我是刚入职的办事员，安徽参与了几个案例", "安徽参与了几个案例"),
    "relatives": ("我舅妈家在安庆，安庆参与了哪些案例", "安庆参与了哪些案例"),
    "after the question": ("亳州参与了哪些案例，我外甥在那边读书", "亳州参与了哪些案例"),
    "what one does with the answer": ("江苏参与了几个最佳案例，写稿子要用", "江苏参与了几个最佳案例"),
    "the weather": ("外头下雨呢，宁波参与了哪个案例", "宁波参与了哪个案例"),
    "a denial of the speaker's": ("我也不知道该问谁，苏州参与了哪些案例", "苏州参与了哪些案例"),
    "a reason to ask anew": ("最佳案例的第三个，我好像上回抄错了", "最佳案例的第三个"),
    "the subject is named again": ("昨天聊起禁渔，长江禁渔有哪些单位", "长江禁渔有哪些单位"),
    "the place is named again": ("我在芜湖待过两年，芜湖参与了哪些案例", "芜湖参与了哪些案例"),
    "a plan in two clauses": ("我有个想法，做一期节目，一地六县那个案例是哪六个地方", "一地六县那个案例是哪六个地方"),
    "a question to oneself": (
        "我先想想从哪开头，要不先看看，四个地方全都在的案例有哪些",
        "四个地方全都在的案例有哪些",
    ),
    "a reason with unknown words": (
        "想核对个数字，省得口播说错，参加评选的案例总共是75个，对吧",
        "参加评选的案例总共是75个，对吧",
    ),
    "what is forbidden": ("哪个案例单位最少，别含糊", "哪个案例单位最少"),
    "who is to do what": ("老师让孩子抄下来，叉车检验的案例是哪些单位做的呀", "叉车检验的案例是哪些单位做的"),
    "what somebody makes of the subject": ("孩子要做长江禁渔的小报，这个案例是谁做的呀", "长江禁渔的案例是谁做的"),
    "somebody who wants it": ("你好，小朋友要找儿童免票的那个案例，帮忙看看", "儿童免票的那个案例"),
    "what the speaker supposes": ("我猜浙江应该每个案例都有份，是这样吗", "浙江每个案例都有份吗"),
    "a purpose at the end": ("最佳案例一共几个，方便学生画图", "最佳案例一共几个"),
    "what it is for before the question": ("做信息图要用，参与城市最多的是哪个案例", "参与城市最多的是哪个案例"),
    "what the speaker has just done": (
        "刚写到数据那一段，市场主体基础数据库是哪几家单位建的",
        "市场主体基础数据库是哪几家单位建的",
    ),
    "a circumstance before a request": ("版面有限，请给最佳案例的前五个", "最佳案例的前五个"),
    "somebody whose question it is": ("您好，有位来电的企业主想知道，合肥这回进了哪几个案例", "合肥进了哪几个案例"),
    "a part of a longer word": ("我在准备公开课，想按参与的案例数给各省市排个名", "按参与的案例数给各省市排名"),
    "a remark after the question": ("参加评选的案例一共多少个？我要编进应用题里", "参加评选的案例一共多少个"),
    "how it seems": ("儿童免票是谁做的呀，听着像是管消费的", "儿童免票是谁做的"),
    "only talk has the subject": ("前两天在报纸上看到八城联动，它是哪几个城市", "八城联动是哪几个城市"),
}
AFTER = {
    "too many": ("太多了太多了，那你就给我看优秀的", "优秀的呢"),
    "less than thought": ("比我想的少，上海呢", "上海呢"),
    "tired eyes": ("眼睛看花了，只要前三个", "前三个"),
    "a slip of the tongue": ("哎呀不对，我嘴瓢了，我要问的是湖州", "湖州呢"),
    "a slip of a name is no talk": ("嗯，那安微呢", "安徽呢"),
}
ASKED = {
    "the speaker's place beside a partner": "我是安徽的，和江苏合作了哪些案例",
    "a noun": "宠物，上海参与了哪些案例",
    "what is looked for": "我想看无人机，江苏参与了吗",
    "a case in other words": "渔民不许下江打鱼，上海参与了吗",
    "only a case in other words": "渔民不许下江打鱼，有这种案例吗",
    "two questions after talk": "我一口气问了啊，安徽参与的最佳案例有几个？还有，上海缺席的案例是哪个？",
    "what the question refers to": "我想当然地觉得长江禁渔江苏最上心，那里面江苏是哪个部门出面的",
    "two questions announced": "想核实两件事：浙江参与了几个案例？备忘录是哪一年签署的？",
    "a case in a plan": "想拜访做叉车检验标准的同行，江苏是哪个处负责的",
    "a relative clause": "我没去过的，江苏有哪些",
    "an exception": "除了宠物，上海参与了哪些案例",
}
TOLD = {
    "a subject of the speaker's": ("我在写无人机的稿子，江苏参与了哪些案例", ("无人机", "稿子")),
    "what somebody deals with": ("我关心奶茶，江苏参与了哪些案例", ("奶茶",)),
    "nouns": ("天气真冷，江苏参与了哪些案例", ("天气",)),
    "not what is said of people": ("我爷爷以前是渔民，江苏参与了哪些案例", ()),
    "not what one judges by": ("真不少，江苏参与了哪些案例", ()),
}


@pytest.mark.parametrize(("text", "question"), ALONE.values(), ids=ALONE)
def test_a_question_amid_talk_is_answered_as_if_alone(engine: Engine, text: str, question: str) -> None:
    answer, alone = engine.ask(text)[0], engine.ask(question)[0]
    assert (answer.kind, answer.cases, answer.agencies) == (alone.kind, alone.cases, alone.agencies)
    assert answer.value == alone.value


@pytest.mark.parametrize(("text", "fragment"), AFTER.values(), ids=AFTER)
def test_a_fragment_amid_talk_changes_the_last_question(engine: Engine, text: str, fragment: str) -> None:
    _, last = engine.ask("安徽参与了哪些案例", None, 0.0)
    answer, alone = engine.ask(text, last, 0.0)[0], engine.ask(fragment, last, 0.0)[0]
    assert (answer.kind, answer.cases) == (alone.kind, alone.cases)
    assert answer.kind != "clarify"


def test_a_title_with_a_slip_is_no_talk(engine: Engine) -> None:
    answer, _ = engine.ask("双随即一公开，哪个案例")
    assert (answer.kind, answer.repairs[0].target) == ("card", "双随机一公开")


@pytest.mark.parametrize("text", ASKED.values(), ids=ASKED)
def test_what_may_be_a_condition_is_asked_about(engine: Engine, text: str) -> None:
    assert engine.ask(text)[0].kind == "clarify"


@pytest.mark.parametrize(("text", "words"), TOLD.values(), ids=TOLD)
def test_content_words_left_aside_are_told(engine: Engine, text: str, words: tuple[str, ...]) -> None:
    answer, _ = engine.ask(text)
    assert answer.kind == "cases"
    assert answer.unused == words

from __future__ import annotations

import json

from bot.cli.jsonl import line
from bot.cli.sessions import Question, Reply, Sessions
from intents.model.answer import Answer, Option, RankedItem, Repair

FIELDS = ["question", "kind", "understood", "repairs", "cases", "agencies"]
FIELDS += ["value", "yes", "ranking", "options", "text"]


def test_every_field_is_there_in_its_order(sessions: Sessions) -> None:
    case = sessions.dataset.cases[0]
    answer = Answer(
        "cases",
        "共 1 个案例：",
        question="问",
        understood="理解",
        repairs=(Repair("禁鱼", "禁渔"),),
        cases=(case,),
        agencies=case.agencies[:1],
        value=1,
        yes=True,
        ranking=(RankedItem("浙江", 22),),
        options=(Option("标签", "问题"),),
    )
    record = json.loads(line(Reply(answer), sessions.dataset))
    assert list(record) == FIELDS
    text = record.pop("text")
    assert text.startswith("共 1 个案例：\n理解为：理解\n")
    assert record == {
        "question": "问",
        "kind": "cases",
        "understood": "理解",
        "repairs": [{"from": "禁鱼", "to": "禁渔"}],
        "cases": [
            {
                "id": "csj-2022/1/1",
                "notice": "csj-2022",
                "tier": "最佳实践案例",
                "number": 1,
                "title": "深入推进“满意消费长三角”行动",
            }
        ],
        "agencies": [{"name": "上海市市场监督管理局消费者权益保护处", "regions": ["上海市"]}],
        "value": 1,
        "yes": True,
        "ranking": [{"name": "浙江", "value": 22}],
        "options": [{"label": "标签", "question": "问题"}],
    }


def test_regions_are_those_of_the_chain(sessions: Sessions) -> None:
    unit = next(unit for case in sessions.dataset.cases for unit in case.agencies if "溧阳" in unit.name)
    record = json.loads(line(Reply(Answer("units", "", agencies=(unit,))), sessions.dataset))
    assert record["agencies"] == [{"name": unit.name, "regions": ["江苏省", "常州市", "溧阳市"]}]


def test_what_cannot_be_asked_has_an_error_and_questions_that_work(sessions: Sessions) -> None:
    record = json.loads(line(sessions.reply(Question("x", error="不行")), sessions.dataset))
    assert list(record) == [*FIELDS, "error"]
    assert (record["question"], record["kind"], record["error"]) == ("x", "refuse", "不行")
    for option in record["options"]:
        assert sessions.reply(Question(option["question"])).answer.kind not in ("refuse", "none", "clarify")


def test_a_line_is_a_line_for_every_reader(sessions: Sessions) -> None:
    written = line(Reply(Answer("refuse", "", question="\n\r\x0b\x1c\x85\u2028\u2029")), sessions.dataset)
    assert len(written.splitlines()) == 1
    assert json.loads(written)["question"] == "\n\r\x0b\x1c\x85\u2028\u2029"


def test_chinese_stays_chinese(sessions: Sessions) -> None:
    assert '"question": "安徽"' in line(Reply(Answer("refuse", "", question="安徽")), sessions.dataset)

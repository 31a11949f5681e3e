from __future__ import annotations

import json
from io import BytesIO

import pytest

from bot.cli.json_lines import MAX_LINE_BYTES, NO_CHAT, NO_TEXT, NOT_AN_OBJECT, read_questions, to_json_line
from bot.cli.sessions import NOT_UTF_8, Question, Reply, Sessions
from bot.text import TOO_LONG
from intents.model.answer import Answer, Option, RankedItem, Repair

FISH = "鱼".encode()
FIELDS = ["question", "kind", "understood", "repairs", "unused", "cases", "agencies"]
FIELDS += ["value", "yes", "ranking", "options", "text"]


def read(raw: bytes, *, objects: bool = True) -> list[Question]:
    return list(read_questions(BytesIO(raw), objects=objects))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", []),
        ("安徽\n".encode(), [Question("安徽")]),
        ("安徽".encode(), [Question("安徽")]),
        ("安徽\r\n江苏\r\n".encode(), [Question("安徽"), Question("江苏")]),
        (b"\n\n", [Question(""), Question("")]),
        (b"\xef\xbb\xbf\xef\xbb\xbfa\n\xef\xbb\xbfb\n", [Question("\ufeffa"), Question("\ufeffb")]),
        (b"a\rb\x00c\n", [Question("a\rb\x00c")]),
        ("a\u2028b\x85c\n".encode(), [Question("a\u2028b\x85c")]),
        (b'[1]\n42\n"a"\nnull\n', [Question("[1]"), Question("42"), Question('"a"'), Question("null")]),
        (b'{"text": "a"}', [Question("a")]),
        (b' {"text": "a", "chat": null}', [Question("a")]),
        (b'{"text": "a", "chat": "c", "more": [1]}', [Question("a", "c")]),
        (b'{"text": "", "chat": ""}', [Question("", "")]),
        (b'{"text": "\\ud83d\\ude00 \\ud800"}', [Question("😀 \ufffd")]),
        (b"{", [Question("{", error=NOT_AN_OBJECT)]),
        (b"{}", [Question("{}", error=NO_TEXT)]),
        (b'{"text": 5}', [Question('{"text": 5}', error=NO_TEXT)]),
        (b'{"text": "a", "chat": 5}', [Question('{"text": "a", "chat": 5}', error=NO_CHAT)]),
        (b'{"text": "a"} {', [Question('{"text": "a"} {', error=NOT_AN_OBJECT)]),
        (b'{"a":' + b"[" * 50_000, [Question('{"a":' + "[" * 55 + "……", error=NOT_AN_OBJECT)]),
        (b'{"a":' + b"9" * 50_000 + b"}", [Question('{"a":' + "9" * 55 + "……", error=NOT_AN_OBJECT)]),
        (b"\xff\xfea\n", [Question("\ufffd\ufffda", error=NOT_UTF_8)]),
        ("安徽".encode("gbk"), [Question("\ufffd\ufffd\ufffd\ufffd", error=NOT_UTF_8)]),
    ],
)
def test_input_lines_become_questions(raw: bytes, expected: list[Question]) -> None:
    assert read(raw) == expected


@pytest.mark.parametrize("after", [b"", b"\n", b"\na\n"])
@pytest.mark.parametrize(
    "length",
    [MAX_LINE_BYTES + 1, MAX_LINE_BYTES + 2, 2 * MAX_LINE_BYTES + 2, 2 * MAX_LINE_BYTES + 3, 10 * MAX_LINE_BYTES],
)
def test_an_overlong_line_is_one_refused_question(length: int, after: bytes) -> None:
    expected = [Question("x" * 60 + "……", error=TOO_LONG)] + [Question("a")] * (after == b"\na\n")
    assert read(b"x" * length + after) == expected


def test_an_overlong_line_may_be_cut_within_a_character() -> None:
    (question,) = read(FISH * 100_000)
    assert question == Question("鱼" * 60 + "……", error=TOO_LONG)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_the_longest_question_fits_in_any_encoding(end: bytes) -> None:
    assert read(FISH * 4096 + end) == [Question("鱼" * 4096)]
    escaped = b'{"chat": "c", "text": "' + b"\\ud83d\\ude00" * 4096 + b'"}'
    assert read(escaped + end) == [Question("😀" * 4096, "c")]


def test_without_objects_every_line_is_a_question_of_the_chat() -> None:
    raw = BytesIO(b'{"text": "a"}\nb\n')
    assert list(read_questions(raw, objects=False, chat="c")) == [Question('{"text": "a"}', "c"), Question("b", "c")]


def test_a_json_line_has_every_field_in_order(sessions: Sessions) -> None:
    case = sessions.dataset.cases[0]
    answer = Answer(
        "cases",
        "共 1 个案例：",
        question="问",
        understood="理解",
        repairs=(Repair("禁鱼", "禁渔"),),
        unused=("改革", "人员"),
        cases=(case,),
        agencies=case.agencies[:1],
        value=1,
        yes=True,
        ranking=(RankedItem("浙江", 22),),
        options=(Option("标签", "问题"),),
    )
    record = json.loads(to_json_line(Reply(answer), sessions.dataset))
    assert list(record) == FIELDS
    text = record.pop("text")
    assert text.startswith("深入推进“满意消费长三角”行动\n最佳实践案例第 1 个\n理解为：理解\n")
    assert record == {
        "question": "问",
        "kind": "cases",
        "understood": "理解",
        "repairs": [{"from": "禁鱼", "to": "禁渔"}],
        "unused": ["改革", "人员"],
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


def test_regions_of_an_agency_are_the_chain_up_to_its_province(sessions: Sessions) -> None:
    unit = next(unit for case in sessions.dataset.cases for unit in case.agencies if "溧阳" in unit.name)
    record = json.loads(to_json_line(Reply(Answer("units", "", agencies=(unit,))), sessions.dataset))
    assert record["agencies"] == [{"name": unit.name, "regions": ["江苏省", "常州市", "溧阳市"]}]


def test_a_refused_question_has_an_error_and_options_with_answers(sessions: Sessions) -> None:
    record = json.loads(to_json_line(sessions.reply(Question("x", error="不行")), sessions.dataset))
    assert list(record) == [*FIELDS, "error"]
    assert (record["question"], record["kind"], record["error"]) == ("x", "refuse", "不行")
    for option in record["options"]:
        assert sessions.reply(Question(option["question"])).answer.kind not in ("refuse", "none", "clarify")


def test_a_json_line_is_one_line_for_every_reader(sessions: Sessions) -> None:
    written = to_json_line(Reply(Answer("refuse", "", question="\n\r\x0b\x1c\x85\u2028\u2029")), sessions.dataset)
    assert len(written.splitlines()) == 1
    assert json.loads(written)["question"] == "\n\r\x0b\x1c\x85\u2028\u2029"


def test_chinese_is_not_escaped(sessions: Sessions) -> None:
    assert '"question": "安徽"' in to_json_line(Reply(Answer("refuse", "", question="安徽")), sessions.dataset)

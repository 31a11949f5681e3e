"""Messages in words that do what a command does: 我要订阅安徽, 画个图, 怎么订阅."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.telegram.conversations.export_request import HOW, HOW_TO, WISH
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers import maps
from bot.telegram.handlers.export import send_export_help
from bot.telegram.handlers.remarks import report_wrong, tell_how_to_share, tell_how_to_turn
from bot.telegram.handlers.subscribe import offer_wished, send_subscription_help, subscribe
from bot.telegram.handlers.subscriptions import send_subscriptions, send_unsubscribe_menu
from bot.telegram.services import Services
from bot.telegram.subscriptions.conditions import read_condition, read_wish
from bot.telegram.subscriptions.schedule import NOTICE, parse_quiet, parse_request
from intents.engine import Engine

Run = Callable[[Services, IncomingMessage], Awaitable[None]]

_MAP = r"(?:对照|地)?图"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of whole messages."""

    pattern: re.Pattern[str]
    """Its group `argument`, if it has one, is the text after the command."""
    run: Run
    accepts: Callable[[str, Engine], bool] = lambda _argument, _engine: True
    """Returns whether an argument makes sense; else the message is a question."""


def _is_subscription(argument: str, engine: Engine) -> bool:
    """Return whether a text states what is subscribed to."""
    try:
        quiet = parse_quiet(argument)
    except ValueError:
        return True
    request = parse_request(argument)
    complete = request.kind != NOTICE or request.minute is None
    return quiet is not None or (complete and read_condition(request, engine) is not None)


PHRASES = (
    Phrase(
        re.compile(rf"{WISH}{HOW}订阅.*|订阅(?:{HOW}|是什么).*"),
        send_subscription_help,
    ),
    Phrase(re.compile(rf"{WISH}(?:都)?订阅(?:了|过)(?:什么|哪些|啥|谁).*"), send_subscriptions),
    Phrase(re.compile(rf"{WISH}(?:退订|取消订阅|不(?:想|要|再)?订阅了?)(?:一下|吧|了)?"), send_unsubscribe_menu),
    Phrase(re.compile(rf"{WISH}订阅(?:一下|吧)?[\s:：,，]*(?P<argument>.*)"), subscribe, _is_subscription),
    Phrase(
        re.compile(rf"{WISH}(?P<argument>(?:以后|今后)?每.*(?:发|推送|推|送).*)", re.DOTALL),
        offer_wished,
        lambda argument, engine: read_wish(argument, engine) is not None,
    ),
    Phrase(
        re.compile(
            r"(?P<argument>(?:你|您|这个|这)?(?:(?:回?答|说|搞|弄)(?:得|的)?)?(?:(?:不对|不正确|有误)|错)了?(?:吧|啊|呀)?)"
        ),
        report_wrong,
    ),
    Phrase(re.compile(rf"{WISH}(?:看|翻|到)?(?:[上下前后]一?|翻)页"), tell_how_to_turn),
    Phrase(
        re.compile(rf"{WISH}(?:{HOW})?(?:把.{{0,10}})?(?:分享|转发)(?:一下|出去)?(?:(?:给|到|发给).{{1,10}})?"),
        tell_how_to_share,
    ),
    Phrase(HOW_TO, send_export_help),
    Phrase(
        re.compile(
            rf"{WISH}{HOW}(?:画|出|做|生成)一?[个张幅下]?{_MAP}.?|(?:画图|对照图|地图){HOW}(?:用|看|画).?"
            rf"|{WISH}(?:会|支持)?(?:画|出){_MAP}[吗么嘛]"
        ),
        maps.send_map_help,
    ),
    Phrase(
        re.compile(rf"{WISH}(?:画|来|发|看|出)一?[个张幅下]?(?P<argument>.*?)的?{_MAP}(?:看看|吧)?"),
        maps.send_map,
        lambda argument, engine: not argument or bool(engine.ask(argument)[0].cases),
    ),
)
"""In the order in which they are tried."""


def find_phrase(text: str, engine: Engine) -> tuple[Run, str] | None:
    """Return what a message asks to do, and the argument; None for a question."""
    for phrase in PHRASES:
        if match := phrase.pattern.fullmatch(text):
            argument = match.groupdict().get("argument") or ""
            if phrase.accepts(argument, engine):
                return phrase.run, argument
    return None

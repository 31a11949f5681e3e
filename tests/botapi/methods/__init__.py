"""The Bot API's methods: their parameters and their effects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.botapi.methods import answers, lookups, media, profile, sending
from tests.botapi.parameters import Parameters
from tests.botapi.telegram.telegram_state import TelegramState

Handler = Callable[[TelegramState, Parameters], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the API."""

    name: str
    run: Handler
    takes: frozenset[str]
    """The names of its parameters; like the Bot API, it ignores all others."""
    floods: bool = False
    """True if flood control counts its calls."""


_SENDING = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup "
    "reply_to_message_id allow_sending_without_reply"
)

_TEXT = "text parse_mode entities link_preview_options disable_web_page_preview"

_CAPTION = "caption parse_mode caption_entities show_caption_above_media"

_EDITED = "business_connection_id chat_id message_id inline_message_id reply_markup"


def methods() -> dict[str, Method]:
    """Return every implemented method except getUpdates, by its name in lower case."""
    floods = (
        ("sendMessage", sending.send_message, f"{_SENDING} {_TEXT}"),
        ("sendPhoto", media.send_photo, f"{_SENDING} {_CAPTION} photo has_spoiler"),
        (
            "sendDocument",
            media.send_document,
            f"{_SENDING} {_CAPTION} document thumbnail disable_content_type_detection",
        ),
        ("editMessageText", sending.edit_text, f"{_EDITED} {_TEXT}"),
        ("editMessageCaption", sending.edit_caption, f"{_EDITED} {_CAPTION}"),
        ("editMessageMedia", media.edit_media, f"{_EDITED} media"),
        ("editMessageReplyMarkup", sending.edit_markup, _EDITED),
    )
    free = (
        ("deleteMessage", sending.delete, "chat_id message_id"),
        ("deleteMessages", sending.delete_all, "chat_id message_ids"),
        ("pinChatMessage", sending.pin, "business_connection_id chat_id message_id disable_notification"),
        ("unpinChatMessage", sending.pin, "business_connection_id chat_id message_id"),
        ("unpinAllChatMessages", sending.pin, "chat_id"),
        ("sendChatAction", sending.chat_action, "business_connection_id chat_id message_thread_id action"),
        ("answerCallbackQuery", answers.callback, "callback_query_id text show_alert url cache_time"),
        ("answerInlineQuery", answers.inline, "inline_query_id results cache_time is_personal next_offset button"),
        ("answerGuestQuery", answers.guest, "guest_query_id result"),
        ("getMe", lookups.me, ""),
        ("getChat", lookups.chat, "chat_id"),
        ("getChatMember", lookups.member, "chat_id user_id"),
        ("getChatAdministrators", lookups.administrators, "chat_id return_bots"),
        ("getChatMemberCount", lookups.count, "chat_id"),
        ("leaveChat", lookups.leave, "chat_id"),
        ("getFile", media.file, "file_id"),
        (
            "setWebhook",
            lookups.webhook,
            "url drop_pending_updates allowed_updates secret_token max_connections",
        ),
        ("deleteWebhook", lookups.webhook, "drop_pending_updates"),
        ("getWebhookInfo", lookups.webhook_info, ""),
        ("setMyCommands", profile.set_commands, "commands scope language_code"),
        ("getMyCommands", profile.get_commands, "scope language_code"),
        ("deleteMyCommands", profile.delete_commands, "scope language_code"),
        ("setMyName", profile.setter("name", 64), "name language_code"),
        ("getMyName", profile.getter("name"), "language_code"),
        ("setMyDescription", profile.setter("description", 512), "description language_code"),
        ("getMyDescription", profile.getter("description"), "language_code"),
        ("setMyShortDescription", profile.setter("short_description", 120), "short_description language_code"),
        ("getMyShortDescription", profile.getter("short_description"), "language_code"),
        ("setChatMenuButton", profile.set_menu, "chat_id menu_button"),
        ("getChatMenuButton", profile.get_menu, "chat_id"),
        ("setMyDefaultAdministratorRights", profile.nothing, "rights for_channels"),
    )
    return {
        name.lower(): Method(name, run, frozenset(takes.split()), floods=counted)
        for counted, group in ((True, floods), (False, free))
        for name, run, takes in group
    }

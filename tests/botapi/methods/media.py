"""Photos and documents: upload, resend by file_id, replace, download."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from tests.botapi.errors import JSON, bad_request
from tests.botapi.methods.sending import edit, formatted_text, message_to_edit, send
from tests.botapi.parameters import Parameters
from tests.botapi.telegram.telegram_state import TelegramState

PHOTO = 10 * 1024 * 1024
"""Largest photo, in bytes."""

SIDES, RATIO = 10_000, 20
"""Largest sum of width and height in pixels, and largest ratio of the two."""


def send_photo(state: TelegramState, parameters: Parameters) -> JSON:
    """sendPhoto."""
    chat = state.writable_chat(parameters.values.get("chat_id"))
    fields = _photo(state, parameters, "photo", parameters.text("photo")) | formatted_text(
        parameters, "caption", "caption_entities"
    )
    return send(state, chat, parameters, fields, parameters.text("caption"))


def send_document(state: TelegramState, parameters: Parameters) -> JSON:
    """sendDocument."""
    chat = state.writable_chat(parameters.values.get("chat_id"))
    identity, content = _file(state, parameters, "document", parameters.text("document"))
    described = {"file_id": identity, "file_unique_id": f"u{identity}", "file_size": len(content)}
    if name := next(iter(parameters.file_names.values()), ""):
        described["file_name"] = name
    fields = {"document": described} | formatted_text(parameters, "caption", "caption_entities")
    return send(state, chat, parameters, fields, parameters.text("caption"))


def edit_media(state: TelegramState, parameters: Parameters) -> JSON | bool:
    """editMessageMedia: a photo replaces a text or another photo."""
    post = message_to_edit(state, parameters)
    media = parameters.object("media")
    if not isinstance(media, dict) or media.get("type") != "photo":
        raise bad_request('can\'t parse InputMedia: Field "type" must be photo here')
    content = Parameters(dict(media), parameters.files)
    fields = _photo(state, content, "media", content.text("media")) | formatted_text(
        content, "caption", "caption_entities"
    )
    result = edit(state, parameters, post, fields, content.text("caption"))
    for name in ("text", "entities"):
        post.message.pop(name, None)
    return result


def file(state: TelegramState, parameters: Parameters) -> JSON:
    """getFile."""
    identity = parameters.text("file_id")
    if identity not in state.files:
        raise bad_request("invalid file_id")
    size = len(state.files[identity])
    path = f"photos/{identity}"
    return {"file_id": identity, "file_unique_id": f"u{identity}", "file_size": size, "file_path": path}


def _file(state: TelegramState, parameters: Parameters, name: str, value: str) -> tuple[str, bytes]:
    """Return the file that a parameter names: its own part, an attached part, or a file sent before."""
    part = value.removeprefix("attach://") if value.startswith("attach://") else name
    if part in parameters.files:
        content = parameters.files[part]
        if not content:
            raise bad_request("file must be non-empty")
        identity = f"file{state.token()}"
        state.files[identity] = content
        return identity, content
    if value.startswith("attach://"):
        raise bad_request(f"file part {part} not found")
    if value not in state.files:
        raise bad_request("wrong file identifier/HTTP URL specified" if value else f"there is no {name} in the request")
    return value, state.files[value]


def _photo(state: TelegramState, parameters: Parameters, name: str, value: str) -> JSON:
    identity, content = _file(state, parameters, name, value)
    if len(content) > PHOTO:
        raise bad_request("file is too big")
    try:
        width, height = Image.open(BytesIO(content)).size
    except UnidentifiedImageError:
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > SIDES or max(width, height) > RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    size = {"file_id": identity, "file_unique_id": f"u{identity}", "file_size": len(content)}
    return {"photo": [size | {"width": width, "height": height}]}

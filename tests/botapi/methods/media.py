"""Photos and documents: upload, resend by file_id, replace, download."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from tests.botapi.errors import JSON, bad
from tests.botapi.methods.sending import changed, found, sent, written
from tests.botapi.parameters import Params
from tests.botapi.telegram.telegram_state import World

PHOTO = 10 * 1024 * 1024
"""Largest photo, in bytes."""

SIDES, RATIO = 10_000, 20
"""Largest sum of width and height in pixels, and largest ratio of the two."""


def send_photo(world: World, params: Params) -> JSON:
    """sendPhoto."""
    chat = world.writable(params.values.get("chat_id"))
    fields = _photo(world, params, "photo", params.text("photo")) | written(params, "caption", "caption_entities")
    return sent(world, chat, params, fields, params.text("caption"))


def send_document(world: World, params: Params) -> JSON:
    """sendDocument."""
    chat = world.writable(params.values.get("chat_id"))
    identity, content = _file(world, params, "document", params.text("document"))
    described = {"file_id": identity, "file_unique_id": f"u{identity}", "file_size": len(content)}
    fields = {"document": described} | written(params, "caption", "caption_entities")
    return sent(world, chat, params, fields, params.text("caption"))


def edit_media(world: World, params: Params) -> JSON | bool:
    """editMessageMedia: a photo replaces a text or another photo."""
    post = found(world, params)
    media = params.object("media")
    if not isinstance(media, dict) or media.get("type") != "photo":
        raise bad('can\'t parse InputMedia: Field "type" must be photo here')
    content = Params(dict(media), params.files)
    fields = _photo(world, content, "media", content.text("media")) | written(content, "caption", "caption_entities")
    result = changed(world, params, post, fields, content.text("caption"))
    for name in ("text", "entities"):
        post.message.pop(name, None)
    return result


def file(world: World, params: Params) -> JSON:
    """getFile."""
    identity = params.text("file_id")
    if identity not in world.files:
        raise bad("invalid file_id")
    size = len(world.files[identity])
    path = f"photos/{identity}"
    return {"file_id": identity, "file_unique_id": f"u{identity}", "file_size": size, "file_path": path}


def _file(world: World, params: Params, name: str, value: str) -> tuple[str, bytes]:
    """Return the file that a parameter names: its own part, an attached part, or a file sent before."""
    part = value.removeprefix("attach://") if value.startswith("attach://") else name
    if part in params.files:
        content = params.files[part]
        if not content:
            raise bad("file must be non-empty")
        identity = f"file{world.token()}"
        world.files[identity] = content
        return identity, content
    if value.startswith("attach://"):
        raise bad(f"file part {part} not found")
    if value not in world.files:
        raise bad("wrong file identifier/HTTP URL specified" if value else f"there is no {name} in the request")
    return value, world.files[value]


def _photo(world: World, params: Params, name: str, value: str) -> JSON:
    identity, content = _file(world, params, name, value)
    if len(content) > PHOTO:
        raise bad("file is too big")
    try:
        width, height = Image.open(BytesIO(content)).size
    except UnidentifiedImageError:
        raise bad("IMAGE_PROCESS_FAILED") from None
    if width + height > SIDES or max(width, height) > RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    size = {"file_id": identity, "file_unique_id": f"u{identity}", "file_size": len(content)}
    return {"photo": [size | {"width": width, "height": height}]}

"""Notices that administrators send as files or text in their private chat: preview, correction, publication."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import structlog
from telegram import Document, Message
from telegram.error import BadRequest, TelegramError

from bot.telegram.callback_queries import ButtonPress, answering
from bot.telegram.conversations.answerer import UNANSWERED
from bot.telegram.conversations.draft_corrections import CorrectionError, correct
from bot.telegram.conversations.drafts import DraftFiles, StoredDraft, place
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.conversations.pasted_parts import PastedParts, PastedText
from bot.telegram.rendering.draft_preview import (
    CANCEL,
    HOW_TO_CORRECT,
    WITHDRAW,
    YAML,
    previewed_draft,
    render_preview,
)
from bot.telegram.rendering.page import Page
from bot.telegram.replies import send_text
from bot.telegram.services import Services
from bot.telegram.threads import run_in_thread
from data.notice_import.blocks import ImportFailedError, ImportRefusedError
from data.notice_import.draft import Draft, to_yaml
from data.notice_import.sandbox import import_file
from data.publication import ChangedError, PublicationError, publish, withdraw
from intents.engine import MAX_LENGTH

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_FILE_BYTES = 20 * 1024 * 1024
"""The largest file that a bot can download: https://core.telegram.org/bots/api#getfile."""
MIN_LINES = 4
"""Lines of a text that may be a list of cases rather than questions."""
_QUESTION_MARKS = ("？", "?")

FOR_OTHERS = (
    "文件只收管理员的：管理员发来案例通知（Word、Excel、PDF、网页、文字），我读成名单，核对以后发布。提问请直接打字。"
)
TOO_LARGE = f"这个文件超过 {MAX_FILE_BYTES // 1024 // 1024} MB，太大了，我下载不了。请只发名单那一部分，或者粘贴文字。"
NOT_DOWNLOADED = "文件没有下载下来，请再发一次。"
REFUSED = "这份通知没有读成：{}。"
NO_LIST = "这段文字里没有找到案例名单。"
NOT_KEPT = "通知读出来了，但草稿存不下来：状态文件夹写不进去。请先清理磁盘，再发一次。"
NOT_CORRECTED = "没有改成：状态文件夹写不进去。请先清理磁盘，再改一次。"
CORRECTED = "已按您的回复改好。"
UNCHANGED = "没有变化：预览里已经是这样了。"
GONE = "这份草稿已经不在了，请把通知再发一次。"
PUBLISHED = "已发布：几秒后就能问到，也会发给订阅者。"
CANCELLED = "已取消，什么也没发布。"
WITHDRAWN = "已撤回：几秒后就问不到了。已经发给订阅者的消息收不回来。"
RESTORED = "已撤回，换回了原来的版本。已经发给订阅者的消息收不回来。"
FAILED = "没有成功：{}。"
FAULTY = "没有发布：还有要先改好的地方。"
NOT_CHECKED = "没法检查：临时文件夹写不进去"
LOOK_AGAIN = "数据里的这份通知刚刚变了，还没有发布。请再看一眼预览，然后再点“发布”。"
NO_FOLDER = "没有设置 ANLITONG_DATA_DIR，没有可写的数据文件夹。"
WITHDRAW_FIRST = "这份通知已经发布了，要改请先撤回。"


class NoticeImport:
    """Reads notices, and previews, corrects, publishes and withdraws them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._drafts = DraftFiles(services.settings.state_dir / "drafts")
        self._parts = PastedParts()
        self._publishing = asyncio.Lock()
        """One publication at a time, so that each sees what the one before it wrote."""
        self._reading = asyncio.Lock()
        """One import at a time: its process may take a gigabyte of memory."""

    async def take(self, message: Message, incoming: IncomingMessage) -> bool:
        """Handle a private message if it is a file, a notice or a correction; return False if it is a question."""
        services, text = self._services, incoming.text
        if not incoming.conversation.private or incoming.command:
            return False
        is_admin = incoming.conversation.asker in services.settings.admins
        if message.document and not is_admin and not text:
            if message.media_group_id is None:  # each file of an album is a message of its own
                await send_text(services, incoming, FOR_OTHERS)
            return True
        if not is_admin:
            return False
        if message.document:
            await self._import_document(message.document, incoming)
            return True
        replied = message.reply_to_message
        if replied and incoming.reply_to and (key := previewed_draft(replied)):
            await self._correct(key, incoming.reply_to, incoming)
            return True
        return await self._import_text(incoming)

    async def _import_document(self, document: Document, incoming: IncomingMessage) -> None:
        services = self._services
        try:
            content = await self._download(document)
        except TelegramError as error:
            log.info("not_downloaded", why=type(error).__name__)
            await send_text(services, incoming, NOT_DOWNLOADED)
            return
        if content is None:
            await send_text(services, incoming, TOO_LARGE)
            return
        try:
            draft = await self._read(content, document.file_name or "")
        except ImportRefusedError as error:
            await send_text(services, incoming, REFUSED.format(error))
            return
        await self._preview(draft, incoming)

    async def _download(self, document: Document) -> bytes | None:
        """Return the content of the file; None if it is too large. Raises TelegramError."""
        if (document.file_size or 0) > MAX_FILE_BYTES:
            return None
        services = self._services
        try:
            file = await services.sender.with_retries(lambda: services.bot.get_file(document.file_id), idempotent=True)
        except BadRequest as error:
            if "too big" in error.message:
                return None
            raise
        if (file.file_size or 0) > MAX_FILE_BYTES:
            return None
        content = await services.sender.with_retries(file.download_as_bytearray, idempotent=True)
        return bytes(content)

    async def _import_text(self, incoming: IncomingMessage) -> bool:
        """Preview a text, with the parts before it; return False if it may be a question."""
        asker, chat = incoming.conversation.asker, incoming.conversation.chat
        before = self._parts.before(asker, incoming.at)
        if before is None and not is_long(incoming.text):
            return False
        text = f"{before.text}\n{incoming.text}" if before else incoming.text
        pasted = PastedText(text, len(incoming.text), incoming.at)
        try:
            draft = await self._read(text.encode("utf-8", "replace"), "")
        except ImportRefusedError:
            self._parts.keep(asker, pasted)
            if incoming.text.endswith(_QUESTION_MARKS) or not await self._is_no_question(incoming.text):
                return False
            await send_text(self._services, incoming, NO_LIST)
            return True
        former = self._drafts.load(before.key) if before and before.key else None
        if before and before.preview and former and former.state == "open":
            longer = await self._place(replace(former, draft=draft))
            if await self._save(longer):
                await self._services.sender.edit(self._render(longer), chat, before.preview)
            self._parts.keep(asker, replace(pasted, key=longer.key, preview=before.preview))
            return True
        key, preview = await self._preview(draft, incoming)
        self._parts.keep(asker, replace(pasted, key=key, preview=preview))
        return True

    async def _is_no_question(self, text: str) -> bool:
        """Return whether a text is too long for a question, or has many lines that make none."""
        if len(text) > MAX_LENGTH:
            return True
        if not is_long(text):
            return False
        answer, _ = await run_in_thread(self._services.answerer.engine.ask, text)
        return answer.kind in UNANSWERED

    async def _read(self, content: bytes, name: str) -> Draft:
        self._services.release_slot()
        async with self._reading:
            try:
                return await run_in_thread(import_file, content, name)
            except ImportFailedError as error:
                log.error("import_failed", where=error.where)  # noqa: TRY400 - the traceback was the child's
                raise

    async def _preview(self, draft: Draft, incoming: IncomingMessage) -> tuple[str, int | None]:
        """Send the preview of a new draft; return the draft's key, and the message's id if it is known."""
        stored = await self._place(StoredDraft(draft))
        # before its buttons can be pressed
        if not await self._save(stored):
            await send_text(self._services, incoming, NOT_KEPT)
            return "", None
        sent = await self._services.sender.send(self._render(stored), incoming.conversation.chat)
        log.info("notice_read", cases=sum(len(tier.cases) for tier in draft.tiers), doubts=len(draft.doubts))
        return stored.key, sent.message if sent else None

    async def _correct(self, key: str, message: int, incoming: IncomingMessage) -> None:
        services = self._services
        async with self._publishing:
            stored = self._drafts.load(key)
            if stored is None or stored.state != "open":
                await send_text(services, incoming, WITHDRAW_FIRST if stored else GONE)
                return
            try:
                draft, changes = correct(stored.draft, incoming.text)
            except CorrectionError as error:
                await send_text(services, incoming, f"{error}{HOW_TO_CORRECT}")
                return
            if not changes:
                await send_text(services, incoming, UNCHANGED)
                return
            corrected = await self._place(replace(stored, draft=draft, remark=CORRECTED))
            if not await self._save(corrected):
                await send_text(services, incoming, NOT_CORRECTED)
                return
            await services.sender.edit(self._render(corrected), incoming.conversation.chat, message)
        # the preview may be far above
        await send_text(services, incoming, "\n".join(changes))

    async def handle_press(self, press: ButtonPress) -> None:
        """Do what the button of a preview says."""
        query, services, chat = press.query, self._services, press.conversation.chat
        action, key = press.match["action"], press.match["key"]
        async with self._publishing:
            stored = self._drafts.load(key)
            if stored is None:
                await services.sender.answer_callback(query.id, GONE)
                return
            if action == YAML:
                await services.sender.answer_callback(query.id)
                await services.sender.send_document(stored.text.encode(), f"{stored.draft.id}.yaml", chat)
                return
            changed = await self._act(action, stored)
            await self._save(changed)  # if this fails, the files of the folder still tell what happened
        log.info("notice_pressed", action=action, leads_to=changed.state)
        async with answering(services, query, changed.remark):
            await services.sender.edit(self._render(changed), chat, press.message)

    async def _act(self, action: str, stored: StoredDraft) -> StoredDraft:
        """Return the draft after the action, or unchanged with the reason as remark."""
        folder, notice, key = self._services.settings.data_dir, stored.draft.id, stored.key
        if stored.state == "cancelled":
            return stored
        if action == CANCEL:
            return replace(stored, state="cancelled", remark=CANCELLED) if stored.state == "open" else stored
        if folder is None:
            return replace(stored, remark=NO_FOLDER)
        try:
            if action == WITHDRAW:
                restored = await run_in_thread(withdraw, notice, stored.text, folder, label=key)
                open_again = await self._place(replace(stored, state="open"))
                return replace(open_again, remark=RESTORED if restored else WITHDRAWN)
            if stored.faults:
                return replace(stored, remark=FAULTY)
            await run_in_thread(publish, notice, stored.text, folder, seen=stored.replaces, label=key)
        except ChangedError:
            return replace(await self._place(stored), remark=LOOK_AGAIN)
        except PublicationError as error:
            log.warning("not_published", why=type(error.__cause__ or error).__name__)
            return replace(stored, remark=FAILED.format(error))
        return replace(stored, state="published", remark=PUBLISHED)

    async def _place(self, stored: StoredDraft) -> StoredDraft:
        services, settings = self._services, self._services.settings
        today = datetime.fromtimestamp(services.clock(), settings.timezone).date().isoformat()
        try:
            return await run_in_thread(place, stored, services.answerer.engine.dataset, settings.data_dir, today)
        except PublicationError as error:
            return replace(stored, text=to_yaml(stored.draft), faults=(str(error),))
        except OSError:
            return replace(stored, text=to_yaml(stored.draft), faults=(NOT_CHECKED,))

    async def _save(self, stored: StoredDraft) -> bool:
        try:
            await run_in_thread(self._drafts.save, stored, self._services.clock())
        except OSError as error:
            log.error("draft_not_kept", why=error.strerror)  # noqa: TRY400 - the reason is enough
            return False
        return True

    def _render(self, stored: StoredDraft) -> Page:
        return render_preview(stored, can_publish=self._services.settings.data_dir is not None)


def is_long(text: str) -> bool:
    """Return whether a text is too long for a question, or has several lines that are no questions."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return len(text) > MAX_LENGTH or (
        len(lines) >= MIN_LINES and not any(line.endswith(_QUESTION_MARKS) for line in lines)
    )

"""Handle channel posts: only the commands for subscriptions, which administrators post."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType as Kind
from telegram.ext import MessageHandler, filters

from bot.telegram.conversations.incoming import parse_message
from bot.telegram.handlers.commands import Command
from bot.telegram.handlers.membership import KnownGroups
from bot.telegram.services import Feature, Handler, Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def feature(commands: Sequence[Command]) -> Feature:
    """Return the feature that runs these commands in channels."""
    by_name = {command.name: command for command in commands}

    def create_handlers(services: Services) -> list[Handler]:
        known_groups = KnownGroups(services)

        async def handle_post(update: Update, _context: Any) -> None:
            post = update.channel_post
            # a post mentions nobody, so it counts as addressed to the bot
            incoming = parse_message(post, services.me, addressed=True) if post else None
            command = by_name.get(incoming.command) if incoming else None
            if post is None or incoming is None or command is None or not services.is_recent(post):
                return
            # linked_bot() asks the store whether a chat is a channel
            await known_groups.register(post.chat)
            await command.run(services, incoming)
            log.info("channel", command=command.name)

        return [MessageHandler(filters.UpdateType.CHANNEL_POST, handle_post)]

    return Feature(frozenset({Kind.CHANNEL_POST}), create_handlers)

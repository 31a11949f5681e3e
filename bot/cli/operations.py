"""The commands backup, restore, health and doctor, for those who operate the bot."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from bot.cli.arguments import FAILED, MISUSED, OK, Call
from bot.settings import Settings, SettingsError, read_settings


def run(call: Call, out: TextIO, err: TextIO) -> int:
    """Run one of the commands with the settings of `anlitong run` and return the exit status."""
    try:
        settings = read_settings()
    except SettingsError as error:
        err.write(f"{error}\n")
        return MISUSED
    if call.command == "health":
        return _health(settings, out)
    return _examine(settings, out) if call.command == "doctor" else _copy_database(call, settings, out, err)


def _health(settings: Settings, out: TextIO) -> int:
    from bot.heartbeat import read_problems

    problems = read_problems(settings.state_dir)
    out.writelines(f"{problem}\n" for problem in problems or ["正常"])
    return FAILED if problems else OK


def _examine(settings: Settings, out: TextIO) -> int:
    from bot.doctor import FAULT, examine

    status = OK
    for finding in examine(settings):
        out.write(f"{finding}\n")
        out.flush()
        status = FAILED if finding.level == FAULT else status
    return status


def _copy_database(call: Call, settings: Settings, out: TextIO, err: TextIO) -> int:
    from bot.store import StoreError
    from bot.store.backup import back_up, restore

    file, url = Path(call.words[0]), settings.database_url.get_secret_value()
    try:
        if call.command == "backup":
            back_up(url, file)
            out.write(f"已经备份到 {file}。\n")
        else:
            former = restore(url, file)
            out.write(f"已经从 {file} 恢复。{f'原来的数据库在 {former}。' if former else ''}\n")
    except StoreError as error:
        err.write(f"{error}\n")
        return MISUSED
    return OK

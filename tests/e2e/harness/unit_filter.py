"""The bot under the filter of system calls of deploy/anlitong.service; a call that it forbids ends the process."""

from __future__ import annotations

import ctypes
import re
import subprocess
from functools import cache
from pathlib import Path

from bot.cli.main import run

UNIT = Path(__file__).parents[3] / "deploy" / "anlitong.service"
_FILTER = re.compile(r"^SystemCallFilter=(~?)(.+)$", re.MULTILINE)
_AS_ROOT = {"fchown"}
"""What SQLite calls for root alone; tests may run as root, the unit does not."""

_KILL_PROCESS, _ALLOW = 0x8000_0000, 0x7FFF_0000  # of seccomp.h, as the next one is of linux/prctl.h
_PR_SET_NO_NEW_PRIVS = 38


@cache
def calls_of(group: str) -> frozenset[str]:
    """Return the system calls of a group such as @system-service, or a call itself."""
    if not group.startswith("@"):
        return frozenset({group})
    command = ["/usr/bin/env", "systemd-analyze", "syscall-filter", group]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    members = (line.strip() for line in listed.stdout.splitlines()[1:])
    return frozenset().union(*(calls_of(member) for member in members if member and not member.startswith("#")))


def allowed_calls() -> frozenset[str]:
    """Return the system calls that the unit allows."""
    allowed: frozenset[str] = frozenset()
    for forbids, groups in _FILTER.findall(UNIT.read_text("utf-8")):
        calls = frozenset().union(*map(calls_of, groups.split()))
        allowed = allowed - calls if forbids else allowed | calls
    return allowed


def apply_filter() -> None:
    """Forbid this process and its children all other system calls. Raises `OSError`, `CalledProcessError`."""
    allowed = allowed_calls() | _AS_ROOT
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(seccomp.seccomp_init(ctypes.c_uint32(_KILL_PROCESS)))
    for name in sorted(allowed):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:  # else another architecture's
            seccomp.seccomp_rule_add(rules, ctypes.c_uint32(_ALLOW), ctypes.c_int(number), ctypes.c_uint(0))
    ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if seccomp.seccomp_load(rules):
        raise OSError("the filter is refused")


if __name__ == "__main__":
    apply_filter()
    run()

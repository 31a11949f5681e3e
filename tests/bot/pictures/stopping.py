"""Stop a process as a debugger would."""

from __future__ import annotations

import time
from signal import SIGSTOP

import psutil

PATIENCE = 30.0
"""Seconds that all threads may take to stop; a worker is nice, so on a busy machine it takes a while."""


def stop(process: psutil.Process) -> None:
    """Stop a process and return once all its threads have. Raises TimeoutError.

    Only then does Linux wake the process, and end it, when its parent ends (`has_stopped_jobs` in kernel/exit.c).
    """
    process.send_signal(SIGSTOP)
    deadline = time.monotonic() + PATIENCE
    while any(psutil.Process(thread.id).status() != psutil.STATUS_STOPPED for thread in process.threads()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{process} does not stop")
        time.sleep(0.01)

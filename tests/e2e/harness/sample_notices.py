"""A data directory to which tests add notices while the bot runs."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.e2e.harness.bot_process import ROOT

_OTHERS = ROOT / "tests" / "questions" / "data" / "both" / "notices"

TITLES = {
    "jjj-2023": "关于公布2023年京津冀政务协同创新案例评选结果的通知",
    "jjj-2024": "关于公布2024年京津冀政务协同创新案例评选结果的通知",
    "chuanyu-2023": "关于发布川渝协同监管与便民服务典型案例的通知",
}
"""The notices that can be added, with their titles."""


class SampleNotices:
    """The directory; it has the shipped notice at first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """For ANLITONG_DATA_DIR."""
        shutil.copytree(ROOT / "data" / "notices", folder / "notices")

    def add(self, name: str) -> None:
        """Add a notice atomically."""
        shutil.copy(_OTHERS / f"{name}.yaml", self.folder / "part")
        (self.folder / "part").rename(self.folder / "notices" / f"{name}.yaml")

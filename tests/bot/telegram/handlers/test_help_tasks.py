from __future__ import annotations

from bot.telegram.handlers.help_tasks import TASKS
from intents.engine import Engine


def test_examples_have_the_noun_of_the_notice(projects: Engine) -> None:
    examples = {task.name: task.example(projects) for task in TASKS}
    assert examples == {
        "cases": "安徽参与了哪些工程",
        "units": "叉车是谁做的",
        "compare": "哪个省参与的工程最多",
        "map": "图 宁波",
        "export": "导出安徽的工程",
        "subscribe": "订阅每周一 09:00",
    }

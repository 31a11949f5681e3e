from __future__ import annotations

import pytest

from intents.engine import Engine


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("安徽的案例能给我看看吗", "cases"),
        ("能把安徽的最佳案例列出来吗", "cases"),
        ("可以介绍一下叉车吗", "card"),
        ("可以查一下安徽参与了吗", "yes_no"),
        ("安徽能参与吗", "yes_no"),
        ("安徽参与了吗", "yes_no"),
    ],
)
def test_a_polite_request_is_no_question_of_truth(engine: Engine, question: str, kind: str) -> None:
    assert engine.ask(question)[0].kind == kind

from __future__ import annotations

import pytest
import yaml

from data import files
from data.alias_insertion import AliasError, insert_alias

HEAD = "# 编者按\nid: hn-2024\ntitle: 通知  # 原题\ntiers:\n- name: 典型\n  cases:\n"


@pytest.mark.parametrize(
    ("case", "alias", "after"),
    [
        (
            "  - title: 甲\n    aliases: [乙, 丙]\n    agencies: [丁局]\n",
            "戊",
            "  - title: 甲\n    aliases: [乙, 丙, 戊]\n    agencies: [丁局]\n",
        ),
        (
            "  - title: 甲\n    aliases: []\n    agencies: [丁局]\n",
            "戊",
            "  - title: 甲\n    aliases: [戊]\n    agencies: [丁局]\n",
        ),
        (
            "  - title: 甲  # 注\n    agencies: [丁局]\n",
            "戊",
            "  - title: 甲  # 注\n    aliases: [戊]\n    agencies: [丁局]\n",
        ),
        ("  - agencies: [丁局]\n    title: 甲", "戊", "  - agencies: [丁局]\n    title: 甲\n    aliases: [戊]\n"),
        (
            "  - title: 甲\n    aliases:\n    - 乙\n    - 丙  # 注\n    agencies: [丁局]\n",
            "戊",
            "  - title: 甲\n    aliases:\n    - 乙\n    - 丙  # 注\n    - 戊\n    agencies: [丁局]\n",
        ),
        (
            "  - title: 甲\n    aliases:\n      - 乙\n    agencies: [丁局]\n",
            "戊",
            "  - title: 甲\n    aliases:\n      - 乙\n      - 戊\n    agencies: [丁局]\n",
        ),
        (
            "  - title: 甲\n    agencies: [丁局]\n    paraphrases: [乙, 丙]\n",
            "戊",
            "  - title: 甲\n    aliases: [戊]\n    agencies: [丁局]\n    paraphrases: [乙, 丙]\n",
        ),
        ("  - title: 甲\n    agencies: [丁局]\n", "12", "  - title: 甲\n    aliases: ['12']\n    agencies: [丁局]\n"),
        (
            "  - title: 甲\n    agencies: [丁局]\n",
            "it's, no",
            "  - title: 甲\n    aliases: ['it''s, no']\n    agencies: [丁局]\n",
        ),
    ],
)
def test_nothing_but_the_alias_is_added(case: str, alias: str, after: str) -> None:
    assert insert_alias(HEAD + case, "甲", alias) == HEAD + after


@pytest.mark.parametrize(
    ("case", "title"),
    [
        ("  - title: 甲\n    agencies: [丁局]\n", "乙"),
        ("  - {title: 甲, agencies: [丁局]}\n", "甲"),
        ("  - title: >\n      甲\n    agencies: [丁局]\n", "丙"),
        ("  - [", "甲"),
        # the list of the other case would change, too
        ("  - title: 乙\n    aliases: &one [丙]\n  - title: 甲\n    aliases: *one\n", "甲"),
    ],
)
def test_what_cannot_be_extended_is_refused(case: str, title: str) -> None:
    with pytest.raises(AliasError):
        insert_alias(HEAD + case, title, "戊")


@pytest.mark.parametrize("file", sorted((files.shipped_folder() / "notices").iterdir()), ids=lambda file: file.name)
def test_each_case_of_the_shipped_notices_can_be_extended(file: object) -> None:
    text = file.read_text("utf-8")  # type: ignore[attr-defined]
    for tier in yaml.safe_load(text)["tiers"]:
        for case in tier["cases"]:
            assert len(insert_alias(text, case["title"], "新别名").splitlines()) - len(text.splitlines()) in (0, 1)

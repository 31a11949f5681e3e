from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.conversations.drafts import KEEP_SECONDS, DraftFiles, StoredDraft, in_words, place
from data import files
from data.load import load
from data.model import Dataset
from data.notice_import.draft import Doubt, Draft, DraftCase, DraftTier, to_yaml
from data.publication import file_digest, publish

DRAFT = Draft(
    "hainan-2024",
    "关于公布案例的通知",
    "2024-05-06",
    ("海南省教育厅",),
    (DraftTier(None, (DraftCase("甲类办件提速", ("海口市教育局",)),)),),
    (Doubt(3, "“海口市教育局”是一个单位吗？"),),
)

TODAY, NOW = "2026-11-27", 1_795_737_600.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notices").mkdir()
    shutil.copy(files.shipped_folder() / "notices" / "csj-2022.yaml", tmp_path / "notices")
    return tmp_path


@pytest.fixture
def dataset(folder: Path) -> Dataset:
    return load(folder)


def test_drafts_are_stored_as_they_are(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path / "drafts")
    stored = StoredDraft(
        DRAFT, "id: hainan-2024\n", state="published", replaces="ab", faults=("title: 空",), remark="好"
    )
    drafts.save(stored, NOW)
    assert DraftFiles(tmp_path / "drafts").load(stored.key) == stored


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"draft": {}}'])
def test_what_cannot_be_read_is_no_draft(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "abc.json").write_text(content)
    assert DraftFiles(tmp_path).load("abc") is None


def test_old_drafts_are_deleted(tmp_path: Path) -> None:
    drafts, old, new = DraftFiles(tmp_path), StoredDraft(DRAFT), StoredDraft(DRAFT)
    drafts.save(old, NOW)
    os.utime(tmp_path / f"{old.key}.json", (0, NOW - KEEP_SECONDS - 1))
    drafts.save(new, NOW)
    assert drafts.load(old.key) is None
    assert drafts.load(new.key) == new


def test_a_new_notice_is_checked_and_replaces_nothing(folder: Path, dataset: Dataset) -> None:
    assert place(stored := StoredDraft(DRAFT), dataset, folder, TODAY) == replace(
        stored, text=to_yaml(DRAFT, received=TODAY)
    )
    faulty = place(StoredDraft(replace(DRAFT, title="")), dataset, folder, TODAY)
    assert [fault.partition("：")[0] for fault in faulty.faults] == ["标题"]


def test_a_version_of_a_notice_gets_its_id(folder: Path, dataset: Dataset) -> None:
    notice = replace(dataset.notices[0], issued="2022-01-05")
    dataset = replace(dataset, notices=(notice,))
    draft = replace(DRAFT, title=notice.title, issuers=notice.issuers, issued=None)
    placed = place(StoredDraft(draft), dataset, folder, TODAY)
    assert placed.draft.id == notice.id
    assert placed.replaces == file_digest(notice.id, folder)
    for other in (replace(draft, issuers=("海南省教育厅",)), replace(draft, issued="1999-01-01")):
        assert place(StoredDraft(other), dataset, folder, TODAY).draft.id == DRAFT.id


def test_another_notice_with_the_same_id_is_not_replaced(folder: Path, dataset: Dataset) -> None:
    publish(DRAFT.id, to_yaml(DRAFT), folder, seen=None, label="a")
    for known in (dataset, load(folder)):  # before and after it is read
        other = place(StoredDraft(replace(DRAFT, title="关于公布第二批案例的通知")), known, folder, TODAY)
        assert (other.draft.id, other.replaces) == ("hainan-2024-2", None)
        same = place(StoredDraft(DRAFT), known, folder, TODAY)
        assert (same.draft.id, same.replaces) == (DRAFT.id, file_digest(DRAFT.id, folder))


def test_without_a_folder_nothing_is_looked_for(dataset: Dataset) -> None:
    assert place(stored := StoredDraft(DRAFT), dataset, None, TODAY) == replace(
        stored, text=to_yaml(DRAFT, received=TODAY)
    )


def test_faults_name_cases_by_their_number() -> None:
    tiers = (DraftTier("一等", DRAFT.tiers[0].cases * 3), DraftTier("二等", DRAFT.tiers[0].cases))
    text = "tiers[1].cases[0].title：与 tiers[0].cases[2].title 重复；tiers[0].cases[1].agencies[0]、tiers[0].name"
    words = "第 4 个的标题：与 第 3 个的标题 重复；第 2 个的单位、tiers[0].name"
    assert in_words(text, replace(DRAFT, tiers=tiers)) == words
    assert in_words("issuers[0]：不能为空", DRAFT) == "发布单位：不能为空"

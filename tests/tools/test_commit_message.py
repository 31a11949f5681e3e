from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.commit_message import faults, main


@pytest.mark.parametrize(
    "message",
    [
        "Add a setting for the time zone\n",
        "Add a setting for the time zone\n\nDates were those of the server.\n",
        "Process updates of one asker in order\n# Please enter the commit message\n",
        "Focus on one notice",
        "Merge branch 'main'",
        f"Cut{' x' * 34}",
        "fixup! " + "Add a setting whose name is far longer than a line of a commit message may be",
        "Quote the diff\n\nwhy\n# ------------------------ >8 ------------------------\ndiff",
    ],
)
def test_a_message_in_form_has_no_faults(message: str) -> None:
    assert list(faults(message)) == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ("", "the first line is empty"),
        ("# nothing but comments\n", "the first line is empty"),
        ("Add a setting\nfor the time zone", "the second line is not empty"),
        ("WIP", "the first line is one word"),
        (f"Cut{' x' * 35}", "the first line has 73 characters, more than 72"),
        ("fix: the time zone", "the first line does not begin with a capital letter"),
        ("Add a setting.", "the first line ends with a full stop"),
        ("Added a setting", "the first line is not imperative: “Add …”, not “Added …”, “Adds …” or “Adding …”"),
        ("Adds a setting", "the first line is not imperative: “Add …”, not “Added …”, “Adds …” or “Adding …”"),
        ("Adding a setting", "the first line is not imperative: “Add …”, not “Added …”, “Adds …” or “Adding …”"),
    ],
)
def test_a_fault_is_named(message: str, fault: str) -> None:
    assert list(faults(message)) == [fault]


def test_the_command_fails_with_the_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "COMMIT_EDITMSG"
    file.write_text("Add a setting\n", "utf-8")
    assert main([str(file)]) == 0
    file.write_text("add a setting", "utf-8")
    assert main([str(file)]) == 1
    assert capsys.readouterr().err == "commit message: the first line does not begin with a capital letter\n"

"""The record of torch's numbers, with and without torch."""

import json

import pytest

from gradlab import torch_side


def program(torch):
    return [2.0000001, torch]


@pytest.fixture
def record(monkeypatch, tmp_path):
    """Return what sets the record of `program`, and whether torch is installed."""

    def keep(text, numbers, torch=None):
        path = tmp_path / "records.json"
        path.write_text(json.dumps({"program": {"program": text, "numbers": numbers}}))
        monkeypatch.setattr(torch_side, "_RECORDS", path)
        monkeypatch.setattr(torch_side, "installed", lambda: torch)

    return keep


TEXT = "def program(torch):\n    return [2.0000001, torch]"


def test_without_torch_the_record_of_this_text_is_returned(record):
    record(TEXT, [2.0, "torch"])

    assert torch_side.numbers(program) == [2.0, "torch"]


def test_without_torch_an_edited_program_has_no_record(record):
    record(TEXT.replace("2.0000001", "3.0"), [3.0, "torch"])

    assert torch_side.numbers(program) == [torch_side.NOT_RECORDED]


def test_with_torch_the_program_runs_and_the_record_is_returned(record):
    record(TEXT, [2.0, "torch"], torch="torch")

    assert torch_side.numbers(program) == [2.0, "torch"]


def test_with_torch_an_edited_program_gives_what_it_gives(record):
    record("def program(torch):\n    return []", [], torch="torch")

    assert torch_side.numbers(program) == [2.0000001, "torch"]


def test_a_record_that_torch_contradicts_is_refused(record):
    record(TEXT, [2.5, "torch"], torch="torch")

    with pytest.raises(ValueError, match=r"torch gives \[2.0000001, 'torch'\], where"):
        torch_side.numbers(program)

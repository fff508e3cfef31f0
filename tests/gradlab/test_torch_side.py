"""The record of torch's numbers, with and without torch."""

import pytest

from gradlab import torch_side


def test_without_torch_the_record_is_returned_and_nothing_runs(monkeypatch):
    monkeypatch.setattr(torch_side, "installed", lambda: None)

    assert torch_side.numbers(lambda torch: torch.fail(), [1.0, None]) == [1.0, None]


def test_with_torch_the_program_runs_and_the_record_is_returned(monkeypatch):
    monkeypatch.setattr(torch_side, "installed", lambda: "torch")

    found = torch_side.numbers(lambda torch: [2.0000001, torch], [2.0, "torch"])

    assert found == [2.0, "torch"]


def test_a_record_that_torch_contradicts_is_refused(monkeypatch):
    monkeypatch.setattr(torch_side, "installed", lambda: "torch")

    with pytest.raises(ValueError, match=r"torch gives \[2.5\], where \[2.0\]"):
        torch_side.numbers(lambda torch: [2.5], [2.0])

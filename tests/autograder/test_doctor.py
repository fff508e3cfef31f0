"""What `autograder doctor` advises; test_cli.py runs the command."""

import pytest

from autograder import doctor


@pytest.mark.parametrize(
    ("program", "advice"),
    [(None, "install bubblewrap"), ("#!/bin/sh\nexit 1\n", "bubblewrap is refused")],
    ids=["missing", "refused"],
)
def test_the_advice_fits_what_bubblewrap_did(program, advice, tmp_path, monkeypatch):
    if program:
        (tmp_path / "bwrap").write_text(program, "utf-8")
        (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    (found,) = [f for f in doctor.examine(tmp_path) if f.name.endswith("namespaces")]

    assert not found.works
    assert found.remedy.startswith(advice)

"""Whether a missing browser, server or tier is a skip or a failure."""

from pathlib import Path

import pytest

from tests import needs

HERE = Path(__file__).parent


def test_what_is_missing_skips_a_test_with_its_reason(monkeypatch):
    monkeypatch.setenv("GRADLAB_MUST_HAVE", "landlock")

    with pytest.raises(pytest.skip.Exception, match="no Chromium here"):
        needs.missing("browser", "no Chromium here")


def test_what_is_demanded_fails_a_test_where_it_is_missing(monkeypatch):
    monkeypatch.setenv("GRADLAB_MUST_HAVE", "landlock namespaces")

    with pytest.raises(pytest.fail.Exception, match="demanded here, but: no bubble"):
        needs.missing("namespaces", "no bubblewrap")


def test_a_demand_without_its_package_is_refused(monkeypatch):
    monkeypatch.setitem(needs.MODULES, "torch", "no_torch_here")
    monkeypatch.setenv("GRADLAB_MUST_HAVE", "torch")

    with pytest.raises(pytest.UsageError, match="torch needs the package no_torch"):
        needs.demanded()


def test_a_demand_for_what_nobody_knows_is_refused(monkeypatch):
    monkeypatch.setenv("GRADLAB_MUST_HAVE", "browsers")

    with pytest.raises(pytest.UsageError, match="browsers is not one of axe, browser"):
        needs.demanded()


def test_every_skip_for_a_missing_part_can_be_made_a_failure():
    files = [path for path in HERE.rglob("*.py") if path.parent != HERE]
    skips = {path.name for path in files if "pytest.skip(" in path.read_text("utf-8")}

    assert len(files) > 100
    assert skips == {"test_ordinary_user.py"}  # repeats what its own run skipped

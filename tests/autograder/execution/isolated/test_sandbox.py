"""Fork servers that do not start, as where bubblewrap is missing or refused."""

from pathlib import Path

import psutil
import pytest

from autograder.errors import NoIsolation
from autograder.execution.isolated.sandbox import ForkServer, strongest
from autograder.execution.isolated.tiers import Tier

REFUSED = "bwrap: setting up uid map: Permission denied"  # as on Ubuntu 24.04


@pytest.fixture(params=["missing", "refused", "broken"])
def no_bubblewrap(request, tmp_path, monkeypatch):
    """Put a bubblewrap that does not work first in the path; return what it says."""
    programs = {
        "refused": f"#!/bin/sh\necho '{REFUSED}' >&2\nexit 1\n",
        "broken": "#!/nowhere/at/all\n",
    }
    if request.param in programs:
        program = tmp_path / "bwrap"
        program.write_text(programs[request.param], "utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = {"missing": "not installed", "refused": REFUSED, "broken": "No such file"}
    return said[request.param]


def held():
    """Return how many files this process has open, and its children."""
    return len(list(Path("/proc/self/fd").iterdir())), psutil.Process().children()


def test_a_tier_that_does_not_start_says_why_and_leaves_nothing_open(no_bubblewrap):
    before = held()

    with pytest.raises(NoIsolation, match=no_bubblewrap):
        ForkServer("tests", Tier.NAMESPACES)

    assert held() == before


def test_the_next_tier_is_tried_where_one_does_not_start(no_bubblewrap):
    def start(tier):
        if tier is Tier.NAMESPACES:
            ForkServer("tests", tier)
        return tier

    assert strongest(start) is Tier.LANDLOCK

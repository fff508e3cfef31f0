"""The probes once more, graded by an ordinary user: root starts them here."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.repository import REPOSITORY

HERE = Path(__file__).parent
BARE = ("unshare", "--mount", "--propagation", "private")
SWITCH = ("sh", str(HERE / "as_ordinary_user.sh"))


@pytest.fixture
def folder():
    """Return a folder that everybody may write to; pytest's own is closed to others."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o777)
    yield made
    shutil.rmtree(made)


@pytest.mark.skipif(os.geteuid() != 0, reason="the others ran as an ordinary user")
@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv is not installed")
def test_all_probes_hold_for_an_ordinary_user(folder):
    options = [
        "-q",
        "-rs",
        "-n",
        "2",
        "-p",
        "no:cacheprovider",
        f"--basetemp={folder}/t",
    ]
    pytests = [sys.executable, "-m", "pytest", *options, str(HERE / "test_probes.py")]
    paths = (sys.base_prefix, str(REPOSITORY))

    run = subprocess.run(
        [*BARE, *SWITCH, *paths, "--", *pytests], capture_output=True, text=True
    )

    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    if missing := re.findall(r"^SKIPPED .*", run.stdout, re.MULTILINE):
        pytest.skip("; ".join(missing))

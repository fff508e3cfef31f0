"""One bench for all probes, with an environment and files that are worth stealing."""

import ctypes
import sqlite3
from contextlib import ExitStack, closing

import pytest

from autograder.execution.isolated.tiers import Tier
from tests.probes import lab
from tests.probes.bench import Bench, make_course

SECRET = "GRADLAB_PROBE_SECRET"
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: orphans become this process's children


@pytest.fixture(scope="session")
def bench(tmp_path_factory):
    """Return the bench, with an environment and files that are worth stealing."""
    assert ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0) == 0
    course = make_course(tmp_path_factory.mktemp("course"))
    course.grading.mkdir(exist_ok=True)
    with closing(sqlite3.connect(course.grading / "gradebook.db")) as gradebook:
        gradebook.execute("create table grade (auto_score float)")
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv(SECRET, lab.CANARY)
        yield Bench(course, stack)


@pytest.fixture(params=[Tier.NAMESPACES, Tier.LANDLOCK], ids=str)
def executor(request, bench):
    """Return the executor of each tier in turn."""
    started = bench.executor(request.param)
    bench.look_around(started)
    return started

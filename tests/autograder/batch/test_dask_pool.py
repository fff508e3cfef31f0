"""A cluster as one starts it: a scheduler and workers, each a process of its own."""

import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch.pool import Threads
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.errors import AutograderError, UsageError
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.grading.grade import Task
from tests.autograder.double_lab import RIGHT, WRONG, answer
from tests.autograder.in_process import InProcess
from tests.courses import course as small
from tests.courses.stock import nbgrader

distributed = pytest.importorskip("distributed", reason="needs gradlab[dask]")
Cluster = importlib.import_module("autograder.batch.dask_pool").Cluster
pytestmark = pytest.mark.kernel

ROOT = Path(__file__).parents[3]
PATIENCE = 90
DEATHS = "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"  # of workers; 3 unless set


class Slow(InProcess):
    """Takes a moment for each notebook."""

    def run(self, notebook, hidden, beside=None):
        time.sleep(0.1)
        return super().run(notebook, hidden, beside)


class Mortal(InProcess):
    """Loses its worker process where a notebook says so."""

    def run(self, notebook, hidden, beside=None):
        if "kill the worker" in str(notebook):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().run(notebook, hidden, beside)


class Broken(InProcess):
    """Cannot start."""

    def __enter__(self):
        raise RuntimeError("no isolation on this machine")


class Started:
    """The processes of a cluster; `add_worker` starts another."""

    def __init__(self, folder, processes):
        self.folder = folder
        self._processes = processes
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = self._start("scheduler", "--port", str(self.port))
        self.workers = []

    def add_workers(self, count):
        for _ in range(count):
            options = (self.address, "--nthreads", "1", "--no-nanny")
            self.workers.append(self._start("worker", *options))
        with distributed.Client(self.address, timeout=PATIENCE) as client:
            client.wait_for_workers(len(self.workers), timeout=PATIENCE)
        return self

    def _start(self, kind, *options):
        module = f"distributed.cli.dask_{kind}"
        log = self._processes.enter_context((self.folder / f"{kind}.log").open("a"))
        words = ("--host", "127.0.0.1", "--no-dashboard", *options)
        paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            env={**os.environ, "PYTHONPATH": paths, DEATHS: "0"},
            cwd=self.folder,
            stdout=log,
            stderr=log,
        )
        self._processes.callback(process.wait)
        self._processes.callback(process.kill)
        return process


@pytest.fixture
def start(tmp_path):
    """Return a function that starts a cluster with some workers."""
    with ExitStack() as processes:
        yield lambda count: Started(tmp_path, processes).add_workers(count)


@pytest.fixture
def tasks(hand_in, released, lab):
    """Return the tasks of a class: right, wrong, and one that cannot be read."""
    paths = {
        f"student{number:02}": hand_in(
            f"student{number:02}", answer(released, RIGHT if number % 3 else WRONG)
        )
        for number in range(14)
    }
    paths["zoe"] = hand_in("zoe", "not JSON").with_name("nothing.ipynb")
    return [Task.read(path, student, lab) for student, path in paths.items()]


def by_student(finished):
    """Return results and copies by student, without their times."""
    found = sorted(finished, key=lambda one: one.result.student)
    students = [one.result.student for one in found]
    assert len(set(students)) == len(students)
    return [(without_times(one.result), one.copy) for one in found]


def without_times(result):
    cells = tuple(replace(cell, seconds=0.0) for cell in result.cells)
    return replace(result, cells=cells)


def test_a_cluster_gives_the_same_results_as_threads(start, lab, tasks):
    cluster = Cluster(start(2).address, IsolatedExecutor)

    spread = by_student(cluster.grade(lab, tasks))

    with IsolatedExecutor() as executor:
        assert spread == by_student(Threads(executor, 2).grade(lab, tasks))
    assert spread[1][0].executor.startswith("isolated (")


def test_data_and_modules_of_a_lab_lie_beside_its_notebook_on_a_cluster(
    start, tmp_path
):
    course = small.course("text_and_files")
    course.write(tmp_path)
    nbgrader(tmp_path, "generate_assignment", small.LAB)
    course.hand_in(tmp_path)
    lab = Lab.load(Course.find(tmp_path), small.LAB)
    paths = sorted((tmp_path / "submitted").glob("*/*/*.ipynb"))
    tasks = [Task.read(path, path.parts[-3], lab) for path in paths]

    spread = by_student(Cluster(start(1).address, IsolatedExecutor).grade(lab, tasks))

    with IsolatedExecutor() as executor:
        assert spread == by_student(Threads(executor, 1).grade(lab, tasks))
    full = {result.student: result for result, _ in spread}["solution"]
    assert [cell.score for cell in full.cells] == [2, 1, 3, 1]


def test_a_worker_killed_in_the_middle_costs_nothing(start, lab, tasks):
    started = start(2)
    coming = Cluster(started.address, Slow).grade(lab, tasks)

    first = next(coming)
    started.workers[0].kill()
    found = by_student([first, *coming])

    assert found == by_student(Threads(InProcess(), 1).grade(lab, tasks))


def test_a_worker_that_comes_later_takes_part(start, lab, tasks):
    started = start(1)
    coming = Cluster(started.address, Slow).grade(lab, tasks)

    first = next(coming)
    started.add_workers(1)
    started.workers[0].kill()

    assert len(by_student([first, *coming])) == len(tasks)


def test_a_submission_that_kills_its_workers_is_refused_alone(
    start, lab, tasks, hand_in, released
):
    path = hand_in("mallory", answer(released, "# kill the worker"))
    mallory = Task.read(path, "mallory", lab)
    started = start(4)

    found = by_student(Cluster(started.address, Mortal).grade(lab, [mallory, *tasks]))

    refused = {result.student for result, _ in found if result.refused}
    assert refused == {"mallory", "zoe"}
    assert "the grader failed" in found[0][0].notes[0]


def test_a_cluster_without_a_worker_left_is_given_up(start, lab, tasks):
    started = start(1)
    coming = Cluster(started.address, Slow, patience=2).grade(lab, tasks)

    next(coming)
    started.workers[0].kill()

    with pytest.raises(AutograderError, match="run it again"):
        list(coming)


def test_a_scheduler_that_goes_is_one_clear_error(start, lab, tasks):
    started = start(1)
    coming = Cluster(started.address, Slow, patience=5).grade(lab, tasks)

    next(coming)
    started.scheduler.kill()

    with pytest.raises(AutograderError, match="run it again"):
        list(coming)


def test_without_dask_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "autograder.batch.dask_pool")

    with pytest.raises(UsageError, match=r'pip install "gradlab\[dask\]"'):
        importlib.import_module("autograder.batch.dask_pool")


def test_an_address_without_a_scheduler_is_named(lab, tasks):
    with pytest.raises(UsageError, match="no Dask scheduler at tcp://127"):
        list(Cluster("tcp://127.0.0.1:9", InProcess, patience=1).grade(lab, tasks))


def test_a_worker_that_cannot_grade_says_why(start, lab, tasks):
    cluster = Cluster(start(1).address, Broken)

    with pytest.raises(UsageError, match="no isolation on this machine"):
        list(cluster.grade(lab, tasks))

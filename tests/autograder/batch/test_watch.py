"""Watching a folder: what is graded when, and that it can be stopped at any time."""

import json
import threading
from copy import deepcopy
from dataclasses import replace

import psutil
import pytest
from filelock import FileLock

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.batch.watch import Watch
from autograder.errors import UsageError
from autograder.execution.isolated.executor import IsolatedExecutor
from tests.autograder.double_lab import LAB, RIGHT, WRONG, answer

FOREVER = 1e9


@pytest.fixture
def watch(course, lab, executor):
    """Return a watch that remembers what it was told."""
    course.submitted.mkdir(parents=True, exist_ok=True)
    batch = Batch(course, lab, course.submitted, threads(executor))
    made = Watch(batch, lambda results: made.told.append(results))
    made.told, made.troubles = [], []
    made.on_trouble = made.troubles.append
    return made


def scores(results):
    return {result.student: result.score for result in results}


def test_a_file_that_arrived_whole_is_graded_at_once(watch, hand_in, released):
    hand_in("ada", answer(released, RIGHT))

    again = watch.look()

    assert not again
    assert scores(watch.told[-1]) == {"ada": 4}


def test_a_half_written_file_waits_until_it_is_whole(watch, hand_in, released):
    text = json.dumps(answer(released, RIGHT))
    watch.patience = FOREVER
    hand_in("ada", text[: len(text) // 2])

    assert watch.look()
    assert not watch.told
    hand_in("ada", text)
    assert not watch.look()

    assert scores(watch.told[-1]) == {"ada": 4}


@pytest.mark.parametrize("start", ["", "{", '{"cells": ['])
def test_a_file_that_never_becomes_whole_is_refused_in_the_end(watch, hand_in, start):
    watch.patience = 0
    hand_in("ada", start)

    assert not watch.look()

    assert watch.told[-1][0].refused


def test_a_folder_without_its_file_yet_waits(watch, course):
    watch.patience = FOREVER
    (course.submitted / "ada" / LAB).mkdir(parents=True)

    assert watch.look()
    assert not watch.told


def test_one_that_waits_does_not_keep_others_waiting(watch, hand_in, released):
    watch.patience = FOREVER
    hand_in("ada", "{")
    hand_in("bob", answer(released, RIGHT))

    assert watch.look()

    assert scores(watch.told[-1]) == {"bob": 4}


def test_what_was_refused_is_not_graded_again_until_it_changes(
    watch, hand_in, released, executor
):
    watch.patience = 0
    hand_in("ada", "{")
    watch.look()

    assert not watch.look()
    assert len(watch.told) == 1
    hand_in("ada", answer(released, RIGHT))
    watch.look()

    assert scores(watch.told[-1]) == {"ada": 4}


class Struck(IsolatedExecutor):
    """Loses its processes, as where a machine runs out of memory."""

    strikes = 0

    def _start(self):
        servers = super()._start()
        if self.strikes:
            self.strikes -= 1
            strike()
        return servers


def strike():
    """Kill the fork servers of this process."""
    for child in psutil.Process().children():
        child.kill()


@pytest.fixture
def struck(watch):
    """Grade by real fork servers, of which the next few are killed."""
    with Struck() as executor:
        watch.batch = replace(watch.batch, open_pool=threads(executor))
        watch.pause = 0
        yield executor


def test_what_the_grader_failed_on_is_tried_again_later(
    watch, struck, hand_in, released
):
    hand_in("ada", answer(released, RIGHT))
    strike()
    struck.strikes = 1

    assert watch.look()
    assert "the grader failed: ForkServerGone" in watch.told[-1][0].notes[0]
    assert not watch.look()

    assert scores(watch.told[-1]) == {"ada": 4}


def test_what_the_grader_fails_on_again_and_again_is_left_until_it_changes(
    watch, struck, hand_in, released
):
    hand_in("ada", answer(released, RIGHT))
    strike()
    struck.strikes = 100

    assert [watch.look() for _ in range(4)] == [True, True, False, False]
    assert len(watch.told) == 3
    struck.strikes = 0
    hand_in("ada", answer(released, WRONG))
    watch.look()

    assert scores(watch.told[-1]) == {"ada": 0}


def test_the_grader_is_given_a_pause_before_the_next_try(
    watch, struck, hand_in, released
):
    watch.pause = FOREVER
    hand_in("ada", answer(released, RIGHT))
    strike()
    struck.strikes = 1

    assert watch.look()
    assert watch.look()

    assert len(watch.told) == 1


def test_a_new_version_is_graded_again(watch, hand_in, released):
    hand_in("ada", answer(deepcopy(released), WRONG))
    watch.look()
    hand_in("ada", answer(released, RIGHT))
    watch.look()

    assert [scores(told)["ada"] for told in watch.told] == [0, 4]


def test_while_another_run_grades_it_says_so_and_tries_again(
    watch, course, hand_in, released
):
    hand_in("ada", answer(released, RIGHT))
    with FileLock(course.results / f".{LAB}.lock"):
        assert watch.look()

    assert "another run is grading" in watch.troubles[0]
    assert not watch.look()
    assert scores(watch.told[-1]) == {"ada": 4}


def test_files_are_gathered_only_when_all_are_whole(watch, tmp_path, released):
    gathered = []
    watch.arrivals, watch.gather = (tmp_path,), lambda: gathered.append(1)
    watch.patience = FOREVER
    (tmp_path / "ada.ipynb").write_text("{")

    assert watch.look()
    assert not gathered
    (tmp_path / "ada.ipynb").write_text(json.dumps(released))
    watch.look()

    assert gathered


def test_a_file_is_graded_while_the_watch_runs(watch, hand_in, released):
    stop, news = threading.Event(), threading.Event()
    watch.on_results = lambda results: news.set() if results else None
    thread = threading.Thread(target=watch.run, args=(stop,))
    thread.start()

    hand_in("ada", answer(released, RIGHT))
    arrived = news.wait(60)
    stop.set()
    thread.join(60)

    assert arrived
    assert not thread.is_alive()


def test_a_watch_first_tells_what_is_known(watch, hand_in, released):
    hand_in("ada", answer(released, RIGHT))
    watch.look()
    stop = threading.Event()
    stop.set()

    watch.run(stop)

    assert scores(watch.told[1]) == {"ada": 4}


def test_a_folder_of_arrivals_must_exist(watch, tmp_path):
    watch.arrivals = (tmp_path / "inbx",)

    with pytest.raises(UsageError, match=r"no folder .*inbx: make it"):
        watch.run()

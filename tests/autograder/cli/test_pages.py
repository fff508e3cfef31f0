"""The commands that write pages, as real processes."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.autograder.analysis.test_similarity import LOOP, RENAMED, WHY
from tests.autograder.double_lab import LAB, RIGHT, answer

pytestmark = pytest.mark.kernel
PATIENCE = 60  # seconds


@pytest.fixture
def start(course):
    """Return a function that starts `autograder` in the course."""
    started = []
    # What a script runs in the background ignores interrupts, and so do its children.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def run(*words):
        command = [sys.executable, "-m", "autograder", *map(str, words)]
        env = {**os.environ, "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(
            command, cwd=course.root, env=env, text=True, stdout=subprocess.PIPE
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
    signal.signal(signal.SIGINT, before)


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def test_watch_grades_what_arrives_until_it_is_interrupted(
    start, course, released, tmp_path
):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    page = course.results / f"{LAB}.html"

    watch = start("watch", "01", inbox)
    wait_for(page.exists)
    reloads = "location.reload" in page.read_text()
    (inbox / "ada.ipynb").write_text(json.dumps(answer(released, RIGHT)))
    wait_for(lambda: "ada" in page.read_text())
    watch.send_signal(signal.SIGINT)
    said, _ = watch.communicate(timeout=PATIENCE)

    assert reloads
    assert "ada: 4 points" in said
    assert "stopped; what was graded is kept" in said
    assert watch.returncode == 0
    assert "location.reload" not in page.read_text()


def test_similar_writes_pages_and_the_report_names_the_pair(
    start, course, hand_in, released
):
    for student, code in {"ada": LOOP, "bob": RENAMED}.items():
        hand_in(student, answer(released, code, WHY))

    said, _ = start("similar", "01").communicate()
    start("grade", "01").communicate()
    start("report", "01").communicate()

    assert "2 compared, 1 similar pairs" in said
    assert (course.similar / LAB / "pair-001.html").is_file()
    assert "ada and bob" in (course.results / f"{LAB}.html").read_text()


def test_similar_without_submissions_is_an_error_in_one_line(start):
    process = start("similar", "01", "--submissions", "nowhere")
    process.communicate()

    assert process.returncode == 2

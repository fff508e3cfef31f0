"""What a probe of the table may claim beyond outcomes, about the page or the grader."""

import time
from contextlib import contextmanager
from pathlib import Path

import psutil

_MOST_MEMORY = 1 << 30  # bytes
# The promise for any one submission, of the process that reads, scores and cleans.
_MOST_SECONDS = 2.0  # of CPU, whatever else the machine does
_MOST_GROWTH = 300 << 20
spent = {"seconds": 0.0, "bytes": 0}


def feedback_hides_inputs(page, bench):
    """The student's page names no input of a hidden test."""
    assert not [number for number in ("3.25", "21.5", "-1.0") if number in page]


def feedback_hides_outputs(page, bench):
    """Nothing that the student's code showed is part of the page."""
    assert "alert(1)" not in page
    assert "evil" not in page


def feedback_is_no_oracle(page, bench):
    """The page says of a near miss what it says of any wrong answer."""
    assert "The result is not what the contract promises." in page
    assert "e-09" not in page


def grader_stays_small(page, bench):
    """The grader's own memory did not grow with what was sent."""
    assert psutil.Process().memory_info().rss < _MOST_MEMORY
    assert _memory("VmHWM") < _MOST_MEMORY


@contextmanager
def counting():
    """Measure what grading one submission costs this process."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts at what is in use
    seconds, memory = time.process_time(), _memory("VmRSS")
    yield
    spent["seconds"] = time.process_time() - seconds
    spent["bytes"] = _memory("VmHWM") - memory


def grader_pays_little(page, bench):
    """Reading, scoring, cleaning and writing took at most what is promised."""
    assert spent["seconds"] <= _MOST_SECONDS
    assert spent["bytes"] <= _MOST_GROWTH


def _memory(field):
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{field}:")[2].split()[0]) * 1024


def grader_closes_files(page, bench):
    """No file that was handed to the grader, four at a time, stays open in it."""
    assert _opened_nowhere() < _OPEN_AT_FIRST + 4


def gradebook_is_as_it_was(page, bench):
    """Neither the mode nor the time of the gradebook's file was changed."""
    found = (bench.course.grading / "gradebook.db").stat()
    assert found.st_mode & 0o7777 != 0o1751
    assert found.st_mtime > 7


def _opened_nowhere():
    open_files = map(_target, Path("/proc/self/fd").iterdir())
    return sum(target == Path("/dev/null") for target in open_files)


def _target(link):
    try:
        return link.readlink()
    except OSError:
        return None


_OPEN_AT_FIRST = _opened_nowhere()  # the test runner's own

"""A class of three, and a zip of an LMS to collect."""

import pytest

from autograder.lms.collect import collect
from tests.autograder.double_lab import LAB
from tests.autograder.lms_files import ADA, BOB, CYD, canvas_list, zipped


@pytest.fixture
def roster(tmp_path):
    return canvas_list(tmp_path / "gradebook.csv", ADA, BOB, CYD)


@pytest.fixture
def take(course, tmp_path, roster):
    """Return a function that collects a zip of these files, and gives their status."""

    def run(files, **options):
        path = zipped(tmp_path / "in.zip", files)
        done = collect(course, LAB, [path], options.pop("roster", roster), **options)
        return {row.file or row.student: row.status for row in done.rows}

    return run

"""Running nbgrader's `generate_assignment`, with or without a gradebook."""

import logging
from pathlib import Path

from autograder.course.course import Course
from autograder.errors import UsageError

_LOG = "gradlab.nbgrader"


def generate(course: Course, name: str, folder: Path, *, database: bool) -> None:
    """Let nbgrader write the students' version of lab `name` into `folder`/`name`.

    Parameters
    ----------
    database
        Whether to enter the lab in the gradebook too.

    Raises
    ------
    UsageError
        If nbgrader refuses; with its own last words.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    config = course.config_for(name)
    config.CourseDirectory.release_directory = str(folder)
    config.CourseDirectory.assignment_id = name
    config.SaveCells.enabled = database
    config.GenerateAssignment.no_database = not database
    said = _LastWords()
    log = logging.Logger(_LOG, logging.ERROR)
    log.addHandler(said)
    directory = CourseDirectory(config=config, log=log)
    try:
        GenerateAssignment(coursedir=directory, config=config, log=log).start()
    except (NbGraderException, SystemExit) as error:
        reason = said.text or str(error)
        raise UsageError(f"nbgrader cannot generate {name}: {reason}") from error


class _LastWords(logging.Handler):
    """Keeps the last line of the last error logged."""

    text = ""

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage().strip()
        if said and "the above traceback" not in said:
            self.text = said.splitlines()[-1]

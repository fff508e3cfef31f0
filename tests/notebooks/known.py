"""The known answers of known_answers/, for tests that run them."""

from pathlib import Path

from autograder.course import audit
from autograder.course.course import Course
from autograder.course.sources import read_source

COURSE = Course.find(Path(__file__))
LABS = sorted(folder.name for folder in COURSE.known_answers.glob("[0-9]*"))
ANSWERS = [known for lab in LABS for known in audit.known_answers(COURSE, lab)]

GIVEN = {lab: audit.reference(read_source(COURSE, lab)) for lab in LABS}


def arguments(known):
    """Return what the visible check of a known answer takes: a test and what it judges."""
    judged = known.function.removeprefix("test_")
    given = next(given for given in GIVEN.values() if known.function in given)
    return (known.answer,) if judged == known.function else (known.answer, given[judged])


def answer(function, name):
    """Return one known answer."""
    found = {(known.function, known.name): known for known in ANSWERS}
    return found[function, name].answer

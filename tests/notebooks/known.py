"""The known answers of known_answers/, for tests that run them."""

from pathlib import Path

from autograder.course import audit
from autograder.course.course import Course

COURSE = Course.find(Path(__file__))
LABS = sorted(folder.name for folder in COURSE.known_answers.glob("[0-9]*"))
ANSWERS = [known for lab in LABS for known in audit.known_answers(COURSE, lab)]


def answer(function, name):
    """Return one known answer."""
    found = {(known.function, known.name): known for known in ANSWERS}
    return found[function, name].answer

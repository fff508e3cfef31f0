"""What happens to a class in a term, each from Canvas' zip to Canvas' file."""

import threading
from datetime import UTC, datetime, timedelta

import nbformat
import pytest

from autograder.errors import Busy, GradebookError, UsageError
from autograder.gradebook.database import connect
from autograder.gradebook.members import leave
from autograder.lms.collected_table import FileStatus
from tests.autograder.desk import LIST, RIGHT_FOR_ALL, Desk
from tests.autograder.double_lab import LAB, RIGHT, WRONG
from tests.autograder.in_process import InProcess
from tests.autograder.lms_files import held

DUE = datetime(2026, 11, 20, 22, 59)
_PATIENCE = 120  # seconds, on a machine that has much else to do


@pytest.fixture
def desk(course, executor, released, tmp_path):
    return Desk(course, executor, released, tmp_path)


def test_a_student_who_left(desk, course):
    desk.collect(RIGHT_FOR_ALL)
    desk.grade()
    for student in LIST:
        desk.mark(student, 2)

    _, done = desk.collect(RIGHT_FOR_ALL, roster=desk.roster("ada", "bob"))
    assert done.unlisted == ("cyd",)
    leave(course, done.unlisted)

    assert desk.canvas("ada", "bob") == {"ada": "6", "bob": "6"}
    assert set(desk.feedback()) == {"ada", "bob"}
    assert "Charisse" not in desk.report()
    assert desk.grade() == []
    leave(course, ["cyd"], back=True)
    assert desk.canvas() == dict.fromkeys(LIST, "6")
    assert "Cyd Charisse" in desk.report()


def test_an_extension(desk, course):
    course.config.PlainRule.per_day = "50%"
    desk.collect(RIGHT_FOR_ALL, late=("ada", "bob"), due=DUE)
    desk.grade()
    assert desk.canvas(incomplete=True) == {"ada": "2", "bob": "2", "cyd": "4"}

    with connect(course) as gradebook:
        gradebook.find_submission(LAB, "ada").extension = timedelta(days=2)
        gradebook.db.commit()

    assert desk.canvas(incomplete=True) == {"ada": "4", "bob": "2", "cyd": "4"}
    told = {who: "Handed in late" in page for who, page in desk.feedback().items()}
    assert told == {"ada": False, "bob": True, "cyd": False}
    assert "Bob Müller bob 4 − 2 late" in desk.report()
    with connect(course) as gradebook:
        late = gradebook.find_submission(LAB, "bob").timestamp
    assert late.replace(tzinfo=UTC) > DUE.replace(tzinfo=UTC)


def test_a_second_attempt(desk, course):
    desk.collect({"ada": WRONG, "bob": RIGHT})
    desk.grade()
    desk.mark("ada", 1.5)
    first = held(course, "ada")

    kept, _ = desk.collect({"ada": RIGHT}, copy_number=1)
    assert kept["ada"].status is FileStatus.KEPT
    assert (desk.grade(), held(course, "ada")) == ([], first)

    taken, _ = desk.collect({"ada": RIGHT}, copy_number=1, replaces=True)
    assert "earlier work is in" in taken["ada"].note
    assert desk.grade() == ["ada"]

    assert desk.canvas() == {"ada": "5.5", "bob": "4", "cyd": ""}
    assert desk.asked_again("ada")
    old = course.grading / "replaced" / "ada" / LAB / "1" / f"{LAB}.ipynb"
    assert old.read_text() == first


def rewrite(course, change):
    """Edit the lab's source."""
    path = course.source(LAB)
    notebook = nbformat.read(path, as_version=4)
    change(notebook.cells)
    nbformat.write(notebook, path)


def test_a_regrade_after_a_changed_test(desk, course):
    desk.collect({"ada": RIGHT, "bob": "def double(x):\n    return 42"})
    desk.grade()
    for student in ("ada", "bob"):
        desk.mark(student, 2)
    assert desk.canvas() == {"ada": "6", "bob": "5", "cyd": ""}

    def stricter(cells):
        (test,) = [c for c in cells if "double(21) == 42" in c.source]
        test.source = test.source.replace(", 'secret'", " and double(1) == 2")

    rewrite(course, stricter)
    assert desk.grade() == ["ada", "bob"]
    assert desk.canvas() == {"ada": "6", "bob": "2", "cyd": ""}
    assert "0 of 3 ✗ not right" in desk.feedback()["bob"]

    rewrite(course, lambda cells: cells.remove(cells[-2]))
    with pytest.raises(GradebookError, match="came or went after grading"):
        desk.grade()
    assert desk.canvas() == {"ada": "6", "bob": "2", "cyd": ""}


class Held(InProcess):
    """Holds the second notebook until somebody lets it go on."""

    def __init__(self):
        super().__init__()
        self.is_held, self.go_on = threading.Event(), threading.Event()

    def run(self, *what):
        if self.ran == 1:
            self.is_held.set()
            self.go_on.wait(_PATIENCE)
        return super().run(*what)


def test_two_instructors_at_once(course, released, tmp_path):
    executor = Held()
    one = Desk(course, executor, released, tmp_path)
    other = Desk(course, InProcess(), released, tmp_path)
    one.collect(RIGHT_FOR_ALL)
    recorded = threading.Event()
    grading = threading.Thread(target=one.grade, args=[lambda _: recorded.set()])
    grading.start()
    try:
        assert executor.is_held.wait(_PATIENCE)
        assert recorded.wait(_PATIENCE)

        with pytest.raises(Busy, match="another run is grading"):
            other.grade()
        other.mark("ada", 2)
        assert other.canvas() == {"ada": "6", "bob": "4", "cyd": ""}
        with pytest.raises(UsageError, match="no single column"):
            other.canvas(column="another")
    finally:
        executor.go_on.set()
        grading.join()

    assert other.grade() == []
    assert other.canvas(incomplete=True) == {"ada": "6", "bob": "4", "cyd": "4"}
    assert not other.asked_again("ada")

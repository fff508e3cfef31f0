"""What grading found, a row for each submission beside nbgrader's own, and its files.

The table `gradlab_result` is the only store; LAB.csv and LAB.json are written from it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec
import sqlalchemy as sa
from nbgrader import api

from autograder.course.course import Course
from autograder.errors import UsageError
from autograder.files import whole_file
from autograder.gradebook.queries import left, submissions
from autograder.grading.records import SubmissionResult
from autograder.tables import write_rows

COLUMNS = (
    "student",
    "lab",
    "grade_id",
    "score",
    "max_score",
    "outcome",
    "seconds",
    "message",
    "way",
)

# No foreign key: nbgrader, which knows nothing of the table, may take its rows away.
RESULTS = sa.Table(
    "gradlab_result",
    sa.MetaData(),
    sa.Column("notebook_id", sa.String(32), primary_key=True),  # a submitted_notebook
    sa.Column("result", sa.Text, nullable=False),  # a SubmissionResult as JSON
)
_AT_ONCE = 200  # results read from the gradebook
_FORGET = sa.delete(RESULTS).where(RESULTS.c.notebook_id == sa.bindparam("notebook"))


class _Exported(msgspec.Struct):
    """LAB.json."""

    lab: str
    submissions: list[SubmissionResult]


def keep(connection: sa.Connection, notebook: str, result: SubmissionResult) -> None:
    """Write the result of a submitted notebook over an earlier one."""
    connection.execute(_FORGET, {"notebook": notebook})
    connection.execute(sa.insert(RESULTS), _row(notebook, result))


def forget_removed(connection: sa.Connection) -> None:
    """Drop the results of submissions that nbgrader no longer has."""
    there = sa.select(api.SubmittedNotebook.id)
    connection.execute(sa.delete(RESULTS).where(RESULTS.c.notebook_id.not_in(there)))


def each_result(
    gradebook: Any, lab: str, student: str | None = None
) -> Iterator[SubmissionResult]:
    """Yield what is known of a lab, by student; of one alone if named.

    Few are in memory at once, however large the class. Who has left it is left out. A
    row that is no result, as of another edition, counts as not graded.

    Parameters
    ----------
    gradebook
        nbgrader's, open.
    """
    gone = left(gradebook) if student is None else frozenset()
    columns = api.SubmittedAssignment.student_id, api.SubmittedNotebook.id
    rows = gradebook.db.execute(submissions(lab, *columns, student=student))
    ids = [notebook for name, notebook in sorted(map(tuple, rows)) if name not in gone]
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        chosen = sa.select(RESULTS).where(RESULTS.c.notebook_id.in_(some))
        texts = dict(gradebook.db.execute(chosen).all())
        yield from filter(None, (_decoded(texts[i]) for i in some if i in texts))


def read_results(
    gradebook: Any, lab: str, student: str | None = None
) -> list[SubmissionResult]:
    """Return what is known of a lab, by student; see `each_result`."""
    return list(each_result(gradebook, lab, student))


def require_results(gradebook: Any, lab: str) -> list[SubmissionResult]:
    """Return what is known of a lab, by student.

    Raises
    ------
    UsageError
        If it is nothing.
    """
    known = read_results(gradebook, lab)
    if not known:
        raise UsageError(f"no results of {lab}: run autograder grade {lab} first")
    return known


def export_results(folder: Path, lab: str, results: Iterable[SubmissionResult]) -> None:
    """Write LAB.csv and LAB.json, of results by student, taken one at a time.

    Raises
    ------
    AutograderError
        If the system refuses.
    """
    with whole_file(folder / f"{lab}.json") as file:
        kept = _kept_as_json(file, lab, results)
        rows = (row for result in kept for row in _rows(result))
        write_rows(folder / f"{lab}.csv", COLUMNS, rows)


def make_table(gradebook: Any, course: Course) -> None:
    """Make the table where there is none, and take over LAB.json into it.

    Earlier editions had no other store of outcomes and messages.

    Raises
    ------
    UsageError
        If LAB.json is damaged.
    """
    with gradebook.engine.begin() as connection:
        if sa.inspect(connection).has_table(RESULTS.name):
            return
        rows = [
            row for lab in course.labs() for row in _earlier(connection, course, lab)
        ]
        if connection.dialect.name == "sqlite":  # Python begins only before it inserts
            connection.exec_driver_sql("begin immediate")
        RESULTS.create(connection, checkfirst=True)
        if rows:
            connection.execute(sa.insert(RESULTS), rows)


def _earlier(
    connection: sa.Connection, course: Course, lab: str
) -> Iterator[dict[str, str]]:
    """Yield a row for each result in LAB.json whose submission nbgrader knows."""
    file = course.results / f"{lab}.json"
    ids = (api.SubmittedAssignment.student_id, api.SubmittedNotebook.id)
    rows = connection.execute(submissions(lab, *ids))
    notebooks: dict[str, str] = dict(rows.all())
    if not notebooks or not file.is_file():
        return
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Exported)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise UsageError(
            f"{file} is damaged ({error}); move it away to grade anew"
        ) from error
    for result in kept.submissions:
        if result.student in notebooks:
            yield _row(notebooks[result.student], result)


def _row(notebook: str, result: SubmissionResult) -> dict[str, str]:
    return {"notebook_id": notebook, "result": msgspec.json.encode(result).decode()}


def _decoded(text: str) -> SubmissionResult | None:
    try:
        return msgspec.json.decode(text, type=SubmissionResult)
    except msgspec.MsgspecError:
        return None


def _kept_as_json(
    file: IO[bytes], lab: str, results: Iterable[SubmissionResult]
) -> Iterator[SubmissionResult]:
    """Yield the results; when the last is taken, all stand in a file as `_Exported`."""
    begun, ended = msgspec.json.encode(_Exported(lab, [])).rsplit(b"]", 1)
    file.write(begun)
    between = b"\n"
    for result in results:
        text = msgspec.json.format(msgspec.json.encode(result), indent=1)
        file.write(between + text)
        between = b",\n"
        yield result
    file.write(b"\n]" + ended + b"\n")


def _rows(result: SubmissionResult) -> Iterator[tuple[str, ...]]:
    """Yield the rows of LAB.csv for one result, in the order of `COLUMNS`."""
    for cell in result.cells:
        yield (
            result.student,
            result.lab,
            cell.grade_id,
            "" if cell.score is None else f"{cell.score:g}",
            f"{cell.max_score:g}",
            cell.outcome,
            f"{cell.seconds:.3f}",
            cell.message,
            cell.way or "",
        )

"""Selections from nbgrader's tables: how this room asks them, whatever it asks for."""

from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, select


def submissions(
    lab: str, *columns: Any, student: Any = None
) -> "Select[tuple[Any, ...]]":
    """Return a selection of `columns`, a row for each submission of a lab.

    Parameters
    ----------
    student
        Whose alone, an id or a parameter for one; None for everybody's.
    """
    chosen = (
        select(*columns)
        .select_from(SubmittedNotebook)
        .join(
            SubmittedAssignment,
            SubmittedAssignment.id == SubmittedNotebook.assignment_id,
        )
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == lab)
    )
    if student is None:
        return chosen
    return chosen.where(SubmittedAssignment.student_id == student)


def cells(
    lab: str, of: Any, *columns: Any, student: Any = None
) -> "Select[tuple[Any, ...]]":
    """Return a selection of `columns`, a row for each cell of each submission.

    Parameters
    ----------
    of
        What of a cell: nbgrader's `Grade` or `Comment`.
    """
    return (
        submissions(lab, *columns, student=student)
        .join(of, of.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == of.cell_id)
    )

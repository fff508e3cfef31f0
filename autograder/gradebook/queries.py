"""Selections from the gradebook: how this room asks, whatever it asks for."""

from typing import Any

import sqlalchemy as sa
from nbgrader import api

LEFT = sa.Table(
    "gradlab_left",
    sa.MetaData(),
    sa.Column("student_id", sa.String(128), primary_key=True),
)


def left(gradebook: Any) -> frozenset[str]:
    """Return the students who have left.

    Parameters
    ----------
    gradebook
        nbgrader's, open.
    """
    with gradebook.engine.connect() as connection:
        if not sa.inspect(connection).has_table(LEFT.name):
            return frozenset()
        return frozenset(connection.scalars(sa.select(LEFT.c.student_id)))


def submissions(lab: str, *columns: Any, student: Any = None) -> sa.Select[Any]:
    """Return a selection of `columns`, a row for each submission of a lab.

    Parameters
    ----------
    student
        Whose alone, an id or a parameter for one; None for everybody's.
    """
    notebook, submitted = api.SubmittedNotebook, api.SubmittedAssignment
    chosen = (
        sa.select(*columns)
        .select_from(notebook)
        .join(submitted, submitted.id == notebook.assignment_id)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
        .where(api.Assignment.name == lab)
    )
    return chosen if student is None else chosen.where(submitted.student_id == student)


def cells(lab: str, of: Any, *columns: Any, student: Any = None) -> sa.Select[Any]:
    """Return a selection of `columns`, a row for each cell of each submission.

    Parameters
    ----------
    of
        What of a cell: nbgrader's `Grade` or `Comment`.
    """
    return (
        submissions(lab, *columns, student=student)
        .join(of, of.notebook_id == api.SubmittedNotebook.id)
        .join(api.BaseCell, api.BaseCell.id == of.cell_id)
    )

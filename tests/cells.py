"""Notebook cells as nbgrader marks them."""

import nbformat


def cell(source, grade_id=None, *, kind="code", points=None, solution=False):
    """Return a notebook cell, with nbgrader's metadata if it has a grade_id."""
    made = getattr(nbformat.v4, f"new_{kind}_cell")(source)
    if grade_id:
        made.id = grade_id
        made.metadata["nbgrader"] = {
            "grade": points is not None,
            "grade_id": grade_id,
            "locked": not solution,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
        if points is not None:
            made.metadata["nbgrader"]["points"] = points
    return made

"""Which edition of nbgrader's tables a gradebook has, before anything opens it.

nbgrader adds the tables that are missing to whatever it opens, and fails at the first
column that is. Here an old gradebook is told from a damaged one and left as it is.
"""

import re
from functools import cache
from pathlib import Path

import nbgrader
import sqlalchemy as sa

from autograder.errors import GradebookError

_STEP = re.compile(r"^(down_)?revision = '?(\w+)'?", re.MULTILINE)


def refuse_other_editions(connection: sa.Connection) -> None:
    """Raise where the gradebook's tables are not those of the nbgrader installed here.

    Raises
    ------
    GradebookError
        Naming what brings the two together.
    """
    tables = sa.inspect(connection).get_table_names()
    if "assignment" not in tables:
        return  # a new one: nbgrader makes all tables
    edition = "before editions were counted"
    if "alembic_version" in tables:
        chosen = sa.text("select version_num from alembic_version")
        edition = str(connection.scalar(chosen))
        if edition == _editions()[-1]:
            return
        if edition not in _editions():
            raise GradebookError(
                f"gradebook of a later nbgrader ({edition}): update this one by "
                "python -m pip install --upgrade nbgrader; nothing was changed"
            )
    raise GradebookError(
        f"gradebook of an earlier nbgrader ({edition}, expected {_editions()[-1]}): "
        "run nbgrader db upgrade in the course folder, which keeps a copy of the file; "
        "nothing was changed"
    )


@cache
def _editions() -> list[str]:
    """Return the editions that this nbgrader knows, the oldest first."""
    after: dict[str, str] = {}
    for file in (Path(nbgrader.__file__).parent / "alembic" / "versions").glob("*.py"):
        named = dict(_STEP.findall(file.read_text("utf-8")))
        after[named["down_"]] = named[""]
    ordered, last = [], "None"
    while last in after:
        last = after[last]
        ordered.append(last)
    return ordered

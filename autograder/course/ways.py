"""How the tests of a lab are run, which its instructor alone decides.

*Apart*: in a process of their own, which no code of a student reaches. *Together*: in
the student's process, as stock nbgrader runs all tests, for tests that look at what
cannot cross between processes.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from autograder.course.notebook import Cell, Notebook
from autograder.errors import UsageError

LESS = (
    "A test that runs together with the answer promises less: code in the answer can "
    "read the test, and can alter what it finds."
)


class Way(StrEnum):
    """How a test was run; also the tag of a cell in the lab's source."""

    APART = "apart"
    TOGETHER = "together"


def run_together(
    config: Any, lab: str, masters: Mapping[str, Notebook], tests: frozenset[str]
) -> frozenset[str]:
    """Return the grade_ids of the tests that run together with the answers.

    A cell's tag counts first, then ``metadata.gradlab.tests`` of the notebook, then
    ``c.Tests.together`` of the configuration: a list of ``LAB`` and ``LAB/CELL``.

    Parameters
    ----------
    masters
        The lab's notebooks by name.
    tests
        The grade_ids of all its tests.

    Raises
    ------
    UsageError
        If one of the three says something else.
    """
    whole, cells = _listed(config, lab, tests)
    found: set[str] = set()
    for notebook, master in masters.items():
        default = _of_notebook(notebook, master) or whole
        for cell in master.cells:
            name = _name(cell)
            way = _chosen(cell) or (Way.TOGETHER if name in cells else default)
            if name in tests and way is Way.TOGETHER:
                found.add(name)
    return frozenset(found)


def _listed(
    config: Any, lab: str, tests: frozenset[str]
) -> tuple[Way | None, frozenset[str]]:
    """Return what the configuration says of all tests of a lab, and of which others."""
    listed = config.get("Tests", {}).get("together", [])
    if not isinstance(listed, list | tuple) or {type(one) for one in listed} - {str}:
        raise UsageError(
            f"c.Tests.together is {listed!r}; expected a list of LAB or LAB/CELL"
        )
    cells = [one.partition("/")[2] for one in listed if one.startswith(f"{lab}/")]
    unknown = [cell for cell in cells if cell not in tests]
    if unknown:
        raise UsageError(
            f"c.Tests.together names {lab}/{unknown[0]}, which is no test; there are: "
            f"{', '.join(sorted(tests))}"
        )
    return Way.TOGETHER if lab in listed else None, frozenset(cells)


def _of_notebook(lab: str, master: Notebook) -> Way | None:
    said = master.metadata.get("gradlab", {})
    way = said.get("tests") if isinstance(said, dict) else None
    if way is None:
        return None
    if way not in list(Way):
        raise UsageError(
            f"metadata.gradlab.tests of {lab} is {way!r}; expected apart or together"
        )
    return Way(way)


def _name(cell: Cell) -> str:
    data = cell.metadata.get("nbgrader")
    return str(data.get("grade_id", "")) if isinstance(data, dict) else ""


def _chosen(cell: Cell) -> Way | None:
    """Return what the tags of a cell say.

    Raises
    ------
    UsageError
        If they say both.
    """
    tags = [way for way in Way if way in cell.metadata.get("tags", [])]
    if len(tags) > 1:
        raise UsageError(f"{_name(cell)} has both tags, apart and together: take one")
    return tags[0] if tags else None

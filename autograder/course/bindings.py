"""What names the cells of a lab bind: which of them a test has from where.

Read from the text of the lab's own cells alone, so that no student decides it.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from autograder.course.notebook import Cell, Notebook

_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_SCOPES = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)


def imports(cells: Iterable[Cell]) -> dict[str, str]:
    """Return what the cells import, by the name that it gets.

    Each is ``MODULE`` or ``MODULE:ATTRIBUTE``. Of two imports under one name the last
    counts.
    """
    found: dict[str, str] = {}
    for node in _statements(cells):
        if isinstance(node, ast.Import):
            found |= {
                one.asname or one.name.partition(".")[0]: (
                    one.name if one.asname else one.name.partition(".")[0]
                )
                for one in node.names
            }
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {
                one.asname or one.name: f"{node.module}:{one.name}"
                for one in node.names
                if one.name != "*"
            }
    return found


def rebound(source: Notebook, tests: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Return the names that a lab binds anew between one test and the next.

    Parameters
    ----------
    source
        The lab's own notebook, answers included.
    tests
        The grade_ids of its tests.

    Returns
    -------
    Mapping[str, frozenset[str]]
        By the grade_id of the test before which they are bound: there a name is the
        notebook's again, whatever an earlier test called so.
    """
    found: dict[str, frozenset[str]] = {}
    between: list[Cell] = []
    for cell in source.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in tests:
            found[name] = frozenset(_bound(between))
            between = []
        else:
            between.append(cell)
    return found


def _bound(cells: Iterable[Cell]) -> Iterator[str]:
    for node in _statements(cells):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias) and node.name != "*":
            yield node.asname or node.name.partition(".")[0]


def _statements(cells: Iterable[Cell]) -> Iterator[ast.AST]:
    """Yield what stands outside of functions and classes in code cells."""
    for cell in cells:
        if cell.cell_type != "code":
            continue
        try:
            tree = ast.parse(_MAGIC.sub("", cell.source))
        except (SyntaxError, ValueError):  # binds what it binds where it runs
            continue
        yield from _outer(tree)


def _outer(tree: ast.AST) -> Iterator[ast.AST]:
    left = [tree]
    while left:
        node = left.pop(0)
        yield node
        if not isinstance(node, _SCOPES):
            left = [*ast.iter_child_nodes(node), *left]

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
            found[name] = frozenset(one for one, _ in _names_bound(between))
            between = []
        else:
            between.append(cell)
    return found


def rest_on(source: Notebook, tests: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Return the earlier tests whose names a test reads, by its grade_id.

    What a test imports does not count: each has all imports of the earlier ones.

    Parameters
    ----------
    source
        The lab's own notebook, answers included.
    tests
        The grade_ids of its tests.
    """
    found: dict[str, frozenset[str]] = {}
    bound_in: dict[str, str] = {}  # by name, the test that bound it last
    for cell in source.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        bound = set()
        for one, imported in _names_bound([cell]):
            bound_in.pop(one, None)
            bound |= set() if imported else {one}
        if name in tests:
            read = {bound_in[one] for one in _read(cell) - bound if one in bound_in}
            found[name] = frozenset(read.union(*(found[one] for one in read)))
            bound_in |= dict.fromkeys(bound, name)
    return found


def _read(cell: Cell) -> set[str]:
    tree = _parsed(cell)
    nodes = () if tree is None else ast.walk(tree)
    return {one.id for one in nodes if isinstance(one, ast.Name)}


def _names_bound(cells: Iterable[Cell]) -> Iterator[tuple[str, bool]]:
    """Yield the names that cells bind, and whether they import them."""
    for node in _statements(cells):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, False
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, False
        elif isinstance(node, ast.alias) and node.name != "*":
            yield node.asname or node.name.partition(".")[0], True


def _statements(cells: Iterable[Cell]) -> Iterator[ast.AST]:
    """Yield what stands outside of functions and classes in code cells."""
    for cell in cells:
        tree = _parsed(cell) if cell.cell_type == "code" else None
        if tree is not None:
            yield from _outer(tree)


def _parsed(cell: Cell) -> ast.AST | None:
    try:
        return ast.parse(_MAGIC.sub("", cell.source))
    except (SyntaxError, ValueError):  # binds what it binds where it runs
        return None


def _outer(tree: ast.AST) -> Iterator[ast.AST]:
    left = [tree]
    while left:
        node = left.pop(0)
        yield node
        if not isinstance(node, _SCOPES):
            left = [*ast.iter_child_nodes(node), *left]

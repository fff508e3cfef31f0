"""The explorers of a source lab as data, made from the lab's own answers."""

import ast
import asyncio
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from autograder.course.lab import is_answer, is_graded
from autograder.course.notebook import Cell, CellOutput, Notebook
from autograder.errors import UsageError
from autograder.site import folds

SECONDS = 600  # for one cell
CALL = "explore."  # what a cell with an explorer holds
# An explorer then shows itself as data in place of a still and a widget.
FIRST = """\
from IPython.display import display
from autograder.site import snapshot
from gradlab.explore.core import explorer
explorer.Explorer._ipython_display_ = lambda shown: display(
    {snapshot.MIME: snapshot.snapshot(shown), "text/plain": repr(shown)}, raw=True
)
"""


def explorers(source: Notebook, name: str) -> dict[str, list[CellOutput]]:
    """Run a lab's cells with an explorer, and those that they need.

    Parameters
    ----------
    source
        The notebook with its answers and stored outputs; left unchanged.
    name
        The lab's, for the error.

    Returns
    -------
    dict
        The outputs of each cell with an explorer, by the cell's id.

    Raises
    ------
    UsageError
        If a cell fails, or an explorer does not say what the source has stored.
    """
    stored = {c.id: _words(c.outputs) for c in source.cells if c.cell_type == "code"}
    notebook = deepcopy(source)
    lesson = [c for c in notebook.cells if is_answer(c) or not is_graded(c)]
    notebook.cells = needed([c for c in lesson if c.cell_type == "code"])
    if not notebook.cells:
        return {}
    notebook.cells.insert(0, nbformat.v4.new_code_cell(FIRST))
    client = NotebookClient(notebook, timeout=SECONDS, store_widget_state=False)
    try:
        with ThreadPoolExecutor(1) as pool:  # a loop of its own, which is closed
            pool.submit(lambda: asyncio.run(client.async_execute())).result()
    except CellExecutionError as error:
        raise UsageError(f"lab {name} does not run: {error.ename}") from error
    shown = {c.id: c.outputs for c in notebook.cells[1:] if CALL in c.source}
    for cell, outputs in shown.items():
        if _words(outputs) != stored[cell]:
            raise UsageError(f"lab {name}, cell {cell}: outputs are old: make outputs")
    return shown


def needed(cells: list[Cell]) -> list[Cell]:
    """Return the code cells with an explorer and, in order, all that they build on.

    A cell is built on if it binds a name that a later one reads. What a lesson prints
    and trains beside that does not run: the source has it stored.
    """
    kept: list[Cell] = []
    names: set[str] = set()
    for cell in reversed(cells):
        bound, read = _names(cell.source)
        if CALL in cell.source or bound & names:
            kept.insert(0, cell)
            names |= read
    return kept


def _names(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a cell binds, inside its functions too, and those it reads.

    Too many cells are kept at worst; one with a magic binds nothing.
    """
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return set(), set()
    names = [node for node in nodes if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    bound |= {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    aliases = (n for n in nodes if isinstance(n, ast.alias))
    bound |= {(alias.asname or alias.name).split(".")[0] for alias in aliases}
    return bound, read


def _words(outputs: list[CellOutput]) -> set[str]:
    """Return what outputs say as plain text, but for widgets: those may say less."""
    data = (shown.get("data", {}) for shown in outputs)
    still = (bundle for bundle in data if folds.WIDGET not in bundle)
    return {str(bundle["text/plain"]) for bundle in still if "text/plain" in bundle}

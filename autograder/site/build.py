"""Building the site: one page a lab, an index, a script and a style."""

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

from autograder.course.course import Course
from autograder.course.lab import grade_id, is_answer, is_graded
from autograder.course.leaks import refuse_leaks
from autograder.course.notebook import Cell, CellOutput, outputs_of, parsed
from autograder.course.release import make
from autograder.course.sources import read_source
from autograder.files import write_whole
from autograder.pages.render import render
from autograder.site import folds, front, page, run
from autograder.site.later import Later, ShownExplorer
from gradlab.explore.core import script as explorers

WORKERS = 2  # labs that run at a time


@dataclass(frozen=True)
class LabPage:
    """One lab on the site.

    Attributes
    ----------
    shows
        The names of its explorers.
    cells
        HTML of each cell, with the word that tells its kind.
    explorers, files
        What is fetched when somebody looks; empty where the page has it inside.
    """

    lab: str
    title: str
    minutes: str
    points: str
    shows: list[str]
    cells: list[tuple[str, str]]
    explorers: list[ShownExplorer] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


def build(
    course: Course, folder: Path, names: Sequence[str] | None = None
) -> list[Path]:
    """Write the whole site and return its files.

    Parameters
    ----------
    course
        The course whose labs are shown.
    folder
        Where the pages go; they need nothing from elsewhere.
    names
        Which labs; None for all.

    Returns
    -------
    list of Path
        The index first.

    Raises
    ------
    UsageError
        If a source does not run, or a page would show an answer or a hidden test.
    """
    with ThreadPoolExecutor(WORKERS) as pool:
        labs = list(
            pool.map(lambda name: lab_page(course, name), names or course.labs())
        )
    made = {"index.html": _index(course, labs)}
    for i, lab in enumerate(labs):
        around = {"before": labs[i - 1] if i else None, "after": labs[i + 1 : i + 2]}
        made[f"{lab.lab}.html"] = render(
            "site_lab.html.j2", lab=lab, answers=False, **around
        )
    made |= {"explorers.js": script(), "site.css": style()}
    for lab in labs:  # a later lab gives what an earlier one asks for
        own = ("index.html", f"{lab.lab}.html", "explorers.js")
        pages = {name: made[name].encode() for name in own} | lab.files
        refuse_leaks(read_source(course, lab.lab), pages)
    files = {name: text.encode() for name, text in made.items()}
    for lab in labs:
        files |= lab.files
    for name, content in files.items():
        write_whole(folder / name, content)
    return [folder / name for name in files]


def _index(course: Course, labs: Sequence[LabPage]) -> str:
    overview = course.notebooks / "README.md"
    text = overview.read_text("utf-8") if overview.is_file() else ""
    found = {"parts": front.parts(text, labs), "head": front.head(labs)}
    return render("site_index.html.j2", labs=labs, answers=False, **found)


def lab_page(course: Course, name: str) -> LabPage:
    """Return a lab's cells as HTML: the released text, the source's pictures.

    Raises
    ------
    UsageError
        If the source does not run.
    """
    source = read_source(course, name)
    stored = {cell.id: outputs_of(cell) for cell in source.cells}
    shown = stored | run.explorers(source, name)
    released = parsed(make(course, name).files[f"{name}.ipynb"].decode())
    cells = [cell for cell in released.cells if not _is_empty(cell)]
    made, later = shown_page(name, cells, shown), Later(name)
    left = [(kind, later.left(html)) for kind, html in made.cells]
    return replace(made, cells=left, explorers=later.explorers, files=later.files)


def shown_page(
    name: str, cells: Sequence[Cell], shown: Mapping[str, Sequence[CellOutput]]
) -> LabPage:
    """Return cells as a page of a lab, with the outputs that each id has in `shown`."""
    first = cells[0].source
    return LabPage(
        lab=name,
        title=_found(r"# (.+)", first) or name,
        minutes=_found(r"\*\*Time\*\* about (\d+) minutes", first),
        points=_found(r"\*\*Points\*\* (\d+)", first),
        shows=list(dict.fromkeys(_explorers(cells))),
        cells=[
            (_kind(cell), _html(cell, shown, asked=asked))
            for cell, asked in zip(cells, folds.asked(cells, shown), strict=True)
        ],
    )


def script() -> str:
    """Return the explorers' script: the view of JupyterLab, and what stands in for it.

    A classic script, since browsers refuse to load a module from a file.
    """
    alone = files("autograder.site").joinpath("alone.js").read_text("utf-8")
    return f"(() => {{\n{explorers.joined(*explorers.parts(), alone)}\n}})();\n"


def style() -> str:
    """Return the pages' style, with that of the explorers and of code."""
    own = files("autograder.site").joinpath("site.css").read_text("utf-8")
    return f"{explorers.style()}\n{page.style()}\n{own}"


def _html(cell: Cell, shown: Mapping[str, Sequence[CellOutput]], *, asked: bool) -> str:
    if cell.cell_type == "markdown":
        return page.markdown(cell.source)
    outputs = () if is_answer(cell) else shown.get(cell.id, ())
    hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
    code = "" if hidden else page.code(cell.source)
    html = "".join(map(page.output, folds.without_widgets(outputs)))
    live = any(_explorers([cell]))  # moves, and tells nothing by itself
    return code + (folds.in_fold(html) if asked and html and not live else html)


def _kind(cell: Cell) -> str:
    if is_answer(cell):
        return "answer"
    return str(cell.cell_type)


def _is_empty(cell: Cell) -> bool:
    """Return whether a cell is the place of hidden tests, of which nothing is shown."""
    points = cell.metadata.get("nbgrader", {}).get("points")
    return bool(is_graded(cell) and not is_answer(cell) and points and grade_id(cell))


def _explorers(cells: Sequence[Cell]) -> Iterator[str]:
    """Yield the names of the explorers that a lab shows."""
    for cell in cells:
        if cell.cell_type == "code":
            yield from re.findall(r"^explore\.(\w+)\(", cell.source, re.MULTILINE)


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match[1] if match else ""

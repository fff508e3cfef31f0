"""A lab's source notebooks, and what nbgrader's own preprocessors make of them."""

from collections.abc import Iterable
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.course import autotests
from autograder.course.course import Course
from autograder.course.kept import kept
from autograder.course.notebook import Notebook, parsed
from autograder.errors import UsageError

_HEADER = ("IncludeHeaderFooter",)
_MASTER = ("LockCells", "ClearSolutions", "ClearOutput", "CheckCellMetadata")


def read_sources(course: Course, lab: str) -> dict[str, Notebook]:
    """Return a lab's source notebooks by name, answers included.

    nbgrader's header and footer are in place, and its automatic tests filled in.

    Raises
    ------
    UsageError
        If one is missing, is not a notebook, or cannot be graded here.
    """
    return {path.stem: _read(course, lab, path) for path in course.sources(lab)}


def read_source(course: Course, lab: str) -> Notebook:
    """Return the source of a lab's only notebook, as `read_sources` does.

    Raises
    ------
    UsageError
        If there are several, too.
    """
    return _read(course, lab, course.source(lab))


def make_master(
    course: Course, lab: str, source: Notebook
) -> tuple[Notebook, Notebook]:
    """Take the answers and outputs out of a source, as nbgrader's release does.

    Returns
    -------
    master
        With hidden tests: this is the notebook that nbgrader stores in its gradebook.
    released
        Without them, as students get it.

    Raises
    ------
    UsageError
        If the markers of an answer do not pair up.
    """

    def make() -> tuple[Notebook, Notebook]:
        master = _preprocess(course, lab, source, (*_MASTER, "ComputeChecksums"))
        hide = ("ClearHiddenTests", "ClearMarkScheme")
        return master, _preprocess(course, lab, master, hide)

    folder = course.grading / ".kept" / lab
    return kept(folder, source, course.config_for(lab), make)


def _read(course: Course, lab: str, path: Path) -> Notebook:
    text, notebook = _parsed(path)
    _refuse_other_languages(path, notebook)
    if course.config.IncludeHeaderFooter:
        notebook = _preprocess(course, lab, notebook, _HEADER)
    if not autotests.wanted(course, notebook):
        return notebook
    templates = autotests.templates(course, lab, path, notebook)
    return deepcopy(_filled_in(course, lab, text, templates))


@lru_cache(maxsize=4)  # starts a kernel; a release reads its sources three times
def _filled_in(course: Course, lab: str, source: str, templates: str) -> Notebook:
    """Return a source with its automatic tests filled in from the templates."""
    del templates  # nbgrader reads them itself; others make other tests
    return _preprocess(course, lab, parsed(source), (*_HEADER, "InstantiateTests"))


def _parsed(path: Path) -> tuple[str, Notebook]:
    try:
        text = path.read_text("utf-8")
        return text, parsed(text)
    except Exception as error:  # nbformat raises many kinds
        raise UsageError(f"{path} is not a notebook: {error}") from error


def _refuse_other_languages(path: Path, notebook: Notebook) -> None:
    about = notebook.metadata
    named = about.get("language_info", {}).get("name")
    language = about.get("kernelspec", {}).get("language") or named or "python"
    if language.lower() not in ("python", "python3", "ipython"):
        raise UsageError(f"{path} is written in {language}: only Python is graded here")


def _preprocess(
    course: Course, lab: str, notebook: Notebook, steps: Iterable[str]
) -> Notebook:
    """Return a copy of `notebook` after some of nbgrader's preprocessors."""
    from nbgrader import preprocessors
    from nbgrader.nbgraderformat import SchemaTooOldError

    notebook = deepcopy(notebook)
    folder = course.solutions / lab
    config: Any = course.config_for(lab)
    resources = {"metadata": {"path": str(folder)}}
    try:
        for step in steps:
            preprocessor = getattr(preprocessors, step)(config=config)
            notebook, _ = preprocessor.preprocess(notebook, resources)
    except SchemaTooOldError as error:
        raise UsageError(
            f"the cells of {lab} are marked as an older nbgrader did: run "
            f'nbgrader update "{folder}"'
        ) from error
    except Exception as error:  # nbgrader and traitlets share no root
        reason = str(error).strip() or type(error).__name__
        raise UsageError(
            f"nbgrader cannot use the source of {lab}: {reason}"
        ) from error
    return notebook

"""nbgrader's automatic tests: lines that a file of templates turns into assertions.

nbgrader runs the solution in a kernel and writes what it gives into the test cell. Here
is only looked at whether it can: left as they are, such lines test nothing.
"""

from pathlib import Path
from typing import Any

from autograder.course.course import Course
from autograder.course.notebook import Notebook
from autograder.errors import UsageError

_NEEDED = ("dispatch", "normalize", "check", "templates")


def wanted(course: Course, notebook: Notebook) -> bool:
    """Return whether a cell of the notebook has a line to be filled in."""
    mark = course.config.InstantiateTests.get("autotest_delimiter", "AUTOTEST")
    return any(c.cell_type == "code" and mark in c.source for c in notebook.cells)


def templates(course: Course, lab: str, path: Path, notebook: Notebook) -> str:
    """Return the text of the templates with which a notebook's tests are filled in.

    Raises
    ------
    UsageError
        Naming the file of templates and what is wrong with it.
    """
    kernel = notebook.metadata.get("kernelspec", {}).get("name", "")
    if not kernel:
        raise UsageError(
            f"{path} has automatic tests but names no kernel: open and save it in "
            f"JupyterLab"
        )
    file = course.autotests(lab)
    if file is None:
        raise UsageError(
            f"{path} has automatic tests, but there is no autotests.yml: put one into "
            f"{path.parent} or {course.root}; nbgrader quickstart --autotest makes one"
        )
    text, known = _read(file)
    lacks = [key for key in _NEEDED if key not in _mapping(known.get(kernel))]
    if lacks:
        raise UsageError(
            f"{file} has no {', '.join(lacks)} for the kernel {kernel}: nbgrader "
            f"quickstart --autotest makes an example"
        )
    return text


def _read(file: Path) -> tuple[str, dict[str, Any]]:
    import yaml  # takes long to import, and few labs need it

    try:
        text = file.read_text("utf-8")
        return text, _mapping(yaml.safe_load(text))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"{file} is not YAML: {reason}") from error


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}

"""Making what students get: solutions/ → notebooks/ by nbgrader, or not at all."""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from autograder.course.course import Course
from autograder.course.lab import Lab, is_answer, is_graded, read_source
from autograder.course.nbgrader_release import generate
from autograder.course.notebook import Notebook
from autograder.errors import UsageError
from autograder.files import write_whole

_REGION = re.compile(
    r"BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)[^\n]*\n(.*?)^[^\n]*END \1",
    re.DOTALL | re.MULTILINE,
)
_MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
# Too short or too common a line gives nothing away.
_COMMON = re.compile(r".{0,11}|(import|from) .*|return [\w, ]+")


@dataclass(frozen=True)
class Release:
    """A lab as students will get it, not yet written.

    Attributes
    ----------
    files
        What goes into the lab's folder, by name.
    """

    lab: str
    files: dict[str, bytes]


def make(course: Course, name: str) -> Release:
    """Generate the students' version of a lab and check that it gives nothing away.

    Raises
    ------
    UsageError
        If nbgrader cannot use the source, or an answer, a hidden test or an output
        would reach students.
    """
    Lab.load(course, name)
    with tempfile.TemporaryDirectory(prefix="gradlab-") as folder:
        generate(course, name, Path(folder), database=False)
        made = Path(folder) / name
        files = {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in sorted(made.rglob("*"))
            if path.is_file()
        }
    refuse_leaks(read_source(course, name), files)
    files[f"{name}.ipynb"] = _sealed(name, files)
    return Release(name, files)


def differs(course: Course, release: Release) -> bool:
    """Return whether what is on disk is not what the sources give."""
    return _on_disk(course, release.lab) != release.files


def write(course: Course, release: Release, *, force: bool = False) -> None:
    """Put a release in place; the lab's folder then holds it and nothing else.

    Raises
    ------
    UsageError
        If the folder was edited by hand, unless `force`.
    """
    folder = course.notebooks / release.lab
    edited = None if force else _edited_by_hand(course, release)
    if edited:
        raise UsageError(
            f"{folder / edited} was edited by hand: move your work to solutions/ "
            f"or elsewhere, or overwrite it with --force"
        )
    for name in sorted(set(_on_disk(course, release.lab)) - set(release.files)):
        (folder / name).unlink()
    for name, data in release.files.items():
        write_whole(folder / name, data)


def refuse_leaks(
    source: Notebook, files: Mapping[str, bytes], *, answers: bool = False
) -> None:
    """Refuse files of which one holds a line that only the source may hold.

    Parameters
    ----------
    answers
        Whether the files may hold answers; hidden tests they never may.

    Raises
    ------
    UsageError
        Naming the line. Of a page, what its reader sees is looked at.
    """
    secret = set(_hidden_lines(source) if answers else _secret_lines(source))
    if answers:
        secret -= set(_shown_lines(source))
    for name, data in files.items():
        text = data.decode("utf-8", "replace")
        strings = _strings(json.loads(text)) if name.endswith(".ipynb") else [text]
        if name.endswith(".html"):
            strings = [unescape(re.sub(r"<[^>]*>", "", text))]
        for line in (line for string in strings for line in string.splitlines()):
            if _MARKER.search(line) or _normal(line) in secret:
                raise UsageError(
                    f"{name} would show students {line.strip()!r}: keep it inside "
                    f"the answer or test region of its cell"
                )
        if name.endswith(".ipynb") and any(_outputs(json.loads(text))):
            raise UsageError(f"{name} would be released with outputs: check nbgrader")


def _secret_lines(source: Notebook) -> Iterator[str]:
    """Yield the telling lines of all answers, hidden tests and rubrics."""
    for cell in source.cells:
        regions = [match[2] for match in _REGION.finditer(cell.source)]
        if is_answer(cell) and is_graded(cell):
            regions.append(cell.source)
        for region in regions:
            yield from _telling(region)


def _hidden_lines(source: Notebook) -> Iterator[str]:
    """Yield the telling lines of all hidden tests."""
    for cell in source.cells:
        for match in _REGION.finditer(cell.source):
            if match[1] == "HIDDEN TESTS":
                yield from _telling(match[2])


def _shown_lines(source: Notebook) -> Iterator[str]:
    """Yield the telling lines of all that is no hidden test."""
    for cell in source.cells:
        if "BEGIN HIDDEN TESTS" not in cell.source:
            yield from _telling(cell.source)


def _telling(text: str) -> Iterator[str]:
    lines = (line for line in text.splitlines() if not _COMMON.fullmatch(line.strip()))
    return map(_normal, lines)


def _normal(line: str) -> str:
    return "".join(line.split())


def _strings(tree: Any) -> Iterator[str]:
    """Yield every string of a JSON tree; a list of lines counts as one by one."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for branch in tree.values() if isinstance(tree, dict) else tree:
            yield from _strings(branch)


def _outputs(notebook: dict[str, Any]) -> Iterator[Any]:
    for cell in notebook["cells"]:
        yield from cell.get("outputs", [])


def _sealed(name: str, files: Mapping[str, bytes]) -> bytes:
    """Return the lab's notebook with the digest of every released file in it."""
    import nbformat

    notebook = json.loads(files[f"{name}.ipynb"])
    digests = {file: _digest(file, data) for file, data in sorted(files.items())}
    notebook["metadata"]["gradlab"] = {"released": digests}
    text: str = nbformat.writes(nbformat.from_dict(notebook))
    return f"{text}\n".encode()


def _digest(name: str, data: bytes) -> str:
    """Return the SHA-256 of a file; of a notebook, without the digests it carries."""
    if name.endswith(".ipynb"):
        notebook = json.loads(data)
        notebook["metadata"].pop("gradlab", None)
        data = json.dumps(notebook, sort_keys=True).encode()
    return hashlib.sha256(data).hexdigest()


def _on_disk(course: Course, lab: str) -> dict[str, bytes]:
    folder = course.notebooks / lab
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def _edited_by_hand(course: Course, release: Release) -> str | None:
    """Return the first file that is not as some release wrote it, or None."""
    files = _on_disk(course, release.lab)
    try:
        notebook = json.loads(files.get(f"{release.lab}.ipynb", b"{}"))
        released = notebook.get("metadata", {}).get("gradlab", {}).get("released", {})
    except ValueError:
        return f"{release.lab}.ipynb"
    for name, data in files.items():
        if data != release.files.get(name) and _digest(name, data) != released.get(
            name
        ):
            return name
    return None

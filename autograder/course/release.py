"""Making what students get: solutions/ → notebooks/ by nbgrader, or not at all."""

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.course.leaks import refuse_leaks
from autograder.course.nbgrader_release import generate
from autograder.course.sources import read_sources
from autograder.errors import UsageError
from autograder.files import write_whole


@dataclass(frozen=True)
class Release:
    """A lab as students will get it, not yet written.

    Attributes
    ----------
    files
        What goes into the lab's folder, by name.
    carrier
        The notebook that holds the digests of all files.
    """

    lab: str
    files: dict[str, bytes]
    carrier: str


def make(course: Course, name: str) -> Release:
    """Generate the students' version of a lab and check that it gives nothing away.

    Raises
    ------
    UsageError
        If nbgrader cannot use the source, or an answer, a hidden test or an output
        would reach students.
    """
    _refuse_further_notebooks(course.solutions / name)
    carrier = f"{Lab.load(course, name).notebooks[0].notebook}.ipynb"
    with tempfile.TemporaryDirectory(prefix="gradlab-") as folder:
        generate(course, name, Path(folder), database=False)
        made = Path(folder) / name
        files = {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in sorted(made.rglob("*"))
            if path.is_file()
        }
    for source in read_sources(course, name).values():
        refuse_leaks(source, files, may_show=course.may_show)
    files[carrier] = _sealed(carrier, files)
    return Release(name, files, carrier)


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


def _refuse_further_notebooks(folder: Path) -> None:
    """Refuse a notebook in a subfolder that is marked for grading: nobody grades it."""
    for path in sorted(folder.glob("*/**/*.ipynb")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and '"grade_id"' in path.read_text("utf-8", "replace"):
            raise UsageError(
                f"{path} has cells of nbgrader, but no notebook in a subfolder is "
                f"released or graded: move it up, or clear its cells' types"
            )


def _sealed(carrier: str, files: Mapping[str, bytes]) -> bytes:
    """Return a notebook of the lab with the digest of every released file in it."""
    import nbformat

    notebook = json.loads(files[carrier])
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
        notebook = json.loads(files.get(release.carrier, b"{}"))
        released = notebook.get("metadata", {}).get("gradlab", {}).get("released", {})
    except ValueError:
        return release.carrier
    for name, data in files.items():
        if data != release.files.get(name) and _digest(name, data) != released.get(
            name
        ):
            return name
    return None

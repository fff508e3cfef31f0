"""What lies beside a lab's notebook: data, helper modules, pictures."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path, PurePosixPath

from autograder.errors import UsageError

MAX_FILES = 1_000
MAX_BYTES = 256 * 1024 * 1024
# Notebooks are what is graded, the other two say which tests nbgrader is to write.
_NO_DATA = ("*.ipynb", "autotests.yml", "tests.yml")


@dataclass(frozen=True)
class LabFiles:
    """Files that students get with a lab, and that its tests may read.

    Attributes
    ----------
    contents
        By path, relative to the notebook, with ``/`` between its parts.
    """

    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of names and contents; empty if there are no files."""
        return digest_of(self.contents)


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of files' names and contents; empty if there are none."""
    if not contents:
        return ""
    whole = hashlib.sha256()
    for name, data in sorted(contents.items()):
        whole.update(f"{name}\0{len(data)}\0".encode())
        whole.update(data)
    return whole.hexdigest()


def read_lab_files(folder: Path, ignored: Iterable[str]) -> LabFiles:
    """Return the files in a lab's folder and below.

    Parameters
    ----------
    ignored
        Names of files and folders that nbgrader leaves out, with * and ?.

    Raises
    ------
    UsageError
        If they are too many or too large, or one cannot be read.
    """
    contents: dict[str, bytes] = {}
    size = 0
    try:
        for path in _below(folder, folder, tuple(ignored)):
            contents[path.relative_to(folder).as_posix()] = data = path.read_bytes()
            size += len(data)
            if len(contents) > MAX_FILES or size > MAX_BYTES:
                raise UsageError(
                    f"{folder} holds more than {MAX_FILES:,} files or "
                    f"{MAX_BYTES >> 20} MB beside the notebook: let students download "
                    f"large data, or add its name to c.CourseDirectory.ignore"
                )
    except OSError as error:
        raise UsageError(
            f"{error.filename} cannot be read: {error.strerror}"
        ) from error
    return LabFiles(contents)


def _below(folder: Path, top: Path, ignored: tuple[str, ...]) -> Iterator[Path]:
    if not folder.is_dir():
        return
    left_out = (*ignored, *_NO_DATA) if folder == top else ignored
    for path in sorted(folder.iterdir()):
        if any(fnmatch(path.name, pattern) for pattern in left_out):
            continue
        if path.is_dir():
            yield from _below(path, top, ignored)
        elif path.is_file():
            yield path


def may_lie_beside(name: str, lab: LabFiles) -> bool:
    """Return whether a student's file can lie there without hiding one of the lab's."""
    path = PurePosixPath(name)
    taken = {name, *map(str, path.parents)} - {"."}
    above = any(known.startswith(f"{name}/") for known in lab.contents)
    return (
        not path.is_absolute()
        and ".." not in path.parts
        and not (above or taken & lab.contents.keys())
    )

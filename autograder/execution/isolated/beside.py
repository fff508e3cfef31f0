"""The folder in which the files of labs lie for all processes that the grader starts.

Students' processes and tests may read it and nobody but the grader writes it: it is
mounted read-only, and Landlock leaves it out of what may be written.
"""

import os
import tempfile
import threading
from functools import lru_cache
from pathlib import Path

from autograder.course.lab_files import LabFiles


class FileStore:
    """The folder: one in it for each set of files, named by content."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="gradlab-files-")
        self.path = Path(self._folder.name).resolve()
        self._lock = threading.Lock()
        self._there: set[str] = set()

    def place(self, files: LabFiles) -> str:
        """Return the name of the folder with these files; empty if there are none."""
        name = files.digest
        with self._lock:
            if name and name not in self._there:
                for path, data in files.contents.items():
                    file = self.path / name / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(data)
                    file.chmod(0o444)
                self._there.add(name)
        return name

    def close(self) -> None:
        """Delete it."""
        self._folder.cleanup()


def link_all(folder: Path, files: Path) -> None:
    """Let all files of a lab appear in a folder, where more can be written."""
    folders, names = _tree(files)
    for name in folders:
        (folder / name).mkdir()
    for name in names:
        (folder / name).symlink_to(files / name)


@lru_cache(maxsize=8)
def _tree(files: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the folders, outer ones first, and the files below a folder."""
    folders: list[str] = []
    names: list[str] = []
    for place, inner, found in os.walk(files):
        here = Path(place).relative_to(files)
        folders += [str(here / name) for name in inner]
        names += [str(here / name) for name in found]
    return tuple(folders), tuple(names)

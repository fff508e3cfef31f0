"""What a student handed in beside the notebook: read, within bounds."""

import os
from collections.abc import Iterator
from pathlib import Path

MAX_FILES = 200
MAX_BYTES = 20 * 1024 * 1024
_MAX_ENTRIES = 2_000  # that are looked at
# What the exchange, nbgrader and Jupyter put there, and notebooks.
_NOT_THEIRS = ("timestamp.txt", "submission_secret.txt", "feedback", "__pycache__")
_CUT = "files beside the notebook were too many or too large; some were left out"


def extra_files(folder: Path) -> tuple[dict[str, bytes], str]:
    """Return the plain files in a submission's folder by path, and a note if some lack.

    Links, notebooks and what begins with a dot are none of them.
    """
    found: dict[str, bytes] = {}
    size = 0
    for count, entry in enumerate(_below(folder)):
        if count >= _MAX_ENTRIES:
            return found, _CUT
        try:
            length = entry.stat(follow_symlinks=False).st_size
            fits = len(found) < MAX_FILES and size + length <= MAX_BYTES
            if not fits:
                return found, _CUT
            data = Path(entry.path).read_bytes()
        except OSError:
            return found, _CUT
        size += len(data)
        found[Path(entry.path).relative_to(folder).as_posix()] = data
    return found, ""


def _below(folder: Path) -> Iterator["os.DirEntry[str]"]:
    folders = [str(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.name.startswith(".") or entry.name in _NOT_THEIRS:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file(follow_symlinks=False) and _is_data(entry.name):
                    yield entry


def _is_data(name: str) -> bool:
    return not name.endswith((".ipynb", ".pyc"))

"""Keeping what nbgrader's preprocessors make of a source, until that changes.

Importing them takes as long as all else that a command does which grades nothing. What
they make depends on the source, the configuration and nbgrader's edition alone.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from autograder.course.notebook import Notebook
from autograder.errors import AutograderError
from autograder.files import write_whole

_MOST = 8  # kept for a lab: notebooks of it, and a few editions of each

Made = tuple[Notebook, Notebook]


def kept(folder: Path, source: Notebook, config: Any, make: Callable[[], Made]) -> Made:
    """Return two notebooks that were made of a source before, or make and keep them.

    A file that is damaged, or cannot be written, costs time and nothing else.

    Parameters
    ----------
    folder
        Where a lab's are kept; it holds hidden tests.
    config
        All that their making may depend on beside the source.
    """
    file = folder / f"{_key(source, config)}.json"
    found = _read(file)
    if found is None:
        found = make()
        with suppress(AutograderError, OSError):
            write_whole(file, json.dumps(found))
            _forget_old(folder)
    return found


def _key(source: Notebook, config: Any) -> str:
    edition = metadata.version("nbgrader")
    about = json.dumps([source, config, edition], sort_keys=True, default=repr)
    return hashlib.sha256(about.encode()).hexdigest()


def _read(file: Path) -> Made | None:
    from nbformat import from_dict

    try:
        master, released = json.loads(file.read_bytes())
        return from_dict(master), from_dict(released)
    except (OSError, ValueError, TypeError):
        return None


def _forget_old(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for old in files[:-_MOST]:
        old.unlink()

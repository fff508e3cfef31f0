"""What is planted in a notebook for its tests: the student's seed, the lab's classes.

It travels in the metadata of the notebook that is run. The executor puts the seed
where `gradlab.check.seeded.rng` looks, in the process that runs the tests: hidden
inputs are a student's own, and the same at a regrade.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from autograder.lab import Notebook

SEED_VARIABLE = "GRADLAB_SEED"


def seed_for(student: str, lab: str) -> int:
    """Return the seed of a student in a lab, in [0, 2³²)."""
    both = json.dumps([student, lab]).encode()
    return int.from_bytes(hashlib.sha256(both).digest()[:4], "big")


def plant(notebook: Notebook, seed: int, classes: Iterable[str]) -> None:
    """Write both into a notebook that is to be run.

    Parameters
    ----------
    classes
        The names that the lab has for classes: under any other name, tests take a
        student's class for the function that belongs there.
    """
    notebook.metadata["gradlab"] = {"seed": seed, "classes": sorted(classes)}


def seed(notebook: Notebook) -> int:
    """Return the seed of a notebook; 0 where none was planted."""
    found = _planted(notebook).get("seed", 0)
    return found if isinstance(found, int) else 0


def classes(notebook: Notebook) -> frozenset[str] | None:
    """Return the names of the lab's classes; None where none were planted."""
    found = _planted(notebook).get("classes")
    return frozenset(found) if isinstance(found, list) else None


def _planted(notebook: Notebook) -> dict[str, Any]:
    found = notebook.metadata.get("gradlab")
    return found if isinstance(found, dict) else {}

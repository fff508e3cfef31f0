"""The seed of a student's hidden inputs: its own, and the same at a regrade.

It travels in the metadata of the notebook that is run; the executor puts it where
`gradlab.check.seeded.rng` looks, in the process that runs the tests.
"""

import hashlib
import json

from autograder.lab import Notebook

VARIABLE = "GRADLAB_SEED"


def derive(student: str, lab: str) -> int:
    """Return the seed of a student in a lab, in [0, 2³²)."""
    both = json.dumps([student, lab]).encode()
    return int.from_bytes(hashlib.sha256(both).digest()[:4], "big")


def plant(notebook: Notebook, seed: int) -> None:
    """Write the seed into a notebook that is to be run."""
    notebook.metadata["gradlab"] = {"seed": seed}


def planted(notebook: Notebook) -> int:
    """Return the seed of a notebook; 0 where none was planted."""
    known = notebook.metadata.get("gradlab", {})
    seed = known.get("seed", 0) if isinstance(known, dict) else 0
    return seed if isinstance(seed, int) else 0

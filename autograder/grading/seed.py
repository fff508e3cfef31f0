"""The seed of a student in a lab, from which hidden inputs are drawn.

The process that runs the tests keeps it where `gradlab.check.seeded` looks: hidden
inputs are a student's own, and the same at a regrade.
"""

import hashlib
import json


def seed_for(student: str, lab: str) -> int:
    """Return the seed of a student in a lab, in [0, 2³²)."""
    both = json.dumps([student, lab]).encode()
    return int.from_bytes(hashlib.sha256(both).digest()[:4], "big")

"""Hidden inputs that differ from student to student and are the same at a regrade.

A hidden test asks for them so::

    from gradlab.check import expect, seeded

    rng = seeded.rng()
    x = rng.normal(size=(3, 4))

The grader derives the seed from student and lab and records it. Elsewhere (Validate,
nbgrader without this course's configuration, an audit) it is 0: such a test still
runs, with the same inputs for everyone.
"""

import os

import numpy as np

VARIABLE = "GRADLAB_SEED"


def rng() -> np.random.Generator:
    """Return a new generator with the seed of the student whose lab is graded."""
    return np.random.default_rng(int(os.environ.get(VARIABLE, "0")))

"""The command line: reads what was asked, calls one module, prints, sets the exit code.

Exit codes: 0 done, 1 something could not be graded, 2 usage. Commands stand in groups,
a module each; `autograder --help` lists them in the order of the imports below. A
command imports what it calls when it runs: with all of it, `--help` would take 0.5 s of
processor time in place of 0.1 s.
"""

from autograder.cli import (  # noqa: F401  (registers them)
    course,
    grading,
    lms,
    pages,
    watching,
)
from autograder.cli.app import app

__all__ = ["app"]

"""Isolated grading: student code in a confined process, tests in another.

The parent (`executor`) starts two fork servers (`forkserver`): one inside the sandbox,
from which a process for each student is forked, and one for the tests. See
docs/engine.md for how a submission passes through.
"""

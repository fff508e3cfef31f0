"""Explorers: live pictures of the student's own functions.

Each takes functions of the student and returns a widget; see `docs/explorers.md`.
"""

from gradlab.explore.slope import slope

__all__ = ["slope"]

"""The formats in which marks leave; apart, since the command line names them first."""

from enum import StrEnum


class Format(StrEnum):
    """Where marks go."""

    CSV = "csv"
    CANVAS = "canvas"
    MOODLE = "moodle"

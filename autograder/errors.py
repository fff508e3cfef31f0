"""Every exception that the grader raises on purpose, in one tree.

A message says what was expected, what came, and the command or fix. A class of its own
is for what somebody catches by name; the rest is one of the first two.
"""


class AutograderError(Exception):
    """Something could not be done; what was finished before is kept.

    The command line shows the message alone.
    """

    exit_code = 1


class UsageError(AutograderError):
    """What was asked for cannot be done as asked."""

    exit_code = 2


class BrokenArchive(UsageError):
    """A file is not a zip, or could harm whoever unpacks it."""


class GradebookError(AutograderError):
    """The gradebook cannot be read or written."""


class Busy(AutograderError):
    """Another run is at work on the same results."""


class SubmissionRefused(AutograderError):
    """A submission cannot be graded; the message is the reason in its result."""


class ProcessFault(AutograderError):
    """A supervised process is gone or does not keep to the protocol."""


class ForkServerGone(AutograderError):
    """A fork server is gone; a new one can take over."""


class NoIsolation(UsageError):
    """No tier of isolation is available on this machine."""


class GraderLimit(AutograderError, TypeError):
    """A test needs something that cannot be had across the line: no fault of an answer.

    A kind of `TypeError`, as Python itself says of an object that cannot do something.
    """


class StudentLost(AutograderError):
    """The line to a student's process is of no more use; the test cannot go on."""


class WireError(StudentLost):
    """What came over the line is not a message within the limits."""


class StudentGone(StudentLost):
    """The other end of the line is closed."""


class StudentTimeout(StudentLost):
    """The student's code did not answer before the deadline."""

"""Every exception that the grader raises on purpose, in one tree.

A message says what was expected, what came, and the command or fix.
"""


class AutograderError(Exception):
    """Root of the grader's own exceptions; the command line shows the message alone."""


class UsageError(AutograderError):
    """What was asked for cannot be done as asked (exit code 2)."""


class CourseNotFound(UsageError):
    """No course folder here or above."""


class UnknownLab(UsageError):
    """No lab of that name in the course."""


class MissingFolder(UsageError):
    """A folder that was named, or is needed, does not exist."""


class BrokenLab(UsageError):
    """A lab's source notebook cannot serve as one."""


class BrokenKnownAnswer(UsageError):
    """A file of known answers cannot be run."""


class WouldLeak(UsageError):
    """A release would show students an answer or a hidden test."""


class WouldOverwrite(UsageError):
    """Work that nobody has kept elsewhere would be lost."""


class BrokenTable(UsageError):
    """A file is not CSV, or lacks the columns that are needed."""


class BrokenArchive(UsageError):
    """A file is not a zip, or could harm whoever unpacks it."""


class NotGraded(UsageError):
    """Something was asked about results that do not exist yet."""


class GradebookError(AutograderError):
    """The gradebook cannot be read or written."""


class NotWritten(AutograderError):
    """A file of results cannot be written; what was finished before is kept."""


class Busy(AutograderError):
    """Another run is at work on the same results."""


class NoCluster(UsageError):
    """No Dask cluster that can grade is available at an address."""


class ClusterLost(AutograderError):
    """A Dask cluster went away in the middle of a run."""


class SubmissionRefused(AutograderError):
    """A submission cannot be graded; the message is the reason in its result."""


class ProcessFault(AutograderError):
    """A supervised process is gone or does not keep to the protocol."""


class ForkServerGone(AutograderError):
    """A fork server of the servers is gone; a new one can take over."""


class NoIsolation(UsageError):
    """No tier of isolation is available on this machine."""


class StudentLost(AutograderError):
    """The line to a student's process is of no more use; the test cannot go on."""


class WireError(StudentLost):
    """What came over the line is not a message within the limits."""


class StudentGone(StudentLost):
    """The other end of the line is closed."""


class StudentTimeout(StudentLost):
    """The student's code did not answer before the deadline."""

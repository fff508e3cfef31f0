"""The exceptions that a check raises about a student's answer."""

from gradlab.words import lines, raised, shapes, spelling
from gradlab.words.mistakes import Mistake

_LONGEST = 300  # characters of Python's own message


class CheckFailed(AssertionError):
    """An answer broke its contract.

    Parameters
    ----------
    mistake
        The likely cause; its sentence is the first line of the message, and all that
        a feedback page may show when the test is hidden.
    detail
        What went in, what came out, what was expected: for the student in a visible
        check, for the instructor in a hidden test.
    """

    def __init__(self, mistake: Mistake, detail: str = "") -> None:
        super().__init__("\n".join(filter(None, (mistake.value, detail))))
        self.mistake = mistake

    def _render_traceback_(self) -> list[str]:
        """Show the message and its notes: the frames of a check teach nothing."""
        return [str(self), *getattr(self, "__notes__", [])]


class AnswerRaised(CheckFailed):
    """The student's own code raised an exception; the message says which and where."""


class NotWritten(CheckFailed, NotImplementedError):
    """The student's function still raises NotImplementedError."""

    def __init__(self, name: str, begun: bool = False) -> None:
        super().__init__(Mistake.NOT_WRITTEN)
        self.args = (raised.unwritten(name, begun),)


def in_words(error: BaseException, name: str, call: str = "") -> CheckFailed:
    """Return what to raise in place of an exception of the student's code.

    Parameters
    ----------
    name
        What the student is asked to write.
    call
        The call that raised it, as a student would type it.
    """
    place, kind = lines.place(error), type(error).__name__
    if isinstance(error, NotImplementedError):
        return NotWritten(place.function if place else name, lines.is_begun(error))
    said = " ".join(str(error).split())[:_LONGEST]
    story = [call, f"  raised    {kind}: {said}".rstrip(": ")]
    if place:
        there, hint = shapes.told(place), raised.hint(error, place.line)
        hint = hint or spelling.meant(error, place.frame)
        story += [f"  in        {place.line}"] if place.line else []
        story += [f"  where     {there}"] if there else []
        begin = lines.start(error)
        called = begin and begin.line != place.line
        story += [f"  called in {begin.line}"] if called and begin else []
        story += [f"  write     {hint}"] if hint else []
    return AnswerRaised(raised.cause(error), "\n".join(filter(None, story)))

"""The one exception that a check raises about a student's answer."""

from gradlab.check.mistakes import Mistake


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

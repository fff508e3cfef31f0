"""Three questions from earlier labs: ``recall.three("02_softmax")`` at a lab's start.

Which three depends on what went wrong earlier, as `gradlab.history` keeps it; without a
history they are always the same. Nobody is marked on them.
"""

from gradlab import history
from gradlab.study import bank
from gradlab.study.questions import Choice
from gradlab.study.shown import Shown

__all__ = ["Recall", "three"]


class Recall:
    """The questions that a lab begins with.

    Parameters
    ----------
    lab
        The name of the lab that begins; it asks about those before it.
    log
        Where answers are kept; by default the student's own record.
    """

    def __init__(self, lab: str, log: history.History | None = None) -> None:
        self.log = log or history.current()
        self.entries = bank.choose(bank.load(), lab, self.log.read())
        self.questions = [self._question(lab, entry) for entry in self.entries]
        names = [entry.name for entry in self.entries]
        if self.log.path is not None:  # a second run asks the same again
            self.log.change(lambda record: record.recall.update({lab: names}))

    def __repr__(self) -> str:
        """Return a line for each question."""
        return "\n".join(map(repr, self.questions))

    def _question(self, lab: str, entry: bank.Entry) -> Shown:
        asked = Choice(entry.ask, lambda: entry.answer, entry.why, entry.options)
        name = f"recall/{lab}/{entry.name}"
        return Shown(name, asked, kind="recall", lab=entry.lab, log=self.log)

    def _ipython_display_(self) -> None:
        """Show the questions one below the other."""
        from IPython.display import display  # tests are graded without IPython

        for question in self.questions:
            display(question)


def three(lab: str) -> Recall:
    """Return up to three questions from the labs before one, as ``02_softmax``."""
    return Recall(lab)

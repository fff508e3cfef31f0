"""Three questions from earlier labs: ``recall.three("02_softmax")`` at a lab's start.

Which three depends on what went wrong earlier, as `gradlab.history` keeps it; without a
history they are always the same. Nobody is marked on them.
"""

from functools import cached_property

from gradlab import history
from gradlab.study import bank
from gradlab.study.questions import ChoiceQuestion
from gradlab.study.shown import ShownPrediction, not_asked

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
        self.lab, self.log = lab, log or history.current()

    @cached_property
    def questions(self) -> list[ShownPrediction]:
        """The questions; a second run asks the same again."""
        entries = bank.choose(bank.load(), self.lab, self.log.read())
        names = [entry.name for entry in entries]
        if self.log.path is not None:
            self.log.change(lambda record: record.recall.update({self.lab: names}))
        return [self._question(entry) for entry in entries]

    def __repr__(self) -> str:
        """Return a line for each question."""
        return "\n".join(map(repr, self.questions))

    def _question(self, entry: bank.BankQuestion) -> ShownPrediction:
        asked = ChoiceQuestion(
            entry.ask, lambda: entry.answer, entry.why, entry.options
        )
        name = f"recall/{self.lab}/{entry.name}"
        kind, lab = history.RECALL, entry.lab
        return ShownPrediction(name, asked, kind=kind, lab=lab, log=self.log)

    def _ipython_display_(self) -> None:
        """Show the questions one below the other."""
        from IPython.display import display  # tests are graded without IPython

        if history.is_graded():
            display(not_asked("recall"), raw=True)
            return
        for question in self.questions:
            display(question)


def three(lab: str) -> Recall:
    """Return up to three questions from the labs before one, as ``02_softmax``."""
    return Recall(lab)

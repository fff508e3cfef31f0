"""One question and what is kept of it: committed once, judged when it can be."""

from dataclasses import replace
from typing import Any

from gradlab import history
from gradlab.study import texts
from gradlab.study.questions import Question, Unknown


class Prediction:
    """A question that a student answers before the answer shows.

    Parameters
    ----------
    name
        Unique in the course; what is committed is kept under it.
    question
        What is asked, and how it is judged.
    concept, kind, lab
        As in `history.KeptPrediction`; by default those of the lab and of the question.
    log
        Where it is kept; by default the student's own record.
    """

    def __init__(
        self,
        name: str,
        question: Question,
        concept: str = "",
        kind: str = "",
        lab: str = "",
        log: history.History | None = None,
    ) -> None:
        self.name, self.question = name, question
        self.lab = lab or history.lab()
        self.kind = kind or question.kind
        self.concept = concept or history.topic(self.lab)
        self.log = log or history.current()

    @property
    def given(self) -> str:
        """What was committed, empty if nothing was or the question has changed."""
        kept = self.log.read().predictions.get(self.name)
        try:
            self.question.read(kept.given if kept else "")
        except ValueError:
            return ""
        return kept.given if kept else ""

    @property
    def called(self) -> str:
        """What a student gives: an answer where nothing is foretold."""
        return "your answer" if self.kind == history.RECALL else "your prediction"

    def commit(self, given: str) -> None:
        """Keep what a student gave; it stands from now on.

        Raises
        ------
        ValueError
            If it cannot be read; the message is for the student.
        """
        self.question.read(given)
        asked = self.question.text
        self._keep(
            history.KeptPrediction(
                self.lab, self.concept, self.kind, given, asked=asked
            )
        )
        self.settle()

    def settle(self) -> None:
        """Judge what was committed, unless that is done or cannot be done yet."""
        kept = self.log.read().predictions.get(self.name)
        if kept is None or kept.right is not None or not self.given:
            return
        try:
            truth = self.question.truth()
        except Unknown:
            return
        found = self.question.judge(self.question.read(kept.given), truth)
        words = self.question.words(truth)
        self._keep(replace(kept, truth=words, right=found.right, off=found.off))

    def verdict(self, truth: Any) -> str:
        """Return one sentence that compares what was committed with the answer."""
        guess = self.question.read(self.given)
        found = self.question.judge(guess, truth)
        said, right = self.question.words(guess), self.question.words(truth)
        if found.off is None:
            said, right = f"“{said}”", f"“{right}”"
        words = [f"You said {said}", f"the answer is {right}"]
        end = "Right." if found.right else "Not so."
        if found.off is not None:
            how = f"{abs(found.off):.0%} of the range away"
            end = f"Right: {how}." if found.right else f"Not near: {how}."
        return f"{'; '.join(words)}. {end}"

    def why(self, truth: Any) -> str:
        """Return the explanation as HTML, with the answer in it."""
        text = texts.filled(self.question.why, truth, self.question.words(truth))
        return texts.to_html(text) if text else ""

    def __repr__(self) -> str:
        """Return one line, the same at each run."""
        return f"prediction {self.name}: {texts.plain(self.question.text)}"

    def _keep(self, made: history.KeptPrediction) -> None:
        self.log.change(lambda record: record.predictions.update({self.name: made}))

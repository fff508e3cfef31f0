"""The widget of a prediction: the question, where to write it, the result."""

from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from gradlab.explore.core.ink import ALARM_PAPER, INK
from gradlab.explore.core.still import STILL_CSS
from gradlab.study import drawing, texts
from gradlab.study.prediction import Prediction
from gradlab.study.questions import ChoiceQuestion, PlaceQuestion, Question, Unknown

HERE = Path(__file__).parent


class EntryForm(anywidget.AnyWidget):
    """Where a student writes, chooses or points, and the button that commits.

    Parameters
    ----------
    question
        What is asked for.
    called
        What a student gives, in words.
    """

    _esm = (HERE / "entry.js").read_text("utf-8")
    _css = (HERE / "entry.css").read_text("utf-8")
    kind = traitlets.Unicode().tag(sync=True)
    options = traitlets.List().tag(sync=True)  # [text, the same as HTML] of each
    picture = traitlets.Unicode().tag(sync=True)
    axes = traitlets.Dict().tag(sync=True)
    called = traitlets.Unicode().tag(sync=True)
    given = traitlets.Unicode().tag(sync=True)  # what was committed; then it is closed

    def __init__(self, question: Question, called: str) -> None:
        super().__init__(kind=question.kind, called=called.capitalize())
        if isinstance(question, ChoiceQuestion):
            self.options = [[one, texts.in_line(one)] for one in question.options]
        if isinstance(question, PlaceQuestion):
            self.picture = drawing.sheet(question)
            self.axes = {
                "box": drawing.BOX,
                "x": question.x,
                "y": question.y,
                "labels": question.labels,
            }

    def __repr__(self) -> str:
        """Return a text that is the same at each run."""
        return f"entry of a {self.kind}"


class Card(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """One question; after Commit its answer, with the prediction drawn beside it.

    Parameters
    ----------
    prediction
        What is asked, and where it is kept.
    """

    def __init__(self, prediction: Prediction) -> None:
        self.prediction = prediction
        style = ipywidgets.HTML(f"<style>{STILL_CSS}</style>")
        style.layout.display = "none"
        question = ipywidgets.HTMLMath(texts.to_html(prediction.question.text))
        self.entry = EntryForm(prediction.question, prediction.called)
        self.entry.on_msg(self._answer)
        self.result = ipywidgets.HTMLMath()
        super().__init__([style, question, self.entry, self.result])
        self.layout.max_width, self.layout.padding = "640px", "4px 12px"
        self.add_class("gradlab-live")
        self.add_class("gradlab-prediction")
        prediction.settle()
        if prediction.given:
            self._unfold(aloud=False)

    def commit(self, given: str) -> None:
        """Commit what a student gave, once, and unfold the answer."""
        if self.entry.given:
            return
        try:
            self.prediction.commit(given)
        except ValueError as error:
            self.result.value = _notice(str(error))
            return
        self._unfold(aloud=True)

    def _answer(self, _entry: object, content: object, _buffers: object) -> None:
        if isinstance(content, dict) and "commit" in content:
            self.commit(str(content["commit"]))

    def _unfold(self, *, aloud: bool) -> None:
        """Show the answer, and take no other prediction."""
        self.entry.given = self.prediction.given
        trouble = self.prediction.log.take_trouble()
        shown = _result(self.prediction, aloud=aloud)
        self.result.value = shown + (_notice(trouble) if trouble else "")


def _result(prediction: Prediction, *, aloud: bool) -> str:
    """Return the answer as HTML; screen readers say it at once if `aloud`."""
    question = prediction.question
    guess: Any = question.read(prediction.given)
    try:
        truth = question.truth()
    except Unknown as unknown:
        return _notice(f"Kept: {question.words(guess)}. {unknown}")
    said = texts.in_line(prediction.verdict(truth))
    role = ' role="alert"' if aloud else ""
    drawn = drawing.beside(question, guess, truth, prediction.called)
    return f"<p{role}><strong>{said}</strong></p>{drawn}{prediction.why(truth)}"


def _notice(words: str) -> str:
    style = f"background: {ALARM_PAPER}; color: {INK}; padding: .3em .6em"
    return f'<p role="alert" style="{style}">{texts.in_line(words)}</p>'

"""The widget of a prediction: the question, the entry, Commit, the result."""

from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from gradlab.explore.core.ink import ALARM_PAPER, INK
from gradlab.explore.core.still import STILL_CSS
from gradlab.study import drawing, texts
from gradlab.study.prediction import Prediction
from gradlab.study.questions import Choice, Place, Unknown

HERE = Path(__file__).parent


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
        self.entry = _entry(prediction)
        self.commit = ipywidgets.Button(description="Commit", button_style="primary")
        self.commit.on_click(self._commit)
        self.entry.on_enter(self._commit)
        self.result = ipywidgets.HTMLMath()
        question = ipywidgets.HTMLMath(texts.to_html(prediction.question.text))
        parts = [style, question, *self.entry.parts, self.commit, self.result]
        super().__init__(parts)
        self.layout.max_width, self.layout.padding = "640px", "4px 12px"
        self.add_class("gradlab-live")
        self.add_class("gradlab-prediction")
        prediction.settle()
        if prediction.given:
            self.entry.show(prediction.given)
            self._unfold(aloud=False)

    def _commit(self, _source: object = None) -> None:
        if self.commit.disabled:
            return
        try:
            self.prediction.commit(self.entry.given)
        except ValueError as error:
            self.result.value = _notice(str(error))
            return
        self._unfold(aloud=True)

    def _unfold(self, *, aloud: bool) -> None:
        """Show the answer, and take no other prediction."""
        self.commit.disabled = True
        self.commit.layout.display = "none"
        self.entry.close()
        trouble = self.prediction.log.take_trouble()
        shown = _result(self.prediction, aloud=aloud)
        self.result.value = shown + (_notice(trouble) if trouble else "")


class _Field:
    """A line to write in; its Enter commits."""

    def __init__(self, prediction: Prediction) -> None:
        self.field = ipywidgets.Text(
            description="Your prediction",
            placeholder="a number",
            continuous_update=True,
        )
        self.field.style.description_width = "initial"
        self.parts = [self.field]

    @property
    def given(self) -> str:
        return str(self.field.value)

    def on_enter(self, commit: Any) -> None:
        self.field.on_msg(
            lambda _, content, __: content.get("event") == "submit" and commit()
        )

    def show(self, given: str) -> None:
        self.field.value = given

    def close(self) -> None:
        self.field.disabled = True


class _Options:
    """The options, none of them chosen at first; arrows move, Commit commits."""

    def __init__(self, prediction: Prediction) -> None:
        assert isinstance(prediction.question, Choice)
        self.buttons = ipywidgets.RadioButtons(
            options=prediction.question.options,
            value=None,
            description="Your prediction",
            layout={"width": "auto"},
        )
        self.buttons.style.description_width = "initial"
        self.parts = [self.buttons]

    @property
    def given(self) -> str:
        return str(self.buttons.value or "")

    def on_enter(self, commit: Any) -> None:
        """Leave Enter alone: it would commit while somebody still looks around."""

    def show(self, given: str) -> None:
        self.buttons.value = given

    def close(self) -> None:
        self.buttons.disabled = True


class Pad(anywidget.AnyWidget):
    """A picture; a click gives a place on it, in the picture's own units."""

    _esm = (HERE / "pad.js").read_text("utf-8")
    picture = traitlets.Unicode().tag(sync=True)
    clicked = traitlets.List().tag(sync=True)


class _Mark:
    """Two numbers for the keyboard and the picture for the mouse: one place."""

    def __init__(self, prediction: Prediction) -> None:
        assert isinstance(prediction.question, Place)
        self.question = prediction.question
        self.pad = Pad()
        self.fields = [
            ipywidgets.BoundedFloatText(
                value=(ends[0] + ends[1]) / 2,
                min=ends[0],
                max=ends[1],
                step=(ends[1] - ends[0]) / 50,
                description=label,
            )
            for label, ends in zip(
                self.question.labels, (self.question.x, self.question.y), strict=True
            )
        ]
        self.moved = False
        self._draw()
        for field in self.fields:
            field.style.description_width = "initial"
            field.layout.width = "12em"
            field.observe(self._move, "value")
        self.pad.observe(self._click, "clicked")
        hint = ipywidgets.HTML("Click on the picture, or write the two numbers.")
        self.parts = [self.pad, hint, ipywidgets.HBox(self.fields)]

    @property
    def given(self) -> str:
        return self._text if self.moved else ""

    def on_enter(self, commit: Any) -> None:
        """Leave Enter alone: it ends the writing of one of two numbers."""

    def show(self, given: str) -> None:
        for field, value in zip(self.fields, self.question.read(given), strict=True):
            field.value = value

    def close(self) -> None:
        self.pad.close()
        for field in self.fields:
            field.disabled = True

    @property
    def _text(self) -> str:
        return "; ".join(f"{field.value:.6g}" for field in self.fields)

    def _click(self, change: Any) -> None:
        ends = (self.question.x, self.question.y)
        shares = drawing.share_of(*change["new"])
        for field, (low, high), share in zip(self.fields, ends, shares, strict=True):
            field.value = float(f"{low + share * (high - low):.4g}")
        self._move()

    def _move(self, _change: object = None) -> None:
        self.moved = True
        self._draw()

    def _draw(self) -> None:
        guess = self.question.read(self._text) if self.moved else None
        self.pad.picture = drawing.picture(self.question, guess, None)


def _entry(prediction: Prediction) -> Any:
    kinds = {Choice: _Options, Place: _Mark}
    return kinds.get(type(prediction.question), _Field)(prediction)


def _result(prediction: Prediction, *, aloud: bool) -> str:
    """Return the answer as HTML; screen readers say it at once if `aloud`."""
    question = prediction.question
    guess = question.read(prediction.given)
    try:
        truth = question.truth()
    except Unknown as unknown:
        kept = f"Kept: {question.words(guess)}. {unknown}"
        return _notice(kept)
    said = texts.in_line(prediction.verdict())
    role = ' role="alert"' if aloud else ""
    return (
        f"<p{role}><strong>{said}</strong></p>"
        f"{drawing.beside(question, guess, truth)}{prediction.why(truth)}"
    )


def _notice(words: str) -> str:
    style = f"background: {ALARM_PAPER}; color: {INK}; padding: .3em .6em"
    return f'<p role="alert" style="{style}">{texts.in_line(words)}</p>'

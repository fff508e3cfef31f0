"""The form for places without a kernel: the question, and its answer in a fold."""

from gradlab.explore.core.still import STILL_CSS
from gradlab.study import drawing, texts
from gradlab.study.prediction import Prediction
from gradlab.study.questions import ChoiceQuestion, PlaceQuestion, Unknown

SUMMARY = "Say your answer aloud or write it down. Then open this for the course's."


def bundle(shown: Prediction) -> dict[str, str]:
    """Return a display bundle that is the same at each run."""
    body = f"{texts.to_html(shown.question.text)}{_offered(shown)}{_answer(shown)}"
    return {
        "text/plain": repr(shown),
        "text/html": (
            f"<style>{STILL_CSS}</style>"
            f'<div class="gradlab-still gradlab-prediction">{body}</div>'
        ),
    }


def _offered(shown: Prediction) -> str:
    """Return what there is to choose from, or the picture to point at."""
    if isinstance(shown.question, ChoiceQuestion | PlaceQuestion):
        return drawing.beside(shown.question, None, None)
    return ""


def _answer(shown: Prediction) -> str:
    try:
        truth = shown.question.truth()
    except Unknown as unknown:
        return f"<p>{texts.in_line(str(unknown))}</p>"
    inside = drawing.beside(shown.question, None, truth) + shown.why(truth)
    return f"<details><summary>{SUMMARY}</summary>{inside}</details>"

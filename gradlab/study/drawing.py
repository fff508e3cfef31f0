"""Prediction and answer beside each other, as SVG and HTML.

A prediction is a ring, an answer a filled diamond, and words stand at both: colour is
never alone. Text takes the page's colour, so that it fits a dark theme.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from gradlab.explore.core.ink import BLUE, VERMILION
from gradlab.study.questions import (
    ChoiceQuestion,
    NumberQuestion,
    PlaceQuestion,
    Question,
)
from gradlab.study.texts import in_line

ANSWER = "answer"
BOX = LEFT, TOP, WIDTH, HEIGHT = 46, 12, 300, 190  # a picture's axes, in its units
_LINE, _EDGE = 420, 24  # length of the number line, and what stays free at its ends


def beside(question: Question, guess: Any, truth: Any, called: str = "") -> str:
    """Return HTML of a guess, called so, and an answer; None leaves one of them out."""
    if isinstance(question, NumberQuestion):
        return number_line(question, guess, truth, called)
    if isinstance(question, PlaceQuestion):
        return picture(question, guess, truth, called)
    assert isinstance(question, ChoiceQuestion)
    return options(question, guess, truth, called)


def number_line(
    question: NumberQuestion, guess: float | None, truth: float | None, called: str = ""
) -> str:
    """Return the line with the prediction above it and the answer below."""
    ends = [(0.0, question.low, "start"), (1.0, question.high, "end")]
    parts = [_stroke(_EDGE, 48, _EDGE + _LINE, 48)]
    for share, value, anchor in ends:
        at = _EDGE + share * _LINE
        parts += [_stroke(at, 43, at, 53)]
        parts += [_text(at, 92, question.words(value), anchor)]
    told = []
    if guess is not None:
        at, beyond = _on_line(question, guess)
        parts += [
            ring(at, 48),
            _label(at, 24, f"{called} {question.words(guess)}{beyond}"),
        ]
        told.append(f"{called} {question.words(guess)}")
    if truth is not None:
        at, beyond = _on_line(question, truth)
        words = f"{ANSWER} {question.words(truth)}{beyond}"
        parts += [diamond(at, 48), _label(at, 74, words)]
        told.append(f"{ANSWER} {question.words(truth)}")
    about = f"A line from {question.words(question.low)} to "
    about += f"{question.words(question.high)}: {', '.join(told) or 'empty'}."
    return svg(2 * _EDGE + _LINE, 98, about, parts)


def options(
    question: ChoiceQuestion, guess: int | None, truth: int | None, called: str = ""
) -> str:
    """Return the options as a list with marks; with bars if they have lengths."""
    lengths = question.lengths() if truth is not None else []
    longest = max(lengths, default=0.0)
    rows = []
    for index, option in enumerate(question.options):
        marks = [_mark("○", called, BLUE)] if index == guess else []
        marks += [_mark("◆", ANSWER, VERMILION)] if index == truth else []
        row = f"{in_line(option)} {' '.join(marks)}"
        if lengths:
            share = max(0.0, lengths[index]) / longest if longest > 0 else 0.0
            row += _bar(share, lengths[index])
        rows.append(f'<li style="margin: .25em 0">{row}</li>')
    return f"<ul>{''.join(rows)}</ul>"


def picture(
    question: PlaceQuestion,
    guess: tuple[float, float] | None,
    truth: tuple[float, float] | None,
    called: str = "",
) -> str:
    """Return the axes, the curve and a mark at either place; words stand below."""
    parts, legend, told = _behind(question), [], []
    marks = [(called, guess, ring, "○", BLUE), (ANSWER, truth, diamond, "◆", VERMILION)]
    for name, value, mark, sign, colour in marks:
        if value is not None:
            words = f"{name} {question.words(value)}"
            parts.append(mark(*_on_picture(_inside(question.shares(value)))))
            legend.append(_mark(sign, words, colour))
            told.append(words)
    below = f"<p>{' &emsp; '.join(legend)}</p>" if legend else ""
    return _axes(question, parts, ", ".join(told) or "No mark") + below


def sheet(question: PlaceQuestion) -> str:
    """Return the axes and the curve with a ring that the browser moves."""
    parts = [*_behind(question), ring(LEFT, TOP)]
    return _axes(question, parts, "A place to mark")


def _axes(question: PlaceQuestion, parts: Sequence[str], told: str) -> str:
    across, upwards = question.labels
    about = f"Axes: {across} from {question.x[0]:g} to {question.x[1]:g}, {upwards} "
    about += f"from {question.y[0]:g} to {question.y[1]:g}. {told}."
    return svg(LEFT + WIDTH + 24, TOP + HEIGHT + 44, about, parts)


def _behind(question: PlaceQuestion) -> list[str]:
    """Return the axes and the curve."""
    parts = [_frame(), *_axis_words(question)]
    if curve := question.points():
        points = " ".join(f"{x * WIDTH:.1f},{(1 - y) * HEIGHT:.1f}" for x, y in curve)
        parts.append(  # a picture in the picture: it cuts what leaves the axes
            f'<svg x="{LEFT}" y="{TOP}" width="{WIDTH}" height="{HEIGHT}"><polyline '
            f'points="{points}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
            f"</svg>"
        )
    return parts


def svg(width: float, height: float, about: str, parts: Sequence[str]) -> str:
    """Return a picture that shrinks with the page and says what it shows."""
    return (
        f'<svg role="img" aria-label="{escape(about)}" viewBox="0 0 {width:g} '
        f'{height:g}" style="width: 100%; max-width: {width:g}px; display: block" '
        f'font-family="sans-serif" font-size="13">{"".join(parts)}</svg>'
    )


def ring(x: float, y: float) -> str:
    """Return the mark of a prediction."""
    return (
        f'<circle class="gradlab-guess" cx="{x:.1f}" cy="{y:.1f}" r="8" fill="none" '
        f'stroke="{BLUE}" stroke-width="3"/>'
    )


def diamond(x: float, y: float) -> str:
    """Return the mark of an answer."""
    corners = f"{x:.1f},{y - 6:.1f} {x + 6:.1f},{y:.1f} {x:.1f},{y + 6:.1f} "
    corners += f"{x - 6:.1f},{y:.1f}"
    return f'<polygon class="gradlab-truth" points="{corners}" fill="{VERMILION}"/>'


def _on_line(question: NumberQuestion, value: float) -> tuple[float, str]:
    share = question.share(value)
    beyond = " ←" if share < 0 else " →" if share > 1 else ""
    return _EDGE + min(max(share, 0.0), 1.0) * _LINE, beyond


def _on_picture(shares: tuple[float, float]) -> tuple[float, float]:
    return LEFT + shares[0] * WIDTH, TOP + (1 - shares[1]) * HEIGHT


def _inside(shares: tuple[float, float]) -> tuple[float, float]:
    x, y = (min(max(share, 0.0), 1.0) for share in shares)
    return x, y


def _frame() -> str:
    return (
        f'<rect x="{LEFT}" y="{TOP}" width="{WIDTH}" height="{HEIGHT}" '
        f'fill="transparent" stroke="currentColor" stroke-opacity="0.5"/>'
    )


def _axis_words(question: PlaceQuestion) -> list[str]:
    low, right, bottom = TOP + HEIGHT + 18, LEFT + WIDTH, TOP + HEIGHT
    return [
        _text(LEFT, low, f"{question.x[0]:g}", "middle"),
        _text(right, low, f"{question.x[1]:g}", "middle"),
        _text(LEFT + WIDTH / 2, low + 18, question.labels[0], "middle"),
        _text(LEFT - 6, bottom, f"{question.y[0]:g}", "end"),
        _text(LEFT - 6, TOP + 10, f"{question.y[1]:g}", "end"),
        _text(LEFT - 6, TOP + HEIGHT / 2, question.labels[1], "end"),
    ]


def _stroke(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1}" x2="{x2:.1f}" y2="{y2}" '
        f'stroke="currentColor" stroke-width="1.5"/>'
    )


def _label(x: float, y: float, words: str) -> str:
    return _text(x, y, words, _anchor(x, _EDGE, _LINE))


def _anchor(x: float, left: float, width: float) -> str:
    share = (x - left) / width
    return "start" if share < 0.3 else "end" if share > 0.7 else "middle"


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">'
        f"{escape(words, quote=False)}</text>"
    )


def _mark(sign: str, words: str, colour: str) -> str:
    return (
        f'<strong style="white-space: nowrap"><span aria-hidden="true" '
        f'style="color: {colour}">{sign}</span> {words}</strong>'
    )


def _bar(share: float, value: float) -> str:
    return (
        f'<div style="display: flex; gap: .5em; align-items: center">'
        f'<div style="width: {65 * share:.1f}%; height: .8em; background: {BLUE}">'
        f"</div><span>{value:.3g}</span></div>"
    )

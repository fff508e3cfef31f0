"""How often predictions were right, and how far off."""

from collections.abc import Sequence
from dataclasses import dataclass

from gradlab import history
from gradlab.history import KeptPrediction
from gradlab.study.texts import LEFT, in_line, plain

NOTHING = "No prediction is committed yet. This cell shows how they went; run it again."
NUMBER = "number"
_HALF = 200  # pixels from the middle of the picture to an error of the whole line


@dataclass(frozen=True)
class Calibration:
    """The judged predictions of a lab or of the course.

    Parameters
    ----------
    judged
        By name, in the order in which they were committed.
    """

    judged: dict[str, KeptPrediction]

    @property
    def summary(self) -> str:
        """How often right, how far off and to which side, in words."""
        if not self.judged:
            return NOTHING
        found = self.judged.values()
        right, count = sum(bool(one.right) for one in found), len(self.judged)
        words = (
            f"{right} of {count} predictions {'was' if right == 1 else 'were'} right."
        )
        signed = [one.off for one in found if one.off is not None]
        if not signed:
            return words
        mean = sum(map(abs, signed)) / len(signed)
        return f"{words} Numbers and places: {mean:.0%} of the range away on average."

    def __repr__(self) -> str:
        """Return the summary, and a line for each prediction."""
        return "\n".join([self.summary, *map(_line, self.judged.items())])

    def _repr_html_(self) -> str:
        if not self.judged:
            return f"<p>{NOTHING}</p>"
        rows = "".join(map(_row, self.judged.items()))
        heads = ("question", "you said", "answer", "", "how far off")
        head = "".join(f'<th scope="col" {LEFT}>{words}</th>' for words in heads)
        return (
            f"<p><strong>{self.summary}</strong></p>{_picture(self.judged)}"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )


def calibration(lab: str = "", log: history.History | None = None) -> Calibration:
    """Return how the predictions of a lab went; of the whole course without a name."""
    found = (log or history.current()).read().predictions
    judged = {
        name: one
        for name, one in found.items()
        if one.right is not None and one.kind != history.RECALL and lab in ("", one.lab)
    }
    return Calibration(judged)


def _line(named: tuple[str, KeptPrediction]) -> str:
    name, one = named
    asked = plain(_question(name, one))
    return f"{asked} You said {one.given}, answer {one.truth}: {_verdict(one)}"


def _question(name: str, one: KeptPrediction) -> str:
    """Return what was asked; of old files the prediction's name is all there is."""
    return one.asked or f"{name.replace('_', ' ')}."


def _verdict(one: KeptPrediction) -> str:
    return "right" if one.right else "not right"


def _row(named: tuple[str, KeptPrediction]) -> str:
    name, one = named
    off = "" if one.off is None else f"{abs(one.off):.0%}"
    sign = "✓" if one.right else "✗"
    cells = (one.given, one.truth, f"{sign} {_verdict(one)}", off)
    rest = "".join(f"<td {LEFT}>{in_line(words)}</td>" for words in cells)
    asked = in_line(_question(name, one))
    return f'<tr><th scope="row" {LEFT}>{asked}</th>{rest}</tr>'


def _picture(judged: dict[str, KeptPrediction]) -> str:
    """Return the errors as marks around a middle: too low left, too high right."""
    from gradlab.study import drawing  # grading shows no picture

    errors = [one for one in judged.values() if one.kind == NUMBER]
    if not errors:
        return ""
    middle = _HALF + 20
    parts = [
        f'<line x1="20" x2="{middle + _HALF}" y1="30" y2="30" stroke="currentColor"/>',
        f'<line x1="{middle}" x2="{middle}" y1="12" y2="48" stroke="currentColor"/>',
        '<text x="20" y="66" fill="currentColor">too low</text>',
        f'<text x="{middle}" y="66" text-anchor="middle" fill="currentColor">'
        f"the answer</text>",
        f'<text x="{middle + _HALF}" y="66" text-anchor="end" fill="currentColor">'
        f"too high</text>",
    ]
    parts += _marks(errors, middle)
    about = "Errors of your numbers around the answer; right ones are diamonds, "
    about += "the others rings. The table below has each."
    return drawing.svg(2 * middle, 76, about, parts)


def _marks(errors: Sequence[KeptPrediction], middle: float) -> list[str]:
    from gradlab.study import drawing  # grading shows no picture

    at = ((one, middle + _HALF * max(-1, min(1, one.off or 0))) for one in errors)
    return [(drawing.diamond if one.right else drawing.ring)(x, 30) for one, x in at]

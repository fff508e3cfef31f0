"""Marking written answers in JupyterLab, by keyboard.

    from autograder import marking

    marking.open("01")

shows one question at a time with its rubric. Answers that are alike are marked by one
decision; see `autograder.gradebook.alike`. Marks and comments go into nbgrader's
gradebook at once, and Formgrader may be used in turn.
"""

from html import escape
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import anywidget
import ipywidgets
import traitlets

from autograder.course.course import Course
from autograder.errors import AutograderError
from autograder.gradebook.alike import differences, normalised
from autograder.gradebook.marking_round import AnswerGroup, MarkingRound
from autograder.gradebook.written import WrittenAnswer
from autograder.plugins.filters import clean_markdown

HERE = Path(__file__).parent
_LETTERS = ascii_lowercase[:20]  # of as many comments; more, nobody looks through
_NAMED = 3  # students of a group who are named before they are counted


class MarkingKeys(anywidget.AnyWidget):
    """Points, comments and the way through the answers: buttons, fields and keys.

    Attributes
    ----------
    state
        What is shown; its `serial` is another one for each group shown, and comes back
        with each message: what was meant for an earlier answer counts for none.
    """

    _esm = (HERE / "marking.js").read_text("utf-8")
    _css = (HERE / "marking.css").read_text("utf-8")
    state = traitlets.Dict().tag(sync=True)
    fresh = traitlets.Bool(True).tag(sync=True)  # has not had the keyboard yet

    def __repr__(self) -> str:
        """Return a short text, for where there is no browser."""
        return "keys for marking"


class MarkingDesk(ipywidgets.Box):  # type: ignore[misc]  # ipywidgets is untyped
    """One round of marking: the answers on one side, question and rubric on the other.

    Parameters
    ----------
    marking
        Where it stands, and what writes the marks.
    anonymous
        Whether no student is named.
    """

    def __init__(self, marking: MarkingRound, *, anonymous: bool = False) -> None:
        self._round, self._anonymous = marking, anonymous
        self._serial = 0
        self.answers = ipywidgets.HTMLMath()
        self.asked = ipywidgets.HTMLMath()
        self.entry = MarkingKeys()
        self.entry.on_msg(self._act)
        sides = [ipywidgets.VBox([self.answers, self.entry]), self.asked]
        super().__init__(sides)
        self.add_class("gradlab-marking")
        self._show("; ".join(marking.notes))

    def __repr__(self) -> str:
        """Return how much is left, for where there is no browser."""
        return f"marking: {self._round.left()} decisions left"

    def _act(self, _keys: object, content: Any, _buffers: object) -> None:
        """Do what a button or key asks for, unless the answer is another by now."""
        if not isinstance(content, dict) or content.get("serial") != self._serial:
            return
        try:
            said = self._do(str(content.get("act")), content)
        except AutograderError as error:
            self._show(str(error), alarm=True)
        else:
            self._show(said)

    def _do(self, act: str, content: dict[str, Any]) -> str:
        """Return what is to be said of it."""
        if act == "give":
            given = self._round.decide(content["points"], str(content["comment"]))
            return given or f"Gave {content['points']}."
        if act == "undo":
            return self._round.undo() or "Taken back."
        if act == "move":
            self._round.move(1 if content["by"] > 0 else -1)
        if act == "apart":
            self._round.take_apart()
            return "Each wording is now marked by itself."
        if act == "turn":
            self._round.turn_to(str(content["question"]))
        return ""

    def _show(self, said: str = "", *, alarm: bool = False) -> None:
        """Show the group that is looked at; the answers first, then their keys."""
        group, question = self._round.current, self._round.question
        self.answers.value = _answers(group)
        asked = _asked(self._round)
        if self.asked.value != asked:
            self.asked.value = asked
        self._serial += 1
        marked, of = self._round.counts()
        self.entry.state = {
            "serial": self._serial,
            "questions": [
                [one.grade_id, f"{number}. {one.title}"]
                for number, one in enumerate(self._round.questions.values(), 1)
            ],
            "question": question.grade_id,
            "top": question.max_score,
            "marked": marked,
            "of": of,
            "left": self._round.left(),
            "who": self._who(group),
            "given": _given(group),
            "comment": group.given.comment if group else "",
            "comments": list(zip(_LETTERS, self._round.comments(), strict=False)),
            "apart": bool(group and not group.decided and len(group.variants) > 1),
            "undo": self._round.can_undo,
            "notebook": group.answers[0].notebook if group else "",
            "said": said,
            "alarm": alarm,
        }

    def _who(self, group: AnswerGroup | None) -> str:
        if group is None:
            return ""
        number = len(group.answers)
        count = "1 answer" if number == 1 else f"{number} answers"
        if self._anonymous:
            return count
        names = sorted(answer.student for answer in group.answers)
        more = f" and {number - _NAMED} more" if number > _NAMED else ""
        return f"{count}: {', '.join(names[:_NAMED])}{more}"


def open(  # noqa: A001  (marking.open is what people say)
    lab: str,
    question: str | None = None,
    *,
    anonymous: bool = False,
    again: bool = False,
    folder: Path | str = ".",
    db: str | None = None,
) -> MarkingDesk:
    """Show a lab's written answers that wait for a mark.

    Parameters
    ----------
    lab
        By name or number: ``"01"``.
    question
        The grade_id of the one to begin with.
    anonymous
        Whether no student is named.
    again
        Whether answers that have a mark are shown, too.
    folder
        In the course.
    db
        The gradebook's address; None takes the configuration's.

    Raises
    ------
    UsageError
        If there is no such course, lab or question.
    GradebookError
        If the gradebook cannot be read.
    """
    course = Course.find(Path(folder), db)
    marking = MarkingRound(course, course.lab(lab), question, again=again)
    return MarkingDesk(marking, anonymous=anonymous)


def _asked(marking: MarkingRound) -> str:
    question = marking.question
    rubric = question.rubric or "This question's source has no rubric."
    return (
        f'<section class="gradlab-asked" aria-label="Question and rubric">'
        f"<h3>{escape(question.title)}, {question.max_score:g} points</h3>"
        f"{_html(rubric)}<h4>Question</h4>{_html(question.asked)}"
        f"<h4>Model answer</h4>{_html(question.model_answer)}</section>"
    )


def _answers(group: AnswerGroup | None) -> str:
    """Return the group's commonest answer, and how the others differ from it."""
    if group is None:
        return "<p><strong>No answer is left in this question.</strong></p>"
    (first, count), *others = group.variants
    shown = _answer(first, count if others else 0)
    if others:
        shown += "<h4>Nearly the same</h4>"
        shown += "".join(_variant(first, *other) for other in others)
    return f'<section class="gradlab-answers" aria-label="Answer">{shown}</section>'


def _answer(answer: WrittenAnswer, count: int) -> str:
    times = f"<p><small>{count} ×</small></p>" if count else ""
    empty = "<p><em>Nothing is written here.</em></p>"
    return f"{times}<div>{_html(answer.text, answer) or empty}</div>"


def _variant(first: WrittenAnswer, other: WrittenAnswer, count: int) -> str:
    pieces = []
    for gone, come in differences(first.text, other.text):
        if normalised(gone) == normalised(come):
            pieces.append(escape(come))
            continue
        pieces += [f"<del>{escape(gone)}</del>"] if gone else []
        pieces += [f"<ins>{escape(come)}</ins>"] if come else []
    return f"<p><small>{count} ×</small> {' '.join(pieces)}</p>"


def _html(markdown: str, answer: WrittenAnswer | None = None) -> str:
    pictures = dict(answer.attachments) if answer else {}
    return clean_markdown({"cell": {"attachments": pictures}}, markdown)


def _given(group: AnswerGroup | None) -> str:
    """Return what is known of the group's mark, in words."""
    if group is None or group.given.points is None:
        return ""
    points = f"{group.given.points:g}"
    if group.decided or not group.given.waits:
        return f"Marked: {points}"
    return f"Marked {points} before; the work is new or was graded again"

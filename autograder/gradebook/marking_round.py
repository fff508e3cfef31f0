"""One person's way through the written answers of a lab, with what was given."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from autograder.course.course import Course
from autograder.errors import UsageError
from autograder.gradebook.alike import alike, normalised
from autograder.gradebook.written import (
    Change,
    Given,
    WrittenAnswer,
    WrittenQuestion,
    give,
    read_answers,
    read_questions,
)


@dataclass(frozen=True)
class AnswerGroup:
    """Answers that one decision marks.

    Attributes
    ----------
    answers
        Of one question, all with the same mark so far; the commonest text first.
    decided
        Whether this round has marked them.
    """

    answers: tuple[WrittenAnswer, ...]
    decided: bool = False

    @property
    def given(self) -> Given:
        """The mark that they have."""
        return self.answers[0].given

    @property
    def variants(self) -> list[tuple[WrittenAnswer, int]]:
        """One answer of each wording, and how many have it."""
        counts = Counter(normalised(answer.text) for answer in self.answers)
        first: dict[str, WrittenAnswer] = {}
        for answer in self.answers:
            first.setdefault(normalised(answer.text), answer)
        return [(answer, counts[text]) for text, answer in first.items()]


@dataclass(frozen=True)
class _Step:
    """A decision that can be undone: where, and the answers before and after it."""

    place: tuple[str, int]
    before: tuple[WrittenAnswer, ...]
    after: tuple[WrittenAnswer, ...]


class MarkingRound:
    """The groups of each question, a place among them, and what was decided.

    Parameters
    ----------
    lab
        Full name.
    question
        Which one is looked at first; None for the lab's first.
    again
        Whether answers that have a mark are looked at, too.

    Raises
    ------
    UsageError
        If the lab asks for no written answer, or not that question.
    GradebookError
        If the gradebook cannot be read.
    """

    def __init__(
        self,
        course: Course,
        lab: str,
        question: str | None = None,
        *,
        again: bool = False,
    ) -> None:
        self._course = course
        self.questions = {one.grade_id: one for one in read_questions(course, lab)}
        answers, self.notes = read_answers(course, lab)
        if not self.questions:
            raise UsageError(f"{lab} asks for no written answer")
        if question is not None and question not in self.questions:
            raise UsageError(
                f"no question {question!r}; there are: {', '.join(self.questions)}"
            )
        self._known = answers
        self.groups = {
            name: _grouped(a for a in answers if a.question == name and _asks(a, again))
            for name in self.questions
        }
        waiting = (name for name, groups in self.groups.items() if groups)
        self._name = question or next(waiting, next(iter(self.questions)))
        self._at = dict.fromkeys(self.questions, 0)
        self._steps: list[_Step] = []

    @property
    def question(self) -> WrittenQuestion:
        """The question that is looked at."""
        return self.questions[self._name]

    @property
    def current(self) -> AnswerGroup | None:
        """The group that is looked at; None behind the last."""
        groups, place = self.groups[self._name], self._at[self._name]
        return groups[place] if place < len(groups) else None

    @property
    def place(self) -> int:
        """How many groups of the question stand before this one."""
        return self._at[self._name]

    def counts(self) -> tuple[int, int]:
        """Return how many of the question's answers have been decided, of how many."""
        groups = self.groups[self._name]
        done = sum(len(group.answers) for group in groups if group.decided)
        return done, sum(len(group.answers) for group in groups)

    def left(self) -> int:
        """Return how many groups of all questions are not decided."""
        return sum(not g.decided for some in self.groups.values() for g in some)

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision of this round."""
        return bool(self._steps)

    def comments(self) -> list[str]:
        """Return the comments written for the question, the commonest first.

        Each line of one is a comment of its own.
        """
        lines: Counter[str] = Counter()
        for answer in self._known:
            if answer.question == self._name:
                lines.update(filter(None, map(str.strip, _lines(answer))))
        return [line for line, _ in lines.most_common()]

    def decide(self, points: str | float, comment: str = "") -> str:
        """Give points and a comment to the group that is looked at, and go on.

        Returns
        -------
        str
            What was left alone, and why; empty if nothing was.

        Raises
        ------
        UsageError
            If that is no number of points, or there is no group.
        GradebookError
            If the gradebook cannot be written; the group then stays.
        """
        group = self.current
        if group is None:
            raise UsageError("no answer is left in this question")
        given = Given(self._points(points), comment.strip(), waits=False)
        after = give(self._course, [Change(a, given) for a in group.answers])
        changed = tuple(one for one in after if one.given == given)
        before = {one.grade: one for one in group.answers}
        kept = [one for one in after if one.given != given]
        at = (self._name, self._at[self._name])
        self._steps.append(_Step(at, tuple(before[c.grade] for c in changed), changed))
        self._put(at, replace(group, answers=tuple(after), decided=True))
        self._go_on()
        return _left_alone(kept)

    def undo(self) -> str:
        """Take the last decision back, and go to where it was made.

        Returns
        -------
        str
            What was left alone, and why; empty if nothing was.

        Raises
        ------
        UsageError
            If there is none.
        GradebookError
            If the gradebook cannot be written; nothing is then taken back.
        """
        if not self._steps:
            raise UsageError("nothing to undo in this round")
        step = self._steps[-1]
        earlier = {one.grade: one.given for one in step.before}
        changes = [Change(one, earlier[one.grade]) for one in step.after]
        now = {one.grade: one for one in give(self._course, changes)}
        self._steps.pop()
        name, place = step.place
        group = self.groups[name][place]
        answers = tuple(now.get(one.grade, one) for one in group.answers)
        self._put(step.place, replace(group, answers=answers, decided=False))
        self._name, self._at[name] = name, place
        return _left_alone(
            one for one in now.values() if one.given != earlier[one.grade]
        )

    def _put(self, at: tuple[str, int], group: AnswerGroup) -> None:
        name, place = at
        self.groups[name][place] = group
        new = {one.grade: one for one in group.answers}
        self._known = [new.get(one.grade, one) for one in self._known]

    def _go_on(self) -> None:
        """Go to the next group that is not decided; behind the last, to the first."""
        groups, place = self.groups[self._name], self._at[self._name]
        order = [*range(place + 1, len(groups)), *range(place + 1)]
        undecided = (i for i in order if not groups[i].decided)
        self._at[self._name] = next(undecided, len(groups))

    def move(self, by: int) -> None:
        """Look at the next group or the one before, marked or not."""
        place = self._at[self._name] + by
        self._at[self._name] = min(max(place, 0), len(self.groups[self._name]))

    def turn_to(self, question: str) -> None:
        """Look at another question, where it was left."""
        if question in self.questions:
            self._name = question

    def take_apart(self) -> None:
        """Make a group of each wording in the one that is looked at.

        Raises
        ------
        UsageError
            If all its answers have one wording, or it is decided.
        """
        group = self.current
        if group is None or group.decided or len(group.variants) < 2:
            raise UsageError("only answers of several wordings can be taken apart")
        parts: dict[str, list[WrittenAnswer]] = {}
        for answer in group.answers:
            parts.setdefault(normalised(answer.text), []).append(answer)
        place = self._at[self._name]
        apart = [AnswerGroup(tuple(part)) for part in parts.values()]
        self.groups[self._name][place : place + 1] = apart
        moved = len(apart) - 1
        self._steps = [_moved(s, self._name, place, moved) for s in self._steps]

    def _points(self, points: str | float) -> float:
        top = self.question.max_score
        try:
            number = float(str(points).strip().replace(",", "."))
        except ValueError:
            number = -1.0
        if not (isfinite(number) and 0 <= number <= top):
            raise UsageError(
                f"expected 0 to {top:g} points, not {points!r}; extra points are given "
                f"in Formgrader"
            )
        return number


def _asks(answer: WrittenAnswer, again: bool) -> bool:
    return again or answer.given.waits


def _grouped(answers: Iterable[WrittenAnswer]) -> list[AnswerGroup]:
    """Return groups of one mark each, in an order that tells nothing of a student."""
    by_mark: dict[Given, list[WrittenAnswer]] = {}
    for one in sorted(answers, key=lambda one: (normalised(one.text), one.grade)):
        by_mark.setdefault(one.given, []).append(one)
    found = [
        AnswerGroup(tuple(some[index] for index in indices))
        for some in by_mark.values()
        for indices in alike([one.text for one in some])
    ]
    return sorted(found, key=lambda group: -len(group.answers))


def _moved(step: _Step, question: str, place: int, by: int) -> _Step:
    name, old = step.place
    later = name == question and old > place
    return replace(step, place=(name, old + by)) if later else step


def _lines(answer: WrittenAnswer) -> Sequence[str]:
    return answer.given.comment.splitlines()


def _left_alone(answers: Iterable[WrittenAnswer]) -> str:
    number = sum(1 for _ in answers)
    return f"{number} marked elsewhere meanwhile: left as they are" if number else ""

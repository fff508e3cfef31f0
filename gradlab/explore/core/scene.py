"""What an explorer shows, as pure functions of its controls' values."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

import numpy as np
from matplotlib.figure import Figure

from gradlab.calls import Array, StudentFunction, TimeLimit, name_of
from gradlab.explore.core import draw
from gradlab.explore.core.axes import axes
from gradlab.explore.core.controls import Control, Value
from gradlab.explore.core.draw_matplotlib import new_figure, paint
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.panel import HEIGHT, Panel
from gradlab.explore.core.student import ExploredFunction, Trouble

Values = Mapping[str, Value]

HEADING = 20.0  # CSS pixels from the top that a remark needs on a sheet without axes
LOW = 150.0  # CSS pixels; in a lower panel a formula and a note share the room


class Scene:
    """One explorer without its widgets; the base of them all.

    A subclass sets the class attributes, `controls` and `about`, and writes `at`;
    `still` where curves or axes stand behind what moves.

    Parameters
    ----------
    **functions
        The student's functions by the name of their place.
    """

    name: ClassVar[str]
    controls: dict[str, Control]  # by the name that the settings line gives them
    about: str  # what the picture shows, for those who do not see it
    formula: ClassVar[str] = ""  # shown while the function is not written
    height: ClassVar[float] = HEIGHT
    panels: tuple[Panel, ...] = ()
    depends: ClassVar[tuple[str, ...]] = ()  # controls that change the still part
    soon: ClassVar[tuple[str, Value] | None] = None  # a control's value that is quick
    aside: ClassVar[tuple[int, str]] = (-1, "top")  # panel and place of remarks
    tints: ClassVar[tuple[str, ...]] = ()  # colours beyond the usual ones
    goals: tuple[Goal, ...] = ()  # `at` says which of them are reached

    def __init__(self, **functions: StudentFunction) -> None:
        limit = TimeLimit()
        self.students = {
            place: ExploredFunction(f, name_of(f, place), limit)
            for place, f in functions.items()
        }
        self._remarks: list[str] = []

    @property
    def usual(self) -> dict[str, Value]:
        """Where the controls start, which the settings line need not say."""
        return {name: control.start for name, control in self.controls.items()}

    def at(self, values: Values) -> draw.Frame:
        """Return what moves, and its numbers; may raise `Trouble`."""
        raise NotImplementedError

    def still(self, values: Values) -> Iterable[draw.Shape]:
        """Return what does not move, unless a control in `depends` does."""
        return ()

    def axes(self, values: Values) -> tuple[Panel, ...]:
        """Return the panels; of one that `depends` or samples scale, as it is here."""
        return self.panels

    @np.errstate(all="ignore")  # the picture says what is infinite
    def frame(self, values: Values) -> draw.Frame:
        """Return what moves; trouble with a student's function becomes a note."""
        self._remarks.clear()
        try:
            frame = self.at(values)
        except Trouble as trouble:
            return draw.Frame(self._placeholder(trouble), trouble.sentence, halted=True)
        if not self._remarks:
            return frame
        remark = " ".join(dict.fromkeys(self._remarks))
        number, place = self.aside
        panel = self.panels[number]
        top = panel.y[1] - HEADING if panel.bare else np.inf
        kept = [
            shape
            for shape in frame.shapes
            if not (isinstance(shape, draw.Text) and shape.y > top)
        ]
        note = draw.note(panel, remark, place=place)
        return draw.Frame([*kept, note], f"{frame.readout} {remark}")

    def picture(self, values: Values) -> Figure:
        """Return the whole picture, drawn by matplotlib."""
        shapes = [*self._behind(values), *self.frame(values).shapes]
        return self._figure(self.axes(values), shapes)

    def backdrop(self, values: Values) -> draw.Shapes:
        """Return the picture without what moves, its axes among the shapes."""
        behind = self._behind(values)
        drawn = [shape for p in self.axes(values) for shape in axes(p, behind)]
        return [*drawn, *behind]

    def readout(self, values: Values) -> str:
        """Return the numbers in one line, equal on every machine."""
        return self.frame(values).readout

    def describe(self, values: Values) -> str:
        """Return the picture's alternative text."""
        return f"{self.about} {self.readout(values)}"

    def settings(self, values: Values) -> str:
        """Return one line of Python that brings the picture back."""
        usual = self.usual
        functions = [student.code for student in self.students.values()]
        chosen = [f"{n}={v!r}" for n, v in values.items() if v != usual.get(n)]
        return f"explore.{self.name}({', '.join([*functions, *chosen])})"

    def places(self, prefix: str) -> dict[str, str]:
        """Return the places that begin so by the names of their functions."""
        return {s.name: p for p, s in self.students.items() if p.startswith(prefix)}

    def remark(self, sentence: str) -> None:
        """Say something about the student's function beside the picture."""
        self._remarks.append(sentence)

    def ask(
        self, name: str, *args: object, shape: tuple[int, ...] = (), **options: object
    ) -> Array:
        """Return a student's numbers; a list, NaN or inf among them is remarked."""
        student = self.students[name]
        numbers = student.array(*args, shape=shape, **options)
        if listed := student.listed(student.call(*args, **options).value):
            self.remark(listed)
        bad = numbers[~np.isfinite(numbers)]
        if bad.size:
            self.remark(f"{student.name} returned {bad.flat[0]}.")
        return numbers

    @np.errstate(all="ignore")
    def _behind(self, values: Values) -> draw.Shapes:
        """Return the still part; of a function that is not written, its formula."""
        try:
            drawn = list(self.still(values))
        except Trouble:  # `frame` says what it is
            drawn = []
        if self._new:
            drawn.append(draw.Formula(self.panels[0], self.formula))
        return drawn

    @property
    def _new(self) -> bool:
        """Whether a function with a formula is not written yet."""
        try:
            if self.formula:
                self.at(self.usual | dict([self.soon] if self.soon else []))
        except Trouble as trouble:
            return not trouble.written
        return False

    @np.errstate(all="ignore")
    def _figure(
        self, panels: tuple[Panel, ...], shapes: Iterable[draw.Shape]
    ) -> Figure:
        figure = new_figure(self.height)
        paint(figure, panels, shapes)
        return figure

    def _placeholder(self, trouble: Trouble) -> draw.Shapes:
        """Return a note in the first panel, below the formula if there is one."""
        _, top, _, bottom = self.panels[0].box
        place = "centre" if trouble.written or bottom - top > LOW else "bottom"
        panel, alarm = self.panels[0], trouble.written
        return [draw.note(panel, trouble.sentence, alarm=alarm, place=place)]

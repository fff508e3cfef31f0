"""What an explorer shows, as pure functions of its controls' values."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

import numpy as np
from matplotlib.figure import Figure

from gradlab.explore.core.controls import Control, Value
from gradlab.explore.core.draw_matplotlib import new_figure, paint
from gradlab.explore.core.panel import HEIGHT, Panel
from gradlab.explore.core.shapes import Formula, Frame, Mark, Words, note
from gradlab.explore.core.student import (
    Array,
    Student,
    StudentFunction,
    Trouble,
    written,
)
from gradlab.explore.core.time_limit import Watch

Values = Mapping[str, Value]

HEADING = 20.0  # CSS pixels from the top that a remark needs on a sheet without axes
LOW = 150.0  # CSS pixels; in a lower panel a formula and a note share the room


class Scene:
    """One explorer without its widgets; the base of them all.

    A subclass sets the class attributes and `about`, and writes `at`; `still` where
    curves or axes stand behind what moves.

    Parameters
    ----------
    controls
        By the name that the settings line gives them.
    **functions
        The student's functions by the name of their place.
    """

    name: ClassVar[str]
    about: str  # what the picture shows, for those who do not see it
    formula: ClassVar[str] = ""  # shown while the function is not written
    height: ClassVar[float] = HEIGHT
    panels: tuple[Panel, ...] = ()
    depends: ClassVar[tuple[str, ...]] = ()  # controls that change the still part
    aside: ClassVar[tuple[int, str]] = (-1, "top")  # panel and place of remarks
    tints: ClassVar[tuple[str, ...]] = ()  # colours beyond the usual ones

    def __init__(
        self, controls: Mapping[str, Control], **functions: StudentFunction
    ) -> None:
        self.controls = controls
        watch = Watch()
        self.students = {n: Student(f, n, watch) for n, f in functions.items()}
        named = (written(s.function, s.name) for s in self.students.values())
        self.arguments = ", ".join(named)
        self.usual: Values = {}  # what the settings line need not say
        self._remarks: list[str] = []

    def at(self, values: Values) -> Frame:
        """Return what moves, and its numbers; may raise `Trouble`."""
        raise NotImplementedError

    def still(self, values: Values) -> Iterable[Mark]:
        """Return what does not move, unless a control in `depends` does."""
        return ()

    @np.errstate(all="ignore")  # the picture says what is infinite
    def frame(self, values: Values) -> Frame:
        """Return what moves; trouble with a student's function becomes a note."""
        self._remarks.clear()
        try:
            frame = self.at(values)
        except Trouble as trouble:
            return Frame(self._placeholder(trouble), trouble.sentence)
        if not self._remarks:
            return frame
        remark = " ".join(dict.fromkeys(self._remarks))
        number, place = self.aside
        panel = self.panels[number]
        top = panel.y[1] - HEADING if panel.bare else np.inf
        kept = [m for m in frame.marks if not (isinstance(m, Words) and m.y > top)]
        marks = [*kept, *note(panel, remark, place=place)]
        return Frame(marks, f"{frame.readout} {remark}")

    def draw(self, values: Values) -> Figure:
        """Return the whole picture, drawn by matplotlib."""
        return self._figure([*self._behind(values), *self.frame(values).marks])

    def backdrop(self, values: Values) -> Figure:
        """Return the picture without what moves."""
        return self._figure(self._behind(values))

    def readout(self, values: Values) -> str:
        """Return the numbers in one line, equal on every machine."""
        return self.frame(values).readout

    def describe(self, values: Values) -> str:
        """Return the picture's alternative text."""
        return f"{self.about} {self.readout(values)}"

    def settings(self, values: Values) -> str:
        """Return one line of Python that brings the picture back."""
        chosen = [f"{n}={v!r}" for n, v in values.items() if v != self.usual.get(n)]
        return f"explore.{self.name}({', '.join([self.arguments, *chosen])})"

    def remark(self, sentence: str) -> None:
        """Say something about the student's function beside the picture."""
        self._remarks.append(sentence)

    def ask(
        self, name: str, *args: object, shape: tuple[int, ...] = (), **options: object
    ) -> Array:
        """Return a student's numbers; a list, NaN or inf among them is remarked."""
        student = self.students[name]
        numbers = student.array(*args, shape=shape, **options)
        value = student.call(*args, **options).value
        if isinstance(value, list | tuple):
            kind = type(value).__name__
            self.remark(f"{student.name} returned a {kind}; return an array.")
        bad = numbers[~np.isfinite(numbers)]
        if bad.size:
            self.remark(f"{student.name} returned {bad.flat[0]}.")
        return numbers

    @np.errstate(all="ignore")
    def _behind(self, values: Values) -> list[Mark]:
        """Return the still part; of a function that is not written, its formula."""
        try:
            marks = list(self.still(values))
        except Trouble:  # `frame` says what it is
            marks = []
        return [*marks, Formula(self.panels[0], self.formula)] if self._new else marks

    @property
    def _new(self) -> bool:
        """Whether a function with a formula is not written yet."""
        try:
            if self.formula:
                self.at({name: c.start for name, c in self.controls.items()})
        except Trouble as trouble:
            return not trouble.written
        return False

    @np.errstate(all="ignore")
    def _figure(self, marks: Iterable[Mark]) -> Figure:
        figure = new_figure(self.height)
        paint(figure, self.panels, marks)
        return figure

    def _placeholder(self, trouble: Trouble) -> list[Mark]:
        """Return a note in the first panel, below the formula if there is one."""
        _, top, _, bottom = self.panels[0].box
        place = "centre" if trouble.written or bottom - top > LOW else "bottom"
        alarm = trouble.written
        return note(self.panels[0], trouble.sentence, alarm=alarm, place=place)


Make = Callable[..., Scene]

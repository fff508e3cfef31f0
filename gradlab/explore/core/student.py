"""A student's function as explorers ask it; what goes wrong is said in words."""

import time
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from gradlab.calls import (
    Answer,
    Array,
    StudentFunction,
    TimeLimit,
    TooSlow,
    as_numbers,
    call,
)
from gradlab.words import lines, raised, shapes

SECONDS = 1.0  # for one call
SECONDS_ONE_BY_ONE = 0.5
LONGEST_MESSAGE = 160
MOST_KNOWN = 5000  # answers that are remembered


class Trouble(Exception):
    """A sentence for the student: why there is nothing to draw.

    Parameters
    ----------
    sentence
        Complete, without a traceback.
    written
        False while the function still raises NotImplementedError.
    raised
        Whether the function raised an error of its own.
    """

    def __init__(
        self, sentence: str, *, written: bool = True, raised: bool = False
    ) -> None:
        super().__init__(sentence)
        self.sentence, self.written, self.raised = sentence, written, raised


@dataclass(frozen=True)
class Curve:
    """What a function returned over a whole range.

    Parameters
    ----------
    name
        The function's own name.
    y : (n,) float64
        Its values; NaN where there is no number to draw.
    problem
        A sentence for the student, empty when all is well.
    written
        False while the function still raises NotImplementedError.
    """

    name: str
    y: Array
    problem: str = ""
    written: bool = True

    @property
    def drawable(self) -> bool:
        """Whether there is at least one finite value."""
        return bool(np.isfinite(self.y).any())


class ExploredFunction:
    """A student's function by its name, with a memory and a time limit.

    Parameters
    ----------
    function
        The student's; its arguments are copies, what it prints is dropped.
    name
        How to call it in words.
    limit
        Shared with others that are called by turns.
    seconds
        For one call; by default `SECONDS`.
    """

    def __init__(
        self,
        function: StudentFunction,
        name: str,
        limit: TimeLimit | None = None,
        seconds: float | None = None,
    ) -> None:
        self.function, self.name = function, name
        self.seconds = seconds or SECONDS
        self._known: dict[Hashable, Answer | Trouble] = {}
        self._hopeless: Trouble | None = None
        self._limit = limit or TimeLimit()

    def through(
        self, program: StudentFunction, seconds: float | None = None
    ) -> "ExploredFunction":
        """Return a program of ours that calls this function, under its name."""
        return ExploredFunction(program, self.name, self._limit, seconds)

    @property
    def code(self) -> str:
        """How the function is named in Python code."""
        numpys = isinstance(self.function, np.ufunc)
        return f"np.{self.name}" if numpys else self.name

    def call(self, *args: object, **options: object) -> Answer:
        """Call the function, or remember what it answered to equal arguments.

        Raises
        ------
        Trouble
            If it is not written, raises, or took too long, now or ever.
        """
        key = _key((*args, *options.items()))
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._hopeless or self._ask(args, options)
        answer = self._known[key]
        if isinstance(answer, Trouble):
            raise answer
        return answer

    def array(self, *args: object, shape: tuple[int, ...], **options: object) -> Array:
        """Return the numbers that the function answers, in the expected shape.

        Raises
        ------
        Trouble
            Also if the answer holds no numbers or has another shape.
        """
        return self.numbers(self.call(*args, **options).value, shape)

    def numbers(self, value: object, shape: tuple[int, ...]) -> Array:
        """Return what came back as numbers of the expected shape; raises as `array`."""
        if value is None:
            raise Trouble(f"{self.name} returned None; a return is missing.")
        numbers = as_numbers(value)
        if numbers is None:
            kind = type(value).__name__
            raise Trouble(f"{self.name} returned {kind}, not numbers.")
        if numbers.shape != shape:
            raise Trouble(
                f"{self.name} returned shape {numbers.shape}; expected {shape}."
            )
        return numbers

    def part(self, value: object, place: int, shape: tuple[int, ...]) -> Array:
        """Return one of several answers as numbers; raises as `array`."""
        if not isinstance(value, tuple | list) or len(value) <= place:
            kind = type(value).__name__
            raise Trouble(f"{self.name} returned {kind}; expected several values.")
        return self.numbers(value[place], shape)

    def curve(self, x: Array) -> Curve:
        """Return the function's values at `x`, (n,), and what is wrong with them.

        A function that raises an error on an array is asked for one number at a time,
        for at most half a second.
        """
        try:
            y = self.array(x, shape=x.shape)
        except Trouble as trouble:
            if trouble.raised:
                return self._one_by_one(x, trouble)
            nothing = np.full(x.shape, np.nan)
            return Curve(self.name, nothing, trouble.sentence, trouble.written)
        listed = self.listed(self.call(x).value)
        return Curve(self.name, y, listed or _not_finite(y, x, self.name))

    def listed(self, value: object) -> str:
        """Return what to say of a list or tuple that should be an array, else empty."""
        kind = type(value).__name__
        wrong = isinstance(value, list | tuple)
        return f"{self.name} returned a {kind}; return an array." if wrong else ""

    def _one_by_one(self, x: Array, trouble: Trouble) -> Curve:
        """Ask a function that failed on the array for a number at a time."""
        y = np.full(x.shape, np.nan)
        failures: list[str] = []
        stop = time.monotonic() + SECONDS_ONE_BY_ONE
        for i, point in enumerate(x):
            if time.monotonic() > stop:
                break
            try:
                y[i] = self.array(point, shape=())
            except Trouble as failure:
                if self._hopeless:
                    return Curve(self.name, y, failure.sentence)
                failures.append(f"At x = {point:g} {failure.sentence}")
        if np.isnan(y).all():
            return Curve(self.name, y, trouble.sentence)
        one = f"{self.name} works on one number, but raised an error on an array."
        return Curve(self.name, y, failures[0] if failures else one)

    def _ask(
        self, args: tuple[object, ...], options: dict[str, object]
    ) -> Answer | Trouble:
        """Call the function once, with copies, in silence, for a limited time."""
        warn = np.errstate(divide="warn", over="warn", under="ignore", invalid="warn")
        limit, copies = self._limit.at_most(self.seconds), tuple(map(_copy, args))
        try:
            with warn:
                return call(self.function, copies, options, prints=False, limit=limit)
        except NotImplementedError as error:
            told = raised.unwritten(self.name, lines.is_begun(error))
            return Trouble(told, written=False)
        except TooSlow:
            told = f"took longer than {self.seconds:g} s. Is there an endless loop?"
            self._hopeless = Trouble(f"{self.name} {told}")
            return self._hopeless
        except (Exception, SystemExit) as error:
            return Trouble(f"{self.name} {_problem(error)}", raised=True)


def _problem(error: BaseException) -> str:
    """Return what goes after the name of a function that raised an error."""
    known, place = raised.known(error), lines.place(error)
    if known is None:
        own = place.line if place else ""
        own = f", in: {own}" if own and not own.startswith("raise") else ""
        return f"raised {message(error)}{own}"
    told = f"raised {type(error).__name__}: {known.value}"
    there = shapes.told(place) if place else ""
    return f"{told} Here {there}." if there else told


def message(error: BaseException) -> str:
    """Return an exception's type and message on one line of limited length."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    if len(text) > LONGEST_MESSAGE:
        return text[: LONGEST_MESSAGE - 1] + "…"
    return text


def _not_finite(y: Array, x: Array, name: str) -> str:
    """Say where the first NaN or infinity stands, and how many there are."""
    bad = np.flatnonzero(~np.isfinite(y))
    if bad.size == 0:
        return ""
    rest = f", and at {bad.size - 1} more points" if bad.size > 1 else ""
    return f"{name} returned {y[bad[0]]} at x = {x[bad[0]]:g}{rest}."


def _copy(argument: object) -> object:
    """Return an argument that the student may change without harm."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    if isinstance(argument, dict):
        return {name: _copy(value) for name, value in argument.items()}
    if isinstance(argument, list):
        return [_copy(value) for value in argument]
    return argument


def _key(argument: object) -> Hashable:
    """Return what two equal arguments have in common; nothing, where no one can say."""
    if isinstance(argument, np.ndarray):
        return argument.dtype.str, argument.shape, argument.tobytes()
    if isinstance(argument, dict):
        return tuple((name, _key(value)) for name, value in argument.items())
    if isinstance(argument, tuple | list):
        return type(argument), tuple(map(_key, argument))
    return argument if isinstance(argument, Hashable) else object()

"""What a check expects of a student's function: the vocabulary of every test.

Visible checks and hidden tests are written in these words::

    x = np.array([-3.0, 0.5])
    expect.call(sigmoid, x).gives([0.0474258732, 0.6224593312])  # shape, values
    expect.call(sigmoid, x).has_form((2,))              # container, shape, dtype
    expect.call(sigmoid, 1000.0).gives(1.0, within=expect.TAIL)
    expect.call(softmax, x).numbers                     # the result, read as float64
    expect.unchanged(sigmoid, x).has_shape((2,))        # the argument survives
    expect.quiet(sigmoid, -1000.0).gives(0.0)           # NumPy does not warn
    expect.raises(ValueError, mean_squared_error, y, t)
    expect.that(p.sum() < 2, Mistake.BROKEN_PROPERTY)   # anything else

`gives` leaves the dtype and the container to `has_form`, so that a test can ask for
values alone; chain them to ask for both: ``expect.call(f, x).has_form(s).gives(y)``.

A failure raises `CheckFailed`: one sentence of `Mistake`, then what went in, what came
out and what was expected. `telling` maps a mistake to the values it leads to::

    expect.call(sigmoid_derivative, x).gives(
        wanted, telling={Mistake.INPUT_TAKEN_FOR_OUTPUT: x * (1 - x)})

Everything but `quiet` runs the function in `silence`: a warning or a debug print to
stderr costs nothing there. What the student's code raises becomes an `AnswerRaised`:
the sentence that belongs to it, the student's own line, and the shapes in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gradlab import calls
from gradlab.calls import Answer
from gradlab.check import watch
from gradlab.check.failure import CheckFailed, in_words
from gradlab.check.likely import likely_cause, shape_cause
from gradlab.check.reading import (
    CallText,
    described,
    expected,
    form_mistake,
    read,
    shown,
)
from gradlab.words.mistakes import Mistake

Array = calls.Array
Function = calls.StudentFunction
Telling = Mapping[Mistake, npt.ArrayLike] | Sequence[tuple[Mistake, npt.ArrayLike]]


class Tolerance(NamedTuple):
    """How far a value may be off: `atol` plus `rtol` times the expected size."""

    rtol: float
    atol: float


ORDINARY = Tolerance(rtol=1e-6, atol=1e-9)
TAIL = Tolerance(rtol=0.0, atol=1e-12)  # at ±1000, where values are 0 or 1
ROUGH = Tolerance(rtol=1e-4, atol=1e-4)  # the basic points of a loss

silence = calls.silence  # for code that calls students' functions by itself


@dataclass(frozen=True)
class Call:
    """One call of a student's function: its words, its arguments, its result."""

    words: object
    arguments: tuple[object, ...]
    result: object

    @property
    def text(self) -> str:
        """The call as a student would type it."""
        return str(self.words)

    def _ipython_display_(self) -> None:
        """Show nothing: nbgrader reads a cell's last value as a mark."""

    @property
    def numbers(self) -> Array:
        """The result read as float64, any shape.

        Raises
        ------
        CheckFailed
            If it is None or holds something that is not a number.
        """
        try:
            return read(self.result)
        except CheckFailed as failure:
            raise self._failure(failure.mistake) from None

    def gives(
        self,
        wanted: npt.ArrayLike,
        telling: Telling | None = None,
        within: Tolerance = ORDINARY,
    ) -> "Call":
        """Expect these values in this shape.

        Parameters
        ----------
        wanted
            The right values; where they are nan, the result must be nan too.
        telling
            Mistakes and the wrong values that they lead to; pairs, if one has several.
        within
            How far a value may be off.

        Returns
        -------
        Call
            This call, for the next expectation.

        Raises
        ------
        CheckFailed
            If shape or values differ.
        """
        right, got = np.array(wanted, dtype=float), self.numbers
        if not _same(got, right, within):
            signs = telling.items() if isinstance(telling, Mapping) else telling or ()
            wrong = ((known, np.array(value, dtype=float)) for known, value in signs)
            told = (known for known, value in wrong if _same(got, value, within))
            given = getattr(self.words, "given", ())
            cause = next(told, None) or likely_cause(got, right, self.result, given)
            raise self._failure(cause, *expected(self.result, right))
        return self

    def has_shape(self, shape: tuple[int, ...]) -> "Call":
        """Expect numbers of this shape, whatever else they are; return this call.

        Raises
        ------
        CheckFailed
            If the result cannot be read as numbers, or has another shape.
        """
        if self.numbers.shape != shape:
            cause = shape_cause(self.numbers.shape, shape)
            raise self._failure(cause, f"expected  shape {shape}")
        return self

    def has_form(self, shape: tuple[int, ...], integers: bool | None = False) -> "Call":
        """Expect an array (for shape (), any kind of number) of this shape and type.

        Parameters
        ----------
        shape
            The shape that the contract promises.
        integers
            Whether integers are promised. Otherwise floats are. None: either will do,
            but no booleans. Floats have 64 bits or more, unless shorter ones went in.

        Returns
        -------
        Call
            This call, for the next expectation.

        Raises
        ------
        CheckFailed
            If it is a list, has another shape, or holds another type.
        """
        try:
            mistake = form_mistake(self.result, shape, integers, self.arguments)
        except CheckFailed as failure:
            raise self._failure(failure.mistake) from None
        if mistake:
            came = f"that is   {described(self.result)}"
            kind = "integers" if integers else "floats"
            kind = "numbers" if integers is None else kind
            form = f"{kind} of shape {shape}" if shape else f"one {kind[:-1]}"
            raise self._failure(mistake, came, f"expected  {form}")
        return self

    def part(self, name: str, value: object) -> "Call":
        """Return one part of the result as a call of its own."""
        return Call(f"{name} of {self.text}", self.arguments, value)

    def _failure(self, mistake: Mistake, *lines: str) -> CheckFailed:
        story = (self.text, f"returned  {shown(self.result)}", *lines)
        return CheckFailed(mistake, "\n  ".join(story))


def call(function: Function, *arguments: object, **options: object) -> Call:
    """Call a student's function in silence and keep what came back."""
    return _called(function, arguments, options)[0]


def _called(
    function: Function, arguments: tuple[object, ...], options: dict[str, object]
) -> tuple[Call, Answer]:
    text = CallText(function, arguments, options)  # before anything can change
    try:
        answer = calls.call(function, arguments, options)
    except CheckFailed:  # of a function that the check itself handed in
        raise
    except (
        Exception,
        KeyboardInterrupt,
    ) as error:  # of the student's code
        raise in_words(error, text.name, str(text)) from None
    watch.note(text, arguments, answer)
    return Call(text, arguments, answer.value), answer


def unchanged(function: Function, *arguments: object) -> Call:
    """Expect that the function leaves its array arguments as they were.

    Returns
    -------
    Call
        The call, for the next expectation.

    Raises
    ------
    CheckFailed
        If an array differs after the call.
    """
    done = call(function, *arguments)
    assert isinstance(done.words, CallText)
    change = watch.changed(done.words, arguments)
    if change:
        raise CheckFailed(Mistake.CHANGED_INPUT, change)
    return done


def quiet(function: Function, *arguments: object) -> Call:
    """Expect no `RuntimeWarning`, NumPy's word on overflow, while the function runs.

    Returns
    -------
    Call
        The call, for the next expectation: a wrong result may be quiet too.

    Raises
    ------
    CheckFailed
        If there is one; its text is in the message.
    """
    done, answer = _called(function, arguments, {})
    warning = watch.numeric_warning(answer)
    if warning:
        raise CheckFailed(Mistake.WARNED, f"{done.text}\n  warned: {warning}")
    return done


def raises(
    error: type[Exception],
    function: Function,
    *arguments: object,
    mistake: Mistake = Mistake.RAISED_NOTHING,
) -> None:
    """Expect that the function refuses these arguments with this exception.

    Raises
    ------
    CheckFailed
        If it returns something instead; `mistake` says what that means.
    """
    text = CallText(function, arguments, {})
    try:
        result = calls.call(function, arguments, {}).value
    except error:
        return
    except NotImplementedError as unwritten:
        raise in_words(unwritten, text.name) from None
    except Exception as other:
        detail = f"{text}\n  raised    {type(other).__name__}: {other}".rstrip(": ")
        expected = f"\n  expected  {error.__name__}"
        raise CheckFailed(Mistake.RAISED_ANOTHER, detail + expected) from None
    if isinstance(result, BaseException) or result is error:
        mistake = Mistake.EXCEPTION_RETURNED
    elif result is None:
        mistake = Mistake.RAISED_NOTHING
    detail = f"{text}\n  returned  {shown(result)}"
    raise CheckFailed(mistake, f"{detail}\n  expected  {error.__name__}")


def that(
    holds: bool | np.bool_, mistake: Mistake = Mistake.BROKEN_PROPERTY, detail: str = ""
) -> None:
    """Expect that a condition holds, whatever it is.

    Raises
    ------
    CheckFailed
        If it does not.
    """
    if not holds:
        raise CheckFailed(mistake, detail)


def _same(got: Array, right: Array, within: Tolerance) -> bool:
    same_shape = got.shape == right.shape
    return same_shape and np.allclose(got, right, *within, equal_nan=True)

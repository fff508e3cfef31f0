"""A student's function, called with any arguments; what went wrong is said in words."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gradlab.explore.core.time_limit import SECONDS, TooSlow, Watch, quiet

Array = npt.NDArray[np.float64]
StudentFunction = Callable[..., object]

LONGEST_MESSAGE = 160
MOST_KNOWN = 5000  # answers that are remembered
NUMERIC_KINDS = "biuf"  # bool, signed, unsigned, float


class Trouble(Exception):
    """A sentence for the student: why there is nothing to draw.

    Parameters
    ----------
    sentence
        Complete, without a traceback.
    written
        False while the function still raises NotImplementedError.
    """

    def __init__(self, sentence: str, *, written: bool = True) -> None:
        super().__init__(sentence)
        self.sentence, self.written = sentence, written


@dataclass(frozen=True)
class Answer:
    """What a call returned: the object itself, and what NumPy warned of."""

    value: object
    warning: str = ""


class Student:
    """A student's function by its name, with a memory and a time limit.

    Parameters
    ----------
    function
        The student's; its arguments are copies, what it prints is dropped.
    otherwise
        Its name if it is a lambda.
    watch
        Shared with others that are called by turns.
    """

    def __init__(
        self, function: StudentFunction, otherwise: str, watch: Watch | None = None
    ) -> None:
        self.function, self.name = function, name_of(function, otherwise)
        self._known: dict[Hashable, Answer | Trouble] = {}
        self._hopeless: Trouble | None = None
        self._watch = watch or Watch()
        self.seconds = SECONDS  # for one call

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
            raise Trouble(f"{self.name} returned None; does every path end in return?")
        numbers = as_numbers(value)
        if numbers is None:
            kind = type(value).__name__
            raise Trouble(f"{self.name} returned no numbers but: {kind}.")
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

    def _ask(self, args: tuple[object, ...], options: object) -> Answer | Trouble:
        """Call the function once, under the conditions of `limits`."""
        assert isinstance(options, dict)
        try:
            with quiet() as caught, self._watch.at_most(self.seconds):
                value = self.function(*map(_copy, args), **options)
            return Answer(value, str(caught[0].message) if caught else "")
        except NotImplementedError:
            sentence = f"Write {self.name} above, then run this cell again."
            return Trouble(sentence, written=False)
        except TooSlow:
            self._hopeless = Trouble(too_slow(self.name, self.seconds))
            return self._hopeless
        except (Exception, SystemExit) as error:
            return Trouble(f"{self.name} raised {message(error)}")


def name_of(function: object, otherwise: str) -> str:
    """Return the function's name, or `otherwise` for a lambda or a nameless object."""
    name = str(getattr(function, "__name__", otherwise))
    return name if name.isidentifier() else otherwise


def written(function: object, name: str) -> str:
    """Return how a function is named in Python code."""
    return f"np.{name}" if isinstance(function, np.ufunc) else name


def too_slow(name: str, seconds: float = SECONDS) -> str:
    """Return the sentence for a function that was stopped."""
    return f"{name} took longer than {seconds:g} s. Is there a loop without an end?"


def message(error: BaseException) -> str:
    """Return an exception's type and message on one line of limited length."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    if len(text) > LONGEST_MESSAGE:
        return text[: LONGEST_MESSAGE - 1] + "…"
    return text


def as_numbers(value: object) -> Array | None:
    """Return `value` as a new float64 array, or None if it holds no real numbers."""
    try:
        plain = np.array(value, subok=False)
        if plain.dtype.kind in NUMERIC_KINDS:
            return plain.astype(np.float64)
    except Exception:  # noqa: S110  (whatever a foreign object does, it is no number)
        pass
    return None


def _copy(argument: object) -> object:
    """Return an argument that the student may change without harm."""
    if isinstance(argument, np.ndarray):
        return argument.copy()
    if isinstance(argument, dict):
        return {name: _copy(value) for name, value in argument.items()}
    return argument


def _key(argument: object) -> Hashable:
    """Return what two equal arguments have in common."""
    if isinstance(argument, np.ndarray):
        return argument.dtype.str, argument.shape, argument.tobytes()
    if isinstance(argument, dict):
        return tuple((name, _key(value)) for name, value in argument.items())
    if isinstance(argument, tuple):
        return tuple(map(_key, argument))
    assert isinstance(argument, Hashable)
    return argument

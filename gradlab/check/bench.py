"""A test that a student wrote, tried on right and on wrong answers.

The test is a function of one argument, the answer that it judges. It calls the answer
and raises an AssertionError where a value is wrong; it returns without one otherwise::

    def test_double(double):
        assert double(3.0) == 6.0

    bench.judged(test_double, right=[added_twice], wrong=[squared, one_too_many])

An answer is a function whose name says in words what it does: that name stands in the
table. Answers are tried in an order that nobody knows beforehand, so that a test which
counts its calls gains nothing.

A visible check holds no right answer, since students can read it. It tries the test on
the student's own function and on variants of it, which get that function first::

    def half_of_it(own, x):
        return own(x) / 2

    bench.judged_on_own(test_double, double, check_of_double, [], [half_of_it])
"""

import copy
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gradlab import calls
from gradlab.calls import StudentFunction
from gradlab.check import seeded
from gradlab.check.failure import CheckFailed
from gradlab.words import lines, raised
from gradlab.words.mistakes import Mistake


@dataclass(frozen=True)
class BenchVerdict:
    """What a student's test said of one answer.

    Attributes
    ----------
    name
        What the answer does, in words.
    right
        Whether the answer is right.
    raised
        What the test raised; None if it accepted the answer.
    returned
        What the test returned, which should be None.
    """

    name: str
    right: bool
    raised: Exception | None
    returned: object = None

    @property
    def fits(self) -> bool:
        """Whether the test accepted a right answer or refused a wrong one."""
        return self.right is (self.raised is None)

    @property
    def line(self) -> str:
        """A line of the table."""
        said = "accepted" if self.raised is None else "caught"
        if self.right and self.raised is not None:
            said = f"refused ({_words(self.raised)})"
        kind = "right" if self.right else "wrong"
        return f"{'ok ' if self.fits else 'NO '} {kind}: {self.name}: {said}"


@dataclass(frozen=True)
class Table:
    """What a student's test said of each answer, in words."""

    verdicts: tuple[BenchVerdict, ...]

    def __str__(self) -> str:
        return "\n".join(f"  {verdict.line}" for verdict in self.verdicts)

    def _ipython_display_(self) -> None:
        """Show nothing: nbgrader reads the last value of a test cell as a mark."""


def judged(
    test: StudentFunction,
    right: Sequence[StudentFunction],
    wrong: Sequence[StudentFunction],
) -> "Table":
    """Try a student's test on answers, all of which it has to judge rightly.

    Parameters
    ----------
    test
        Takes an answer; raises an AssertionError if the answer is wrong.
    right, wrong
        Answers, each named after what it does.

    Returns
    -------
    Table
        What the test said, with a line for each answer.

    Raises
    ------
    CheckFailed
        If the test refuses a right answer or accepts a wrong one; the table is in its
        detail.
    NotImplementedError
        If the test is not written yet.
    """
    answers = [(answer, True) for answer in right]
    answers += [(answer, False) for answer in wrong]
    verdicts: dict[int, BenchVerdict] = {}
    for place in seeded.rng().permutation(len(answers)).tolist():
        verdicts[place] = _verdict(test, *answers[place])
    table = Table(tuple(verdicts[place] for place in range(len(answers))))
    mistake = _mistake(table.verdicts)
    if mistake:
        raise CheckFailed(mistake, f"{table}{_cause(table.verdicts)}")
    return table


def judged_on_own(
    test: StudentFunction,
    own: StudentFunction,
    check: Callable[[StudentFunction], None],
    right: Sequence[StudentFunction],
    wrong: Sequence[StudentFunction],
) -> "Table":
    """Try a student's test on the student's own function and on variants of it.

    Parameters
    ----------
    test
        Takes an answer; raises an AssertionError if the answer is wrong.
    own
        The student's function that the test is for; it counts as a right answer.
    check
        The visible check of `own`, which has to pass first.
    right, wrong
        Variants, each named after what it does. They take `own` and then its arguments.

    Returns
    -------
    Table
        As `judged` does.

    Raises
    ------
    CheckFailed
        As `judged` does, and if `own` is not right yet.
    NotImplementedError
        If one of the two is not written yet.
    """
    try:
        inspect.unwrap(check)(own)
    except NotImplementedError:
        raise
    except CheckFailed as failure:
        raise CheckFailed(Mistake.OWN_NOT_RIGHT, str(failure)) from None
    kept = [_made_of(own, variant) for variant in (your_own_function, *right)]
    planted = [_made_of(own, variant) for variant in wrong]
    planted.append(right_only_where_the_check_looks(check, own, planted[0]))
    return judged(test, kept, planted)


def right_only_where_the_check_looks(
    check: Callable[[StudentFunction], None],
    right: StudentFunction,
    wrong: StudentFunction,
) -> StudentFunction:
    """Return an answer that a visible check cannot tell from a right one.

    A test that only hands an answer on to the check of the course is caught by it.

    Parameters
    ----------
    check
        The visible check.
    right, wrong
        What the answer returns for the check's inputs, and for all others.
    """
    seen: set[str] = set()

    def noted(*arguments: object, **options: object) -> object:
        seen.add(_fingerprint((*arguments, *options.values())))
        return right(*arguments, **options)

    def right_only_where_the_check_looks(
        *arguments: object, **options: object
    ) -> object:
        known = _fingerprint((*arguments, *options.values())) in seen
        return (right if known else wrong)(*arguments, **options)

    inspect.unwrap(check)(noted)
    return right_only_where_the_check_looks


def _fingerprint(arguments: Sequence[object]) -> str:
    """Return a text that no other arguments have; functions by a value of theirs."""
    plain = [one for one in arguments if not callable(one)]
    values = [one(copy.deepcopy(plain[0])) for one in arguments if callable(one)]
    return repr((plain, values))


def your_own_function(
    own: StudentFunction, *arguments: object, **options: object
) -> object:
    """Return what the student's function returns."""
    return own(*arguments, **options)


def _made_of(own: StudentFunction, variant: StudentFunction) -> StudentFunction:
    """Return a variant as an answer, called as `own` is."""

    def answer(*arguments: object, **options: object) -> object:
        return variant(own, *arguments, **options)

    answer.__name__ = variant.__name__
    return answer


def _verdict(
    test: StudentFunction, answer: StudentFunction, right: bool
) -> BenchVerdict:
    name = calls.name_of(answer, "an answer").replace("_", " ")
    try:
        value = calls.call(test, (answer,), {}).value
    except NotImplementedError:
        raise
    except Exception as error:  # of the test, or of the answer that it called
        return BenchVerdict(name, right, error)
    return BenchVerdict(name, right, None, value)


def _mistake(verdicts: Sequence[BenchVerdict]) -> Mistake | None:
    wrong = [verdict for verdict in verdicts if not verdict.fits]
    if not wrong:
        return None
    refused = [verdict.raised for verdict in wrong if verdict.right]
    if any(not isinstance(error, AssertionError) for error in refused):
        return Mistake.TEST_BROKE
    if refused:
        return Mistake.TEST_REFUSED_RIGHT
    returned = any(verdict.returned is not None for verdict in wrong)
    return Mistake.TEST_RETURNED if returned else Mistake.TEST_MISSED_WRONG


def _cause(verdicts: Sequence[BenchVerdict]) -> str:
    """Return the sentence of the first exception that a right answer led to, if any."""
    refused = (verdict.raised for verdict in verdicts if verdict.right)
    broke = (one for one in refused if one and not isinstance(one, AssertionError))
    first = next(broke, None)
    if first is None:
        return ""
    place = lines.start(first)
    hint = raised.hint(first, place.line) if place else ""
    return f"\n  {raised.cause(first).value}" + f"\n    write   {hint}" * bool(hint)


def _words(error: Exception) -> str:
    """Return what a test raised, and in which of its own lines."""
    message = " ".join(str(error).split())[:80]
    said = f"{type(error).__name__}: {message}" if message else type(error).__name__
    place = lines.start(error)
    return f"{said}, in: {place.line}" if place and place.line else said

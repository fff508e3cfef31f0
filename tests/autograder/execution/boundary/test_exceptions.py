"""Exceptions and warnings arrive as built-in types with their message."""

import re
import warnings

import numpy as np
import pytest

from gradlab.check import CheckFailed, Mistake, expect
from tests.autograder.execution.boundary.across import names_of, running


@pytest.mark.parametrize(
    ("raised", "kind", "message"),
    [
        ("ValueError('shapes differ')", ValueError, "shapes differ"),
        ("NotImplementedError", NotImplementedError, ""),
        ("KeyError('W1')", KeyError, "'W1'"),
        ("type('Mine', (KeyError,), {})(3)", KeyError, "'3'"),
        ("type('Mine', (Exception,), {})('odd')", Exception, "odd"),
        ("np.linalg.LinAlgError('singular')", ValueError, "singular"),
        ("FileNotFoundError(2, 'none')", FileNotFoundError, "none"),
        ("UnicodeDecodeError('ascii', b'x', 0, 1, 'odd')", UnicodeError, "odd"),
        ("ExceptionGroup('two', [ValueError()])", Exception, "two"),
        ("SystemExit(3)", SystemExit, "3"),
        ("KeyboardInterrupt", KeyboardInterrupt, ""),
        ("StopIteration(1)", StopIteration, "1"),
    ],
)
def test_an_exception_arrives_as_its_first_builtin_class(raised, kind, message):
    with (
        names_of(f"def f(): raise {raised}", "f") as f,
        pytest.raises(BaseException, match=".*" + re.escape(message)) as caught,
    ):
        f()

    assert type(caught.value) is kind


def test_an_exception_that_cannot_be_shown_arrives_without_a_message():
    source = """
class Odd(ValueError):
    def __str__(self): raise SystemError
def f(): raise Odd
"""
    with names_of(source, "f") as f, pytest.raises(ValueError, match=r"^$"):
        f()


def test_a_long_message_is_cut():
    with (
        names_of("def f(): raise ValueError('x' * 10**7)", "f") as f,
        pytest.raises(ValueError, match=r"^x+$") as caught,
    ):
        f()

    assert len(str(caught.value)) == 2000


def test_endless_recursion_is_a_recursion_error_and_the_next_call_works():
    source = "def f(n): return f(n + 1) if n else 7"

    with names_of(source, "f") as f:
        with pytest.raises(RecursionError, match="maximum recursion"):
            f(1)
        assert f(0) == 7


def test_what_a_callback_raises_comes_back_as_the_very_same_object():
    mine = CheckFailed(Mistake.WRONG_VALUE, "expected 3.25")

    def f(_):
        raise mine

    with (
        names_of("def apply(f): return f(1)", "apply") as apply,
        pytest.raises(CheckFailed, match=r"expected 3\.25") as caught,
    ):
        apply(f)

    assert caught.value is mine


def test_the_student_hears_the_type_of_a_callbacks_exception_but_no_message():
    source = """
def apply(f):
    try: f()
    except ZeroDivisionError as error: return [type(error).__name__, str(error)]
"""

    def f():
        raise ZeroDivisionError("expected 3.25")

    with names_of(source, "apply") as apply:
        assert apply(f) == ["ZeroDivisionError", ""]


def test_callbacks_that_raise_leave_nothing_behind():
    source = """
def probe(f, x, times):
    for i in range(times):
        try: f(x + i)
        except ValueError: pass
"""

    def f(_):
        raise ValueError

    with running(source) as student:
        student.name("probe")(f, np.zeros(2), 300)
        assert student.kept < 10


def test_a_warning_in_the_student_is_heard_by_quiet():
    with (
        names_of("def f(x): return np.log(x)", "f") as f,
        pytest.raises(CheckFailed, match="divide by zero"),
    ):
        expect.quiet(f, np.zeros(2))


def test_a_warning_in_the_student_costs_nothing_elsewhere():
    with names_of("def f(x): return np.log(x)", "f") as f:
        expect.call(f, np.ones(2)).gives([0, 0])
        expect.call(f, np.zeros(1)).gives([-np.inf])


def test_a_warning_that_the_student_silences_is_not_heard():
    source = """
def f(x):
    with np.errstate(all="ignore"): return np.log(x)
"""
    with names_of(source, "f") as f:
        expect.quiet(f, np.zeros(2)).gives([-np.inf, -np.inf])


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        ("DeprecationWarning", DeprecationWarning),
        ("np.exceptions.ComplexWarning", RuntimeWarning),
        ("type('Mine', (FutureWarning,), {})", FutureWarning),
    ],
)
def test_a_warning_keeps_its_builtin_category(given, heard):
    source = f"import warnings\ndef f(): warnings.warn('odd', {given})"

    with names_of(source, "f") as f, pytest.warns(heard, match="odd"):
        f()


def test_each_warning_is_heard_though_it_is_the_same_one():
    source = "import warnings\ndef f(): warnings.warn('again')"

    with names_of(source, "f") as f, warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        f()
        f()

    assert len(heard) == 2


def test_ten_thousand_warnings_are_cut_to_fifty():
    source = """
import warnings
def f():
    for i in range(10_000): warnings.warn(str(i))
"""
    with names_of(source, "f") as f, warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        f()

    assert len(heard) == 50


def test_what_the_students_code_prints_goes_nowhere(capfd):
    source = """
import sys
def f(): print("out"); print("err", file=sys.stderr)
"""
    with names_of(source, "f") as f:
        f()

    assert capfd.readouterr() == ("", "")


def test_endless_recursion_that_calls_the_test_leaves_the_line_in_order():
    source = "def f(g, n): g(n); return f(g, n + 1) if n else n"

    with names_of(source, "f") as f:
        for _ in range(3):
            with pytest.raises(RecursionError):
                f(lambda n: [n], 1)
        assert f(lambda n: [n], 0) == 0

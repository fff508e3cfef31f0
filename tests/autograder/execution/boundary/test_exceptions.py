"""Exceptions and warnings arrive as built-in types with their message."""

import contextlib
import gc
import re
import statistics
import warnings

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from autograder.errors import WireError
from autograder.execution.boundary.ends import serve
from gradlab.check import CheckFailed, Mistake, expect
from tests.autograder.execution.boundary.across import forked, names_of, running


@pytest.mark.parametrize(
    ("raised", "kind", "message"),
    [
        ("ValueError('shapes differ')", ValueError, "shapes differ"),
        ("NotImplementedError", NotImplementedError, ""),
        ("KeyError('W1')", KeyError, "'W1'"),
        ("np.linalg.LinAlgError('singular')", np.linalg.LinAlgError, "singular"),
        ("np.exceptions.AxisError(3, 1)", np.exceptions.AxisError, "axis 3 is out"),
        ("__import__('statistics').StatisticsError", statistics.StatisticsError, ""),
        ("FileNotFoundError(2, 'none')", FileNotFoundError, "none"),
        ("UnicodeDecodeError('ascii', b'x', 0, 1, 'odd')", UnicodeError, "odd"),
        ("ExceptionGroup('two', [ValueError()])", Exception, "two"),
        ("SystemExit(3)", SystemExit, "3"),
        ("KeyboardInterrupt", KeyboardInterrupt, ""),
        ("StopIteration(1)", StopIteration, "1"),
    ],
)
def test_an_exception_arrives_as_the_first_of_its_classes_that_both_sides_have(
    raised, kind, message
):
    with (
        names_of(f"def f(): raise {raised}", "f") as f,
        pytest.raises(BaseException, match=".*" + re.escape(message)) as caught,
    ):
        f()

    assert type(caught.value) is kind


BANK = """
class BankError(Exception):
    'Of the bank.'
    limit = 100
class Broke(BankError, ValueError):
    def __init__(self, missing, who="ada"):
        super().__init__(missing, who)
        self.missing, self.who = missing, who
    def __str__(self): return f"{self.who} lacks {self.missing}"
    def __repr__(self): return "broke"
    def twice(self): return 2 * self.missing
class Rest(UserWarning): pass
def pay(n): raise Broke(n)
def bad(n): raise BankError("no")
def wrap(n):
    try: int("x")
    except ValueError as error: raise BankError("wrapped") from error
def apply(f):
    try: f()
    except Broke as error: return error.missing, error.__class__ is Broke
def warn():
    import warnings
    warnings.warn("tired", Rest)
def made(n): return Broke(n, who="eve")
def is_own(error, kind): return type(error) is kind is Broke
def left():
    import gc
    gc.collect()
    return sum(type(one) is Broke for one in gc.get_objects())
"""


@pytest.fixture
def bank():
    with running(BANK) as student:
        yield student


def test_an_exception_of_a_students_class_is_caught_by_its_name(bank):
    broke, error, pay = map(bank.name, ("Broke", "BankError", "pay"))

    for kind in (broke, error, ValueError, Exception):
        with pytest.raises(kind, match="ada lacks 7") as caught:
            pay(7)
        assert type(caught.value) is broke
    with pytest.raises(error) as caught:
        bank.name("bad")(1)
    assert not isinstance(caught.value, broke | ValueError)
    with contextlib.suppress(broke):
        pay(7)


def test_an_exception_of_a_students_class_says_what_it_holds(bank):
    with pytest.raises(bank.name("Broke")) as caught:
        bank.name("pay")(7)
    error = caught.value

    assert (error.missing, error.twice(), error.args) == (7, 14, (7, "ada"))
    assert (repr(error), error.limit, error.__cause__) == ("broke", 100, None)
    assert not hasattr(error, "absent")
    assert bank.name("is_own")(error, bank.name("Broke"))


def test_a_students_exception_tells_what_is_behind_it(bank):
    with pytest.raises(bank.name("BankError"), match="wrapped") as caught:
        bank.name("wrap")(1)

    assert type(caught.value.__cause__) is ValueError


def test_a_class_of_exceptions_is_one_and_is_called_over_there(bank):
    broke, error = bank.name("Broke"), bank.name("BankError")

    assert broke is bank.name("Broke")
    assert (broke.__name__, broke.limit) == ("Broke", 100)
    assert issubclass(broke, error | ValueError)
    assert not issubclass(error, broke)
    one = broke(3, who="bob")
    assert (str(one), one.who, isinstance(one, broke)) == ("bob lacks 3", "bob", True)
    assert bank.name("made")(4).who == "eve"
    with pytest.raises(broke, match="bob lacks 3"):
        raise one
    with pytest.raises(TypeError, match="missing"):
        broke()


def test_what_a_callback_raises_of_a_students_class_is_caught_there(bank):
    broke = bank.name("Broke")

    def fail():
        raise broke(5)

    assert bank.name("apply")(fail) == (5, True)


def test_a_test_may_define_a_sub_class_of_a_students_exception(bank):
    class Mine(bank.name("BankError")):
        pass

    with pytest.raises(bank.name("BankError"), match="here"):
        raise Mine("here")


BUILTIN = [Exception, ValueError, KeyError, OSError, ArithmeticError, SystemExit]
CLASSES = st.lists(  # each below a built-in class, or below some of those before it
    st.tuples(st.sampled_from(BUILTIN), st.sets(st.integers(0, 5), max_size=2)),
    min_size=1,
    max_size=6,
)


def _built(classes, kinds):
    """Return classes of exceptions in which Python can see a sense."""
    for number, (plain, below) in enumerate(classes):
        bases = [kinds[one] for one in sorted(below) if one < number] or [plain]
        try:
            kinds.append(type(f"E{number}", tuple(bases[::-1]), {}))
        except TypeError:  # an order or a layout that cannot be
            kinds.append(type(f"E{number}", (plain,), {}))
    return kinds


@settings(max_examples=60, deadline=None)
@given(CLASSES, st.text(max_size=9))
def test_except_finds_what_it_finds_in_one_process(classes, said):
    kinds = _built(classes, [])

    def child(sock):
        names = {kind.__name__: kind for kind in kinds}
        serve(sock, {**names, "fail": fail})

    def fail(number):
        raise kinds[number](said)

    with forked(child) as student:
        ours = [student.name(kind.__name__) for kind in kinds]
        for raised, kind in enumerate(kinds):
            try:
                student.name("fail")(raised)
            except BaseException as problem:
                caught = problem
            for there, here in zip([*kinds, *BUILTIN], [*ours, *BUILTIN], strict=True):
                assert issubclass(ours[raised], here) == issubclass(kind, there)
                assert isinstance(caught, here) == issubclass(kind, there)
            assert str(caught) == str(kind(said))


def test_a_students_warning_is_heard_by_its_name(bank):
    with pytest.warns(bank.name("Rest"), match="tired"):
        bank.name("warn")()


def test_exceptions_of_a_students_class_leave_nothing_behind(bank):
    pay, broke = bank.name("pay"), bank.name("Broke")
    for _ in range(50):
        with pytest.raises(broke):
            pay(1)
    gc.collect()

    bank.name("made")

    assert bank.name("left")() <= 1


@pytest.mark.parametrize(
    "hostile",
    [
        "def __str__(self): raise SystemError",
        "def __repr__(self): raise SystemError",
        "def __eq__(self, other): return True",
        "def __hash__(self): raise SystemError",
        "args = property(lambda self: 1 / 0)",
        "__class__ = property(lambda self: AssertionError)",
        "__cause__ = 3",
    ],
)
def test_a_hostile_exception_is_what_its_class_says_and_no_more(hostile):
    source = f"class Odd(ValueError):\n    {hostile}\ndef f(): raise Odd"

    with running(source) as student:
        with pytest.raises(ValueError) as caught:  # noqa: PT011 - it may say nothing
            student.name("f")()
        error = caught.value

        assert error != 3
        assert not isinstance(error, AssertionError)
        assert len({error, 3}) == 2


def test_many_classes_of_exceptions_end_their_own_line_alone():
    source = "def f(n): return [type(f'E{i}', (ValueError,), {}) for i in range(n)]"
    with names_of(source, "f") as f:
        assert len(f(500)) == 500
    with names_of(source, "f") as f, pytest.raises(WireError, match="more than 1000"):
        f(1001)
    with names_of(source, "f") as f:
        assert len(f(500)) == 500


META = """
class Meta(type):
    def __instancecheck__(self, other): return True
    def __subclasscheck__(self, other): return True
    def __eq__(self, other): return True
    def __hash__(self): return hash(ValueError)
    __name__ = "AssertionError"
class Odd(ValueError, metaclass=Meta): pass
def f(): raise Odd("no")
"""


def test_a_metaclass_decides_nothing_here():
    with running(META) as student:
        odd = student.name("Odd")
        assert not isinstance(KeyError(), odd)
        with pytest.raises(ValueError, match="no") as caught:
            student.name("f")()
        assert not isinstance(caught.value, AssertionError)


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

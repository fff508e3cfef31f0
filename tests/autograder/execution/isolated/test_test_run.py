"""A test runs in this process, against names of the student's."""
# ruff: noqa: NPY002 - the global random state is what is tested

import time

import numpy as np
import pytest

from autograder.execution.boundary import ends
from autograder.execution.interface import Status
from autograder.execution.isolated.test_run import run_test
from tests.autograder.execution.boundary.across import forked, running

SOURCE = "def double(x): return 2 * x\nbase = 10\nprint = None"


def run(test, source=SOURCE, **options):
    with running(source, **options) as student:
        return run_test(test, student)


def test_a_test_that_ends_well_is_done():
    ended = run("assert double(21) == 42\nassert base == 10")

    assert (ended.status, ended.exception, ended.value) == (Status.DONE, "", None)


def test_a_test_that_raises_is_recorded_with_type_and_message():
    ended = run("assert double(1) == 3, 'not three'")

    assert ended.status is Status.RAISED
    assert (ended.exception, ended.message) == ("AssertionError", "not three")


@pytest.mark.parametrize(
    ("test", "value"),
    [
        ("double(1.25)", "2.5"),
        ("1; None", None),
        ("x = 3", None),
        ("double", None),
        ("np.float64(2.0)", "np.float64(2.0)"),
        ("import gradlab.check.expect as e\ne.call(double, 1)", None),
    ],
)
def test_the_last_expression_is_recorded_as_text(test, value):
    assert run(test).value == value


@pytest.mark.parametrize(
    ("test", "raised"),
    [
        ("double(", "SyntaxError"),
        ("absent", "NameError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("double(object())", "GraderLimit"),
    ],
)
def test_whatever_a_test_does_becomes_a_record(test, raised):
    assert run(test).exception == raised


def test_a_test_has_the_builtins_whatever_the_student_calls_so():
    assert run("print(double(2))").status is Status.DONE


def test_a_test_runs_as_main_in_a_namespace_of_its_own():
    test = "assert __name__ == '__main__'\nbase = 1\ndef f(): return base\nf()"

    assert run(test).value == "1"


def test_numpy_is_the_real_one_whatever_the_student_has_under_its_name():
    source = "class np:\n  allclose = staticmethod(lambda *_: True)"

    assert run("assert np.allclose(1, 2)", source).exception == "AssertionError"


@pytest.mark.parametrize(
    ("test", "asked"),
    [
        ("f(x)", ["f", "x"]),
        ("x = 1\nf(x)\nf(x)", ["f"]),
        ("import numpy as np\nnp.exp(f(1))", ["f"]),
        ("def g(x): return f(x) + y\ng(1)", ["f", "y"]),
        ("for x in [1]:\n    f(x)", ["f"]),
        ("[f(x) for x in range(3)]", ["f"]),
        ("if x:\n    y = 1\ny", ["x"]),
        ("y = x + 1", ["x"]),
    ],
)
def test_only_the_names_that_a_test_takes_from_outside_are_asked_for(
    test, asked, monkeypatch
):
    names = []
    name_of = ends.TestEnd.name
    monkeypatch.setattr(
        ends.TestEnd,
        "name",
        lambda self, name: names.append(name) or name_of(self, name),
    )

    run(test, "f = float\nx = 2\ny = 3")

    assert names == asked


def test_a_hanging_function_ends_as_a_timeout():
    ended = run("double(1)", "def double(x):\n    while True: pass", seconds=0.3)

    assert ended.status is Status.TIMEOUT


def test_a_test_that_catches_the_timeout_has_not_passed():
    test = "try:\n    double(1)\nexcept Exception:\n    pass"

    ended = run(test, "def double(x):\n    while True: pass", seconds=0.3)

    assert ended.status is Status.TIMEOUT


def test_a_function_that_ends_its_process_is_a_crash():
    ended = run("double(1)", "import os\ndef double(x): os._exit(0)")

    assert ended.status is Status.CRASHED


def test_calls_without_end_into_the_test_run_out_of_time():
    source = "def f(g):\n    while True: g(1)"

    assert run("f(lambda x: x)", source, seconds=0.3).status is Status.TIMEOUT


def test_the_students_process_never_reads_the_test():
    test = "# a secret\nexpected = 8675309\nassert double(1) == expected, 'a secret'"
    received = []

    def child(sock):
        while data := sock.recv(1 << 16):
            received.append(data)
            answer = [["return", [[14, 2]], [[2, 1, []]], [], [], None, [], []]]
            sock.sendall(_frame(answer.pop()))
        ok = not any(b"secret" in d or b"8675309" in d for d in received)
        sock.sendall(b"y" if ok else b"n")

    with forked(child) as student:
        ended = run_test(test, student)
        line = student._wire._sock
        line.shutdown(1)
        verdict = line.recv(1)

    assert ended.exception == "TypeError"  # what came is not callable
    assert verdict == b"y"


def _frame(message):
    from autograder.execution.boundary.wire import packed

    data = packed(message)
    return len(data).to_bytes(4, "big") + data


def test_what_a_test_sets_in_numpy_ends_with_it():
    state = np.random.get_state()[1].tolist()

    run("np.random.seed(3)\nnp.seterr(all='raise')\ndouble(1)")

    assert np.random.get_state()[1].tolist() == state
    assert np.geterr()["over"] == "warn"


def test_a_deadline_that_has_passed_ends_a_test_at_once():
    with running(SOURCE) as student:
        student._wire.deadline = time.monotonic() - 1
        assert run_test("double(1)", student).status is Status.TIMEOUT


def test_a_line_that_is_not_given_a_deadline_has_one(monkeypatch):
    import socket

    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert ends.TestEnd(ours)._wire.deadline > time.monotonic()


@pytest.mark.parametrize(
    "test",
    [
        "try:\n    double(object())\nexcept TypeError:\n    pass",
        "import pytest\nwith pytest.raises(TypeError):\n    double(object())",
        "import contextlib\nwith contextlib.suppress(Exception):\n    float(made())",
        "assert made() != 3",
    ],
)
def test_a_limit_that_a_test_caught_or_never_saw_gives_no_points(test):
    odd = "class Odd:\n  def __eq__(self, other): return False"

    assert (
        run(test, f"{SOURCE}\n{odd}\ndef made(): return Odd()").status is Status.LIMIT
    )


def test_a_type_error_of_the_answer_is_no_limit():
    test = "import pytest\nwith pytest.raises(TypeError):\n    double(None)"

    assert run(test).status is Status.DONE


@pytest.mark.parametrize(
    "test",
    [
        "assert 'base' in globals() and 'absent' not in globals()",
        "assert globals()['base'] == 10 == globals().get('base')",
        "assert 'base' in locals() and locals().get('absent', 3) == 3",
    ],
)
def test_the_names_of_the_notebook_are_among_the_globals(test):
    assert run(test).status is Status.DONE


def test_a_function_of_the_test_can_be_wrapped_by_the_answer():
    source = """
import functools
def counted(f):
    @functools.wraps(f)
    def inner(*given):
        inner.calls += 1
        return f(*given)
    inner.calls = 0
    return inner
"""
    test = (
        "@counted\ndef twice(x): return 2 * x\n"
        "assert (twice(3), twice.calls, twice.__name__) == (6, 1, 'twice')"
    )

    assert run(test, source).status is Status.DONE

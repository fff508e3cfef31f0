"""The one way to call a student's function."""

import gc
import io
import sys
import warnings

import numpy as np
import pytest

from gradlab import calls


def parabola(x):
    return x**2


def test_a_lambda_goes_by_the_name_of_its_place():
    assert calls.name_of(lambda x: x, "f") == "f"
    assert calls.name_of(parabola, "f") == "parabola"


def test_an_answer_holds_the_value_and_the_warnings():
    def careful(x):
        warnings.warn("careful", stacklevel=1)
        return x

    answer = calls.call(careful, (3,), {})

    assert (answer.value, answer.warning) == (3, "careful")


@pytest.mark.parametrize(("prints", "out"), [(True, "here\n"), (False, "")])
def test_stderr_is_dropped_and_stdout_if_asked(prints, out, capsys):
    def noisy():
        print("here")
        print("there", file=sys.stderr)

    calls.call(noisy, (), {}, prints=prints)

    assert capsys.readouterr() == (out, "")


def test_an_exception_passes_through_and_the_streams_come_back():
    before = sys.stdout, sys.stderr

    with pytest.raises(ZeroDivisionError):
        calls.call(lambda: 1 / 0, (), {}, prints=False)

    assert (sys.stdout, sys.stderr) == before


@pytest.mark.parametrize(
    "value", [None, [1.0, None], "0.5", 1j, [[1.0], [1.0, 2.0]], object()]
)
def test_what_is_not_a_real_number_is_none(value):
    assert calls.as_numbers(value) is None


def test_numbers_are_a_new_array_of_floats():
    given = np.array([1, 2])
    numbers = calls.as_numbers(given)
    given[0] = 7

    assert numbers.dtype == np.float64
    np.testing.assert_array_equal(numbers, [1, 2])


def test_a_call_neither_flushes_nor_closes_the_streams_of_the_kernel(monkeypatch):
    class Counted(io.StringIO):
        flushes = 0

        def flush(self):
            Counted.flushes += 1

    monkeypatch.setattr(sys, "stdout", Counted())
    calls.call(lambda: print("here", flush=True), (), {}, prints=False)
    gc.collect()

    assert Counted.flushes == 0
    assert not sys.stdout.closed

"""The visible checks, tried on the same answers as the hidden tests."""

import pytest
from known import ANSWERS, answer, arguments  # the file beside this one

from gradlab import check
from gradlab.check import CheckFailed


def answers_where(wanted):
    for known in ANSWERS:
        if wanted(known.loses):
            title = f"{known.function}-{known.name}"
            shown = getattr(check, known.function)
            yield pytest.param(shown, arguments(known), id=title)


@pytest.mark.parametrize(
    ("visible_check", "given"),
    list(answers_where(lambda lost: lost <= {"quiet", "certain"})),
)
def test_a_right_answer_passes_even_if_it_is_noisy(visible_check, given, capsys):
    visible_check(*given)

    assert capsys.readouterr().out.endswith(": the check passes.\n")


@pytest.mark.parametrize(
    ("visible_check", "given"), list(answers_where(lambda lost: "values" in lost))
)
def test_an_answer_with_wrong_values_does_not_pass(visible_check, given):
    with pytest.raises(CheckFailed, match=r"."):
        visible_check(*given)


def test_the_check_of_the_stretch_wants_a_quiet_sigmoid(capsys):
    check.sigmoid_quiet(answer("sigmoid", "logaddexp"))
    assert capsys.readouterr().out == "sigmoid_quiet: the check passes.\n"

    with pytest.raises(CheckFailed, match="NumPy warned"):
        check.sigmoid_quiet(answer("sigmoid", "formula_as_it_stands"))


@pytest.mark.parametrize("name", ["sigmoid", "softmax_rows", "predict_class"])
def test_a_function_that_is_not_written_yet_is_asked_for(name):
    def unwritten(x):
        raise NotImplementedError

    with pytest.raises(CheckFailed, match=r"^Write unwritten above and run its cell"):
        getattr(check, name)(unwritten)


def test_a_right_answer_that_is_noisy_hears_that_a_point_depends_on_it(capsys):
    check.softmax_rows(answer("softmax_rows", "loop_over_rows"))
    assert "NumPy warned" not in capsys.readouterr().out

    check.tanh_derivative(answer("tanh_derivative", "one_over_cosh_squared"))
    assert "NumPy warned (overflow encountered in cosh)" in capsys.readouterr().out

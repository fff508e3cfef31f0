"""The visible checks, tried on the same answers as the hidden tests."""

import pytest
from known import ANSWERS, answer  # the file beside this one

from gradlab import check
from gradlab.check import CheckFailed, Mistake


def answers_where(wanted):
    for known in ANSWERS:
        if wanted(known.loses):
            title = f"{known.function}-{known.name}"
            yield pytest.param(getattr(check, known.function), known.answer, id=title)


@pytest.mark.parametrize(
    ("visible_check", "answer"),
    list(answers_where(lambda lost: lost <= {"quiet", "certain"})),
)
def test_a_right_answer_passes_even_if_it_is_noisy(visible_check, answer, capsys):
    visible_check(answer)

    assert capsys.readouterr().out.endswith(": the check passes.\n")


@pytest.mark.parametrize(
    ("visible_check", "answer"), list(answers_where(lambda lost: "values" in lost))
)
def test_an_answer_with_wrong_values_does_not_pass(visible_check, answer):
    with pytest.raises(Exception, match=r"."):
        visible_check(answer)


@pytest.mark.parametrize(
    "known",
    [known for known in ANSWERS if known.named],
    ids=lambda known: f"{known.function}-{known.name}",
)
def test_a_mistake_is_named_as_the_known_answer_says(known):
    with pytest.raises(CheckFailed, match=r".") as caught:
        getattr(check, known.function)(known.answer)

    assert caught.value.mistake is known.named


@pytest.mark.parametrize(
    ("function", "name", "mistake"),
    [
        ("sigmoid", "exponent_with_the_wrong_sign", Mistake.SIGN_OF_EXPONENT),
        ("sigmoid", "returns_nothing", Mistake.RETURNED_NONE),
        ("sigmoid", "list_of_right_values", Mistake.RETURNED_LIST),
        ("sigmoid", "float32_forced", Mistake.LESS_PRECISE),
        ("sigmoid", "flattened", Mistake.WRONG_SHAPE),
        ("sigmoid", "exp_over_one_plus_exp", Mistake.GAVE_NAN),
        (
            "sigmoid_derivative",
            "input_taken_for_output",
            Mistake.INPUT_TAKEN_FOR_OUTPUT,
        ),
        ("sigmoid_derivative", "sigmoid_itself", Mistake.SIGMOID_FOR_SLOPE),
        ("softmax", "no_maximum_subtracted", Mistake.NO_MAXIMUM_SUBTRACTED),
        ("softmax", "not_divided", Mistake.NOT_NORMALISED),
        ("softmax_rows", "no_maximum_subtracted", Mistake.NO_MAXIMUM_SUBTRACTED),
        ("softmax_rows", "one_maximum_for_all_rows", Mistake.SHARED_MAXIMUM),
        ("softmax_rows", "one_sum_for_all_rows", Mistake.SHARED_SUM),
        ("softmax_rows", "down_the_columns", Mistake.OVER_COLUMNS),
        ("softmax_rows", "built_in_sum", Mistake.OVER_COLUMNS),
        ("softmax_rows", "keepdims_only_where_it_must", Mistake.ANOTHER_ROWS_SUM),
        ("predict_class", "maximum_instead_of_position", Mistake.MAXIMUM_NOT_INDEX),
        ("predict_class", "one_hot_instead_of_position", Mistake.ONE_HOT_NOT_INDEX),
        ("predict_class", "down_the_columns", Mistake.OVER_COLUMNS),
        ("predict_class", "counted_from_one", Mistake.COUNTED_FROM_ONE),
        ("predict_class", "last_of_ties", Mistake.LAST_OF_TIES),
        ("predict_class", "floats", Mistake.NOT_INTEGER),
        ("predict_class", "one_class_for_the_whole_batch", Mistake.ONE_FOR_WHOLE_BATCH),
    ],
)
def test_a_known_mistake_is_named(function, name, mistake):
    wrong = answer(function, name)

    with pytest.raises(CheckFailed, match=r".") as caught:
        getattr(check, function)(wrong)

    assert caught.value.mistake is mistake


def test_the_check_of_the_stretch_wants_a_quiet_sigmoid(capsys):
    check.sigmoid_quiet(answer("sigmoid", "logaddexp"))
    assert capsys.readouterr().out == "sigmoid_quiet: the check passes.\n"

    with pytest.raises(CheckFailed, match="NumPy warned"):
        check.sigmoid_quiet(answer("sigmoid", "formula_as_it_stands"))


@pytest.mark.parametrize("name", ["sigmoid", "softmax_rows", "predict_class"])
def test_a_function_that_is_not_written_yet_says_so(name):
    def unwritten(x):
        raise NotImplementedError

    with pytest.raises(NotImplementedError, match=r"^$"):
        getattr(check, name)(unwritten)

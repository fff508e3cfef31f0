"""Calibration and progress: what a student sees of what is kept."""

import pytest

from gradlab import predict, progress
from gradlab.history import Check, History, KeptGoal, KeptPrediction
from gradlab.study.calibration import calibration


@pytest.fixture
def log():
    """A record in memory: two numbers, a choice, a recall, two checks."""
    log = History(None)
    record = log.read()
    record.predictions |= {
        "near": KeptPrediction(
            "01_s", "s", "number", "0.86", "0.88", True, -0.02, "What is `s(2)`?"
        ),
        "far": KeptPrediction("02_t", "t", "number", "0.1", "0.6", False, -0.5),
        "kind": KeptPrediction("01_s", "s", "choice", "a <b>", "c", False),
        "open": KeptPrediction("01_s", "s", "number", "3"),
        "recall/02_t/x": KeptPrediction("02_t", "s", "recall", "a", "a", True),
    }
    record.checks |= {
        "f": Check("01_s", "s", True, 0, 3, {"SIGN_OF_EXPONENT": 2, "GONE": 1}),
        "g": Check("01_s", "s", False, 1, 1),
    }
    return log


def test_calibration_says_how_often_right_and_how_far_off(log):
    found = calibration(log=log)

    assert found.summary == (
        "1 of 3 predictions was right. "
        "Numbers and places: 26% of the range away on average."
    )
    assert "What is s(2)? You said 0.86, answer 0.88: right" in repr(found)


def test_calibration_asks_again_what_was_asked(log):
    html = calibration(log=log)._repr_html_()

    assert ">What is <code>s(2)</code>?</th>" in html
    assert "near" not in html


def test_a_prediction_of_an_older_file_is_called_by_its_name(log):
    assert "far. You said 0.1, answer 0.6: not right" in repr(calibration(log=log))


def test_calibration_of_a_lab_leaves_out_the_others(log):
    assert set(calibration("01_s", log).judged) == {"near", "kind"}


def test_a_number_too_low_is_marked_left_of_the_answer(log):
    html = calibration("02_t", log)._repr_html_()

    assert 'class="gradlab-guess" cx="120.0"' in html
    assert "gradlab-truth" not in html


def test_what_a_student_wrote_cannot_become_markup(log):
    assert "a &lt;b&gt;" in calibration(log=log)._repr_html_()


def test_without_a_history_calibration_is_one_sentence():
    found = calibration(log=History(None))

    assert repr(found).startswith("No prediction is committed yet.")
    assert repr(found) in found._repr_html_()


def test_progress_says_by_concept_what_is_done_predicted_and_mistaken(log):
    shown = progress.show(log)

    first, second = shown.rows
    assert (first.concept, second.concept) == ("s", "t")
    done = ("f", "g (not yet)")
    assert first.cells[:3] == (done, ("1 of 2 right",), ("1 of 1 right",))
    assert first.cells[3][0].startswith("2 × The exponent has the wrong sign")
    assert "0 of 1 right" in repr(shown)
    assert ">s</th>" in shown._repr_html_()


def test_progress_says_which_goals_of_explorers_were_reached(log):
    log.read().goals["x"] = KeptGoal("01_s", "s", "slope", "Find it")

    first, second = progress.show(log).rows
    assert (first.cells[-1], second.cells[-1]) == (("Find it",), ("–",))
    assert ">goals</th>" in progress.show(log)._repr_html_()


def test_each_mistake_and_each_goal_of_progress_has_a_line_of_its_own(log):
    record = log.read()
    record.checks["g"].mistakes.update(SUM_NOT_MEAN=1, SIGN_OF_LOSS=1)
    words = ("Find it", "Find the other")
    goals = {each: KeptGoal("01_s", "s", "slope", each) for each in words}
    record.goals.update(goals)

    shown = progress.show(log)

    assert len(shown.rows[0].cells[3]) == 3
    assert "Find it<br>Find the other</td>" in shown._repr_html_()
    lines = repr(shown).splitlines()
    assert sum(" × " in line for line in lines) == 3
    assert "goals        Find it" in repr(shown)


def test_progress_works_without_a_history():
    shown = progress.show(History(None))

    assert "Nothing is kept yet" in repr(shown)
    assert "Nothing is kept yet" in shown._repr_html_()


def test_progress_says_where_it_is_kept(tmp_path):
    path = tmp_path / "progress.json"

    assert str(path) in repr(progress.show(History(path)))


def test_the_doors_lead_to_the_same(log):
    assert repr(predict.calibration("01_s", log)) == repr(calibration("01_s", log))

import pytest

from autograder.execution.interface import CellRun, Execution, Status
from autograder.grading import score, submission
from autograder.grading.records import Outcome
from tests.autograder.double_lab import RIGHT, answer

PASSED = CellRun(Status.DONE)


def scored(released, lab, **runs):
    """Score a right submission whose cells ended as `runs` say."""
    restored = submission.restore(answer(released, RIGHT), lab)
    ended = {c.id: PASSED for c in restored.notebook.cells}
    execution = Execution(restored.notebook, {**ended, **runs})
    return {c.grade_id: c for c in score.score(restored, execution, lab)}


def test_a_test_that_ends_well_gives_its_points(released, lab):
    cells = scored(released, lab)

    assert cells["double_values"].score == 3
    assert cells["double_values"].outcome is Outcome.PASSED


def test_a_written_answer_waits_for_a_person(released, lab):
    cells = scored(released, lab)

    assert cells["double_why"].score is None
    assert cells["double_why"].outcome is Outcome.MANUAL


@pytest.mark.parametrize(
    ("exception", "outcome"),
    [
        ("AssertionError", Outcome.FAILED),
        ("CheckFailed", Outcome.FAILED),
        ("NotImplementedError", Outcome.MISSING),
        ("NotWritten", Outcome.MISSING),
        ("AnswerRaised", Outcome.ERRORED),
        ("NameError", Outcome.ERRORED),
        ("SystemExit", Outcome.ERRORED),
    ],
)
def test_an_exception_costs_the_points_and_names_the_outcome(
    released, lab, exception, outcome
):
    cells = scored(
        released, lab, double_values=CellRun(Status.RAISED, exception, "why")
    )

    assert cells["double_values"].score == 0
    assert cells["double_values"].outcome is outcome
    assert cells["double_lists"].score == 1


@pytest.mark.parametrize("status", [Status.TIMEOUT, Status.CRASHED])
def test_a_test_without_an_end_gives_no_points(released, lab, status):
    cell = scored(released, lab, double_values=CellRun(status))["double_values"]

    assert (cell.score, cell.outcome) == (0, Outcome(status.value))
    assert cell.message


@pytest.mark.parametrize("value", ["2", "2.0", "np.float64(2.0)"])
def test_a_last_value_is_partial_credit(released, lab, value):
    cell = scored(released, lab, double_values=CellRun(Status.DONE, value=value))

    assert cell["double_values"].score == 2
    assert cell["double_values"].outcome is Outcome.FAILED


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "4", "True", "'2'", "[2]"])
def test_a_last_value_that_is_no_mark_is_ignored(released, lab, value):
    cell = scored(released, lab, double_values=CellRun(Status.DONE, value=value))

    assert cell["double_values"].score == 3


def test_a_limit_of_the_grader_is_an_outcome_of_its_own(released, lab):
    limit = CellRun(Status.LIMIT, "GraderLimit", "a generator cannot be handed over")

    cell = scored(released, lab, double_values=limit)["double_values"]

    assert (cell.score, cell.outcome) == (0, Outcome.LIMIT)
    assert cell.message == "a generator cannot be handed over"


def test_refused_cells_have_no_score_but_the_reason(lab):
    cells = score.refuse(lab, Outcome.REFUSED, "not JSON")

    assert {cell.score for cell in cells} == {None}
    assert {cell.message for cell in cells} == {"not JSON"}
    assert len(cells) == len(lab.graded)


def test_a_result_says_how_its_test_ran(released, lab):
    cells = scored(released, lab.run_together(frozenset({"double_lists"})))

    ways = {name: cell.way for name, cell in cells.items()}
    assert ways == {
        "double_check": None,
        "double_values": "apart",
        "double_lists": "together",
        "double_why": None,
    }

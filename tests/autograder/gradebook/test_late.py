from datetime import datetime, timedelta

import pytest
from traitlets.config import Config

from autograder.batch.batch import Batch
from autograder.batch.pool import threads
from autograder.errors import UsageError
from autograder.gradebook.late import settle
from autograder.plugins.late import PlainRule
from tests.autograder.double_lab import LAB, RIGHT, answer

DAY = 24 * 3600
DUE = datetime(2026, 11, 20, 22, 0)


@pytest.mark.parametrize(
    ("rule", "late", "lost"),
    [
        ({"per_day": "10%"}, 1, 1.0),
        ({"per_day": "10%"}, DAY, 1.0),
        ({"per_day": "10%"}, DAY + 1, 2.0),
        ({"per_day": "1.5"}, DAY + 1, 3.0),
        ({"per_day": "10%", "at_most": "15%"}, 3 * DAY, 1.5),
        ({"per_day": "4", "at_most": "5"}, 3 * DAY, 5.0),
        ({"per_day": "40%"}, 9 * DAY, 10.0),
        ({"per_day": "2", "grace_minutes": 10}, 600, None),
        ({"per_day": "2", "grace_minutes": 10}, 601, 2.0),
        ({}, 9 * DAY, None),
    ],
)
def test_each_day_that_has_begun_costs_what_the_rule_says(rule, late, lost):
    plugin = PlainRule(**rule)

    assert plugin.late_submission_penalty("ada", 10.0, late) == lost


@pytest.mark.parametrize("amount", ["ten", "-2", "10 %%", ""])
def test_an_amount_that_is_none_says_what_is_expected(amount):
    with pytest.raises(UsageError, match=r"expected points \('2'\) or a share"):
        PlainRule(per_day=amount).late_submission_penalty("ada", 10.0, 5)


@pytest.fixture
def gradebook(course, lab, hand_in, released, executor):
    """Return a gradebook: ada is two days late, bob in time, each has 4 points."""
    from nbgrader.api import Gradebook

    for student, day in (("ada", 1), ("bob", -1)):
        path = hand_in(student, answer(released, RIGHT))
        when = DUE + timedelta(days=day, hours=1)
        (path.parent / "timestamp.txt").write_text(f"{when} UTC")
    batch = Batch(course, lab, course.submitted, threads(executor))
    batch.run(batch.due())
    with Gradebook(course.gradebook_url) as gradebook:
        gradebook.update_or_create_assignment(LAB, duedate=DUE)
        yield gradebook


def test_a_time_in_another_folder_of_submissions_does_not_count(
    course, lab, hand_in, released, executor, tmp_path
):
    from nbgrader.api import Gradebook

    path = hand_in("ada", answer(released, RIGHT))
    (path.parent / "timestamp.txt").write_text(f"{DUE} UTC")
    elsewhere = course.submitted.rename(tmp_path / "handed_in")

    batch = Batch(course, lab, elsewhere, threads(executor))
    batch.run(batch.due())

    with Gradebook(course.gradebook_url) as gradebook:
        assert gradebook.find_submission(LAB, "ada").timestamp is None


def penalties(gradebook):
    gradebook.db.expire_all()
    return {
        submission.student_id: submission.notebooks[0].late_submission_penalty
        for submission in gradebook.assignment_submissions(LAB)
    }


def ruled(course, **rule):
    return Config({**course.config, "PlainRule": Config(rule)})


def test_only_who_is_late_loses_points(course, gradebook):
    settle(gradebook, LAB, ruled(course, per_day="10%"))

    assert penalties(gradebook) == {"ada": pytest.approx(0.8), "bob": None}


def test_a_mark_by_hand_and_an_extension_are_settled_anew(course, gradebook):
    config = ruled(course, per_day="10%")
    settle(gradebook, LAB, config)
    gradebook.find_grade("double_why", LAB, LAB, "ada").manual_score = 2
    gradebook.db.commit()

    settle(gradebook, LAB, config)
    assert penalties(gradebook)["ada"] == pytest.approx(1.2)

    gradebook.find_submission(LAB, "ada").extension = timedelta(days=3)
    gradebook.db.commit()
    settle(gradebook, LAB, config)
    assert penalties(gradebook)["ada"] is None


def test_nbgraders_own_policy_works_too(course, gradebook):
    config = Config(course.config)
    config.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"
    config.LateSubmissionPlugin.penalty_method = "zero"

    settle(gradebook, LAB, config)

    assert penalties(gradebook) == {"ada": 4.0, "bob": None}


def test_a_policy_that_is_not_there_is_named(course, gradebook):
    config = Config(course.config)
    config.AssignLatePenalties.plugin_class = "nowhere.Rule"

    with pytest.raises(UsageError, match=r"late rule in nbgrader_config\.py"):
        settle(gradebook, LAB, config)


def test_grading_settles_what_lateness_costs(
    course, lab, gradebook, executor, monkeypatch
):
    monkeypatch.setitem(course.__dict__, "config", ruled(course, per_day="1"))
    batch = Batch(course, lab, course.submitted, threads(executor))

    batch.run(batch.due(force=True))

    assert penalties(gradebook) == {"ada": 2.0, "bob": None}

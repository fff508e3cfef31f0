"""The hidden tests, tried on the answers of known_answers/."""

import pytest
from known import COURSE, LABS  # the file beside this one

from autograder.course import audit, told
from autograder.grading import seed
from gradlab.check import seeded
from autograder.course.lab import Lab
from autograder.course.sources import read_source

CORE = {"sigmoid", "sigmoid_derivative", "softmax", "cross_entropy_loss"}

every_lab = pytest.mark.parametrize("name", LABS)


def test_every_lab_has_known_answers():
    assert COURSE.labs() == LABS


@every_lab
def test_every_answer_loses_what_it_should_and_every_hidden_test_is_needed(name):
    audited = audit.audit(COURSE, Lab.load(COURSE, name))

    assert audited.misfits == ()
    assert audited.idle == ()
    assert audited.misnamed == ()
    assert audited.shares[told.Naming.WRONG] == 0
    assert audited.shares[told.Naming.GENERIC] < 0.1 * sum(audited.shares.values())


@every_lab
def test_every_wrong_answer_names_its_mistake_and_no_right_one_does(name):
    for one in audit.known_answers(COURSE, name):
        assert bool(one.named) == bool(one.loses), one.name


@every_lab
def test_every_graded_function_has_its_wrong_and_right_answers(name):
    known = audit.known_answers(COURSE, name)
    for function in graded_functions(name):
        tags = [one.loses for one in known if one.function == function]
        wrong, right = (20, 10) if function in CORE else (10, 6)

        assert sum(map(bool, tags)) >= wrong, function
        assert tags.count(frozenset()) >= right, function


def graded_functions(name):
    tests = audit.hidden_tests(Lab.load(COURSE, name))
    return {test.rpartition("_")[0] for test in tests}


DRAWING = [
    (name, cell)
    for name in LABS
    for cell, test in audit.hidden_tests(Lab.load(COURSE, name)).items()
    if "seeded.rng()" in test
]


def test_some_hidden_tests_draw_the_inputs_of_each_student():
    assert len(DRAWING) >= 6


@pytest.mark.parametrize(("name", "cell"), DRAWING, ids=[cell for _, cell in DRAWING])
def test_no_mark_depends_on_which_inputs_a_student_is_given(name, cell, monkeypatch):
    test = audit.hidden_tests(Lab.load(COURSE, name))[cell]
    function, _, end = cell.rpartition("_")
    given = audit.reference(read_source(COURSE, name))
    for one in audit.known_answers(COURSE, name):
        names = given | {function: one.answer}
        for number in range(4 if one.function == function else 0):
            monkeypatch.setenv(
                seeded.VARIABLE, str(seed.seed_for(str(number), name))
            )
            assert told.run(test, names).passed == (end not in one.loses), one.name

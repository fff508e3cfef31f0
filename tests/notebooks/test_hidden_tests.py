"""The hidden tests, tried on the answers of tests/mutants/."""

import pytest
from catalogues import ANSWERS, COURSE, LABS  # the file beside this one

from autograder.audit import audit
from autograder.lab import Lab

FUNCTIONS = sorted({known.function for known in ANSWERS})


@pytest.mark.parametrize("lab", LABS)
def test_every_answer_loses_what_it_should_and_every_hidden_test_is_needed(lab):
    audited = audit(COURSE, Lab.load(COURSE, lab))

    assert audited.misfits == ()
    assert audited.idle == ()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_ten_wrong_and_six_right_answers_are_known(function):
    tags = [known.loses for known in ANSWERS if known.function == function]

    assert sum(map(bool, tags)) >= 10
    assert tags.count(frozenset()) >= 6

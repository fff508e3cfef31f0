"""The catalogue of sentences that a feedback page may show."""

import re

import pytest

from gradlab.check import CheckFailed, Mistake


@pytest.mark.parametrize("mistake", Mistake)
def test_a_sentence_reveals_no_number_and_no_code(mistake):
    assert not re.search(r"[\d=*/()\[\]_]", mistake.value)


@pytest.mark.parametrize("mistake", Mistake)
def test_a_sentence_is_one_line_that_ends_like_one(mistake):
    assert re.fullmatch(r"[A-Z][^\n!]*[.?]", mistake.value)
    assert len(mistake.value) <= 110


def test_no_two_mistakes_share_a_sentence():
    assert len({mistake.value for mistake in Mistake}) == len(Mistake.__members__)


def test_a_failure_is_recognised_by_its_first_line():
    message = str(CheckFailed(Mistake.WRONG_SHAPE, "f(1)\nreturned 2"))

    assert Mistake.named_in(message) is Mistake.WRONG_SHAPE


def test_an_unknown_message_names_no_mistake():
    assert Mistake.named_in("division by zero") is None

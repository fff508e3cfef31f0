"""Which lines are the student's."""

import pytest

from autograder.grading.said import label
from gradlab.words import lines


def test_a_line_of_the_graders_is_not_the_students():
    with pytest.raises(AttributeError) as caught:
        label(None)

    place = lines.place(caught.value)

    assert place.line == "label(None)"
    assert place == lines.start(caught.value)

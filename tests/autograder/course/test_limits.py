import pytest
from traitlets.config import Config

from autograder.course.limits import Limits
from autograder.errors import UsageError


def test_a_course_that_says_nothing_has_generous_limits():
    assert Limits.of(Config()) == Limits()


def test_a_course_sets_what_a_cell_and_a_notebook_may_take():
    limits = Limits.of(Config({"Limits": {"cell_cpu": 60, "notebook_wall": 900.5}}))

    assert (limits.cell_cpu, limits.notebook_wall) == (60, 900.5)
    assert limits.cell_wall == Limits().cell_wall


@pytest.mark.parametrize("value", [0, -1, "30", None, True, float("nan")])
def test_a_limit_that_is_not_a_time_is_refused(value):
    with pytest.raises(UsageError, match=r"c\.Limits\.cell_cpu is .*expected seconds"):
        Limits.of(Config({"Limits": {"cell_cpu": value}}))


def test_a_limit_of_another_name_is_refused_with_those_there_are():
    with pytest.raises(UsageError, match="no limit timeout; there are: cell_cpu"):
        Limits.of(Config({"Limits": {"timeout": 30}}))

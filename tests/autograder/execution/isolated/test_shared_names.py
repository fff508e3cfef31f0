"""The namespace that the tests of a notebook share."""

import pytest

from autograder.execution.interface import Status
from autograder.execution.isolated.shared_names import SharedNames
from autograder.execution.isolated.test_run import run_test
from tests.autograder.execution.boundary.across import running

SOURCE = "def double(x): return 2 * x\nbase = 10\nwords = ['a']"


def ended(*tests, imports=None, rebound=None):
    """Run tests one after the other, each against a process of its own."""
    names, runs = SharedNames(), []
    names.imports = imports or {}
    for number, test in enumerate(tests):
        with running(SOURCE) as student:
            names.begin(student, number, (rebound or {}).get(number, ()))
            runs.append(run_test(test, student, names, number))
    return runs


def failing(*tests, **options):
    """Return the numbers of the tests that do not pass."""
    runs = ended(*tests, **options)
    return [n for n, run in enumerate(runs) if run.status is not Status.DONE]


@pytest.mark.parametrize(
    "earlier",
    [
        "import json as found",
        "def found(x): return double(x)",
        "found = double(4)",
        "class found: pass",
        "found, other = 1, 2",
    ],
)
def test_what_a_test_defines_is_there_in_the_next(earlier):
    assert failing(earlier, "assert found") == []


def test_a_helper_calls_the_student_who_is_asked_now():
    helper = "def close(x, y): assert double(x) == y"

    assert failing(helper, "close(1, 2)", "close(1, 3)", "close(2, 4)") == [2]


def test_a_name_of_the_student_is_asked_for_anew():
    assert (
        failing("base; words.append(1)", "assert words == ['a'] and base == 10") == []
    )


def test_a_name_of_a_test_is_not_the_students_again_unless_the_lab_says_so():
    tests = ("base = 1", "assert base == 1", "assert base == 10")

    assert failing(*tests) == [2]
    assert failing(*tests, rebound={2: {"base"}}) == []


def test_a_test_that_fails_leaves_values_of_earlier_ones_as_they_were():
    first = "import numpy as np\ntable = {'a': [1]}\nx = np.zeros(2)\nn = 1"
    fails = "table['a'].append(2)\nx[0] = 5\nn = 2\nassert False"
    later = "assert table == {'a': [1]} and x[0] == 0 and n == 1"

    assert failing(first, fails, later) == [1]


def test_what_a_failing_test_made_and_would_have_defined_is_there():
    fails = (
        "made = double(2)\nassert made == 5\nimport json\n"
        "def helper(x):\n    return double(x)\nassert helper(1) == 2\n"
        "cases = []\nfor n in range(3):\n    cases.append(n)\nlast = double(3)"
    )
    later = "assert made == 4 and json and helper(2) == 4 and cases == [0, 1, 2]"

    assert failing(fails, later, "last") == [0, 2]


def test_a_test_that_runs_again_finds_what_it_found():
    names = SharedNames()
    for number, test in enumerate(
        ["seen = [1]", "seen.append(2); assert seen == [1, 2]"]
    ):
        for _ in range(2):
            with running(SOURCE) as student:
                names.begin(student, number)
                assert run_test(test, student, names, number).status is Status.DONE


def test_what_the_lab_imports_is_not_the_students_to_say():
    imports = {"base": "json", "words": "os.path:join", "double": "xml:dom"}
    test = "assert base.loads('1') == 1 and words('a', 'b') == 'a/b' and double.minidom"

    assert failing("import xml.dom.minidom", test, imports=imports) == []


def test_an_object_of_an_earlier_test_is_a_limit_of_the_grader():
    first, later = ended("kept = double", "kept(1)")

    assert (first.status, later.status) == (Status.DONE, Status.LIMIT)
    assert "earlier test" in later.message


def test_a_loop_of_lists_is_no_trouble():
    assert failing("a = []\na.append(a)", "assert False", "assert a[0] is a") == [1]


def test_a_test_that_is_no_python_leaves_nothing():
    assert failing("x = 1", "x = = 2", "assert x == 1") == [1]

"""Where a snapshot is needed: wherever a test could tell that it was asked later."""

import pytest

from autograder.execution.isolated.places import defined, places
from tests.cells import cell

F = "def f(x):\n    return x"
G = "def g(x):\n    return 2 * x"
ASKS = "assert f(1) == 1"


def places_of(*sources):
    """Return the sources at each place; those that begin with assert are tests."""
    cells = [cell(source, str(number)) for number, source in enumerate(sources)]
    tests = [one.id for one in cells if one.source.startswith("assert")]
    return [
        ([one.source for one in before], [[t.source for t in g] for g in groups])
        for before, groups in places(cells, tests)
    ]


@pytest.mark.parametrize(
    "source",
    [
        F,
        "# my answer\n\ndef f(x, y=1, *, axis=-1, name='a'):\n    return x\n\n\n" + G,
        "async def f(x: np.ndarray, /, *rest: float, **more) -> float: return x",
        "def f():\n\t'''Text.'''\n\treturn 1\n# the end",
    ],
)
def test_a_cell_of_functions_defines_them_and_does_nothing(source):
    assert defined(source) in ({"f"}, {"f", "g"})


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        f"{F}\nf(1)",
        f"{F}\nf.x = 1",
        f"@cache\n{F}",
        "def f(x=change()):\n    return x",
        "def f(x=[]):\n    return x",
        "def f(x: change()):\n    return x",
        "def f(x=a * b):\n    return x",
        "class F:\n    x = change()",
        "    change()\ndef f(): pass",
        f"{F}\n\fchange()",
        f"{F}\rchange()",
        "def f(): return 1\\\n\nchange()",
        "def f():\n    '''a\nchange()'''",
        "%run other.py",
        "import numpy as np",
        "def f(x):\n    return x\n)",
        "def 1f(x):\n    return x",
        f"{F}\n#{' ' * 20_000}",
        "def  f(x):\n    return x",  # fewer forms are told faster, whoever writes them
    ],
)
def test_a_cell_that_does_anything_else_is_none_of_functions_alone(source):
    assert defined(source) is None


def test_tests_are_asked_together_where_only_new_functions_come_between():
    assert places_of("import numpy as np", F, ASKS, G, "assert g(1) == 2") == [
        (["import numpy as np", F, G], [[ASKS], ["assert g(1) == 2"]])
    ]


@pytest.mark.parametrize(
    ("before", "test", "after"),
    [
        ("def f(x):\n    return g(x)", ASKS, G),  # has no g yet
        (F, "assert f(g)", G),
        (f"{F}\n{G}", ASKS, "def g(x):\n    return 3"),  # means another from there on
        ("def f(x):\n    return globals()['g' + ''](x)", ASKS, G),
        ("def f(x):\n    return get_ipython().user_ns", ASKS, G),
        ("def f(x):\n    import __main__ as m\n    return m", ASKS, G),
        ("def f(x):\n    names = %who_ls\n    return names", ASKS, G),
        ("def f(x):\n    return In[-1]", ASKS, G),
        ("def f(x):\n    return _ih", ASKS, G),
        ("def f(x):\n    return _i3", ASKS, G),
        (F, ASKS, "calls.append(1)"),
        (F, ASKS, f"{G}\ng(1)"),
    ],
)
def test_a_place_keeps_its_snapshot_where_a_test_could_tell(before, test, after):
    assert places_of(before, test, after) == [([before], [[test]]), ([after], [])]


def test_a_name_with_an_underscore_and_words_of_english_are_no_history():
    own = "def f(x):\n    # In each of them\n    _ = x\n    return _"

    assert places_of(own, ASKS, G) == [([own, G], [[ASKS]])]


def test_a_notebook_without_tests_is_one_place():
    assert places_of(F, G) == [([F, G], [])]
    assert places_of() == [([], [])]

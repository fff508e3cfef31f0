"""The lab that probes attack: four small functions, so that one can fall alone.

The hidden tests hold `CANARY`; no probe may bring it to light.
"""

import nbformat

from tests.cells import cell

NAME = "01_probe"
ANY = "passed|failed|errored|timeout|crashed|missing"
CANARY = "canary-7f3a9c"

FILES = {
    "data/wanted.csv": "x,y\n1,2\n",
    "near.py": (
        "def near(x, y):\n    return isinstance(x, float) and abs(x - y) < 1e-9\n"
    ),
}
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "total": "def total(x):\n    return float(np.sum(x))",
    "unit": "def unit(x):\n    return x / np.sqrt(np.sum(x * x))",
    "twice": "def twice(f, x):\n    return f(f(x))",
}

_TESTS = {
    "double_check": (0, "assert double(1) == 2"),
    "double_values": (
        3,
        f"canary = '{CANARY}'\n"
        "wanted = {3.25: 6.5, 21.5: 43.0, -1.0: -2.0}\n"
        "for x, y in wanted.items():\n    assert double(x) == y, (x, y)",
    ),
    "double_types": (
        1,
        "assert open('data/wanted.csv').read() == 'x,y\\n1,2\\n'\n"
        "y = double(np.array([1.5, -2.0]))\n"
        "assert type(y) is np.ndarray\n"
        "assert y.dtype == np.float64 and y.tolist() == [3.0, -4.0]",
    ),
    "total_values": (
        2,
        "from near import near\n"
        "assert near(total(np.array([0.5, 0.25, 4.0])), 4.75)\n"
        "assert total(np.array([[1.0, 2.0], [3.0, 4.5]])) == 10.5",
    ),
    "unit_values": (
        2,
        "assert np.allclose(unit(np.array([3.0, 4.0])), [0.6, 0.8])\n"
        "assert np.allclose(unit(np.array([0.0, -5.0])), [0.0, -1.0])",
    ),
    "unit_unchanged": (
        1,
        "x = np.array([6.0, 8.0])\nunit(x)\nassert x.tolist() == [6.0, 8.0]",
    ),
    "twice_values": (
        2,
        f"def step(v, secret='{CANARY}'):\n    return 3 * v + 1\n\n\n"
        "assert twice(step, 2.0) == 22.0",
    ),
}


def source():
    """Return the source notebook of the lab, answers included."""
    cells = [
        cell("# Four functions", kind="markdown"),
        cell("import numpy as np", "setup"),
    ]
    for name, right in RIGHT.items():
        head, body = right.split("\n", 1)
        marked = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells.append(cell(marked, name, solution=True))
        cells += [_test(t) for t in _TESTS if t.partition("_")[0] == name]
    cells.append(cell("Because.", "why", kind="markdown", points=2, solution=True))
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return notebook


def _test(name):
    points, code = _TESTS[name]
    if points:
        begin, end = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
        code = f"# {name.replace('_', ': ')}\n{begin}\n{code}\n{end}"
    return cell(code, name, points=points)


def outcomes(**other):
    """Return the outcome of every graded cell: passed, but for those given.

    A function's name stands for all of its tests with points. What a visible check,
    which has none, says of such a function is the student's own affair.
    """
    named = {name: other.get(name.partition("_")[0], "passed") for name in _TESTS}
    if named["double_check"] not in ("passed", "refused"):
        named["double_check"] = ANY
    return {
        **named,
        **{name: outcome for name, outcome in other.items() if name in _TESTS},
        "why": "refused" if set(other.values()) == {"refused"} else "manual",
    }

"""The isolated executor: which process runs what. The probes try to break it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache

import nbformat
import psutil
import pytest

from autograder.course.lab_files import LabFiles
from autograder.course.limits import Limits
from autograder.errors import NoIsolation
from autograder.execution.interface import Beside, HiddenTests, Status
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.execution.isolated.tiers import Tier
from tests import needs
from tests.cells import cell

LOADED = "import sys\n'mat' + 'plotlib' in sys.modules"
COUNTS = "calls = 0\ndef f():\n    global calls\n    calls += 1\n    return calls"
DIES = "n = []\ndef f():\n    n.append(1)\n    len(n) > 1 and __import__('os')._exit(1)"
UNSEEN = "exec('import mat' + 'plotlib.pyplot as p' + 'lt\\np' + 'lt.plot([1, 2])')"


@pytest.fixture(scope="module")
def executor():
    try:
        with IsolatedExecutor() as started:
            yield started
    except NoIsolation as reason:
        needs.missing("landlock", str(reason))


@pytest.fixture(scope="module")
def bench_of_tiers():
    """Return a function that gives the executor of a tier."""
    with ExitStack() as stack:

        @cache
        def started(tier):
            try:
                return stack.enter_context(IsolatedExecutor(tier))
            except NoIsolation as reason:
                return str(reason)

        def of(tier):
            if isinstance(started(tier), str):
                needs.missing(tier, started(tier))
            return started(tier)

        yield of


def run(executor, *cells, classes=None):
    """Return how each of these cells ended, and the notebook."""
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    tests = frozenset(made.id for made in cells if "nbgrader" in made.metadata)
    execution = executor.run(notebook, HiddenTests(tests, 0, classes))
    return [execution.runs[made.id] for made in cells], execution.notebook


@pytest.mark.parametrize(("more", "loaded"), [("x = 1", "False"), ("plt = 1", "True")])
def test_only_a_notebook_that_draws_gets_a_process_with_matplotlib(
    executor, more, loaded
):
    runs, _ = run(executor, cell(LOADED), cell(more))

    assert runs[0].value == loaded


def test_a_notebook_that_draws_unseen_shows_its_figure_too(executor):
    _, notebook = run(executor, cell(UNSEEN))

    shown = [output.data for output in notebook.cells[0].outputs if "data" in output]
    assert [data for data in shown if "image/png" in data]


def test_a_test_that_is_no_python_fails_where_it_runs(executor):
    broken, after = cell("1 +", "a", points=1), cell("assert True", "b", points=1)

    runs, _ = run(executor, broken, after)

    assert [one.status for one in runs] == [Status.RAISED, Status.DONE]
    assert runs[0].exception == "SyntaxError"


@pytest.mark.parametrize(
    ("classes", "status"), [(frozenset(), "limit"), (frozenset("F"), "done")]
)
def test_a_class_returns_instances_only_under_a_name_that_the_lab_has_for_it(
    executor, classes, status
):
    own = cell("class F:\n    x = 1\n    def __add__(self, x):\n        return 2")
    test = cell("assert F().x == 1\nassert F() + 1 == 2", "t", points=1)

    runs, _ = run(executor, own, test, classes=classes)

    assert runs[1].status == status


def test_a_test_that_prints_for_ever_keeps_the_beginning(executor):
    test = cell("for _ in range(30):\n    print('a' * 10_000)", "t", points=1)

    _, notebook = run(executor, test)

    assert len(notebook.cells[0].outputs[0].text) == 100_000


def test_processes_outlive_the_thread_that_asked_for_them(executor):
    with IsolatedExecutor() as fresh:
        before = psutil.Process().children()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(run, fresh, cell("import matplotlib")).result()
        (started,) = set(psutil.Process().children()) - set(before)
        run(fresh, cell("import matplotlib"))

        assert started.is_running()
        assert started.status() != psutil.STATUS_ZOMBIE


def asked(executor, own, *tests):
    """Return the status of each of these tests of a notebook with one cell."""
    cells = [cell(test, f"t{number}", points=1) for number, test in enumerate(tests)]
    runs, _ = run(executor, cell(own), *cells)
    return [one.status for one in runs[1:]]


def test_tests_that_pass_one_after_the_other_are_answered_by_one_process(executor):
    same = "import os\nwho = []\ndef f():\n    who.append(os.getpid())\n    return who"
    again = "assert len(f()) == 2 and f()[0] == f()[1]"

    assert asked(executor, same, "assert len(f()) == 1", again) == ["done"] * 2


def test_what_one_test_changes_costs_no_other(executor):
    assert asked(executor, COUNTS, *["assert f() == 1"] * 3) == ["done"] * 3


def test_a_process_lost_in_one_test_is_not_lost_to_the_next(executor):
    twice = "f()\nf()"

    ended = asked(executor, DIES, "f()", "f()", twice, "f()")

    assert ended == ["done", "done", "crashed", "done"]


def test_where_one_fails_no_other_passes_by_what_was_asked_before(executor):
    first, later = "assert f() == 1", "assert f() > 1"

    assert asked(executor, COUNTS, first, later, first) == ["done", "raised", "done"]


def test_after_three_lost_cells_no_other_runs_and_tests_find_what_there_is(executor):
    dies = [cell("import os\nos._exit(1)") for _ in range(4)]
    test = cell("assert x == 1", "t", points=1)

    first, *lost, late, tested = run(
        executor, cell("x = 1"), *dies, cell("x = 2"), test
    )[0]

    assert [one.status for one in (first, tested)] == [Status.DONE] * 2
    assert [one.status for one in (*lost, late)] == [Status.CRASHED] * 5


def test_a_question_may_have_more_tests_than_one_message_carries(executor):
    many = 19

    assert asked(executor, COUNTS, *["assert f() > 0"] * many) == ["done"] * many


def test_the_tests_of_a_notebook_share_their_names_across_its_cells(executor):
    first = cell(
        "import json\nn = 3\ndef near(x, y): return abs(x - y) < 1", "a", points=1
    )
    later = cell("assert near(f(n), 6) and json", "b", points=1)

    runs, _ = run(executor, first, cell("def f(x): return 2 * x"), later)

    assert [one.status for one in runs] == ["done"] * 3


def test_names_of_tests_do_not_reach_the_student(executor):
    own = "def f():\n    return n"

    assert asked(executor, own, "n = 1", "f()") == ["done", "raised"]


def test_a_loop_in_one_test_takes_no_names_from_the_next():
    own = "def f(x):\n    while x: pass\n    return x"
    tests = (
        "import json\nkept = [f(0)]",
        "f(1)\nlater = 1",
        "assert kept == [0] and later",
    )

    with IsolatedExecutor(limits=Limits(cell_cpu=0.5, late_cpu=0.5)) as short:
        assert asked(short, own, *tests) == ["done", "timeout", "done"]


def test_a_tester_that_is_lost_is_told_what_came_before():
    tests = ("import json", "x = 1\nwhile f(0) == 0: pass", "assert json and x == 1")

    with IsolatedExecutor(limits=Limits(cell_wall=1, late_wall=1)) as short:
        own = "def f(x):\n    return x"
        assert asked(short, own, *tests) == ["done", "timeout", "done"]


def test_an_object_lives_as_long_as_the_tests_about_it_pass(executor):
    own = "class F:\n    def __init__(self):\n        self.x = 1"
    tests = ("a = F()\na.x = 5", "assert a.x == 5", "assert False", "assert a.x == 5")

    assert asked(executor, own, *tests) == ["done", "done", "raised", "done"]


def test_an_object_of_another_place_is_a_limit_of_the_grader(executor):
    own = cell("class F:\n    x = 1")
    first, later = cell("a = F()", "a", points=1), cell("a.x", "b", points=1)

    runs, _ = run(executor, own, first, cell("y = 2"), later)

    assert [one.status for one in runs] == ["done", "done", "done", "limit"]


DATA = LabFiles(
    {"data/x.csv": b"a,b\n1,2\n", "helpers.py": b"def near(x, y): return x == y"}
)


def beside(executor, *cells, own=None):
    """Return how these cells ended, with files beside the notebook."""
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    tests = frozenset(made.id for made in cells if "nbgrader" in made.metadata)
    hidden = HiddenTests(tests, imports={"near": "helpers:near"})
    runs = executor.run(notebook, hidden, Beside(DATA, own or {})).runs
    return [runs[made.id] for made in cells]


@pytest.mark.parametrize("tier", [Tier.NAMESPACES, Tier.LANDLOCK])
def test_the_labs_files_are_there_for_cells_and_tests(bench_of_tiers, tier):
    read = "text = open('data/x.csv').read()\nfrom helpers import near"
    test = "assert near(open('data/x.csv').read(), text)"
    again = "import helpers\nassert helpers.near(1, 1)"

    ran = beside(
        bench_of_tiers(tier),
        cell(read),
        cell(test, "t", points=1),
        cell(again, "u", points=1),
    )

    assert [one.status for one in ran] == ["done"] * 3


@pytest.mark.parametrize("tier", [Tier.NAMESPACES, Tier.LANDLOCK])
@pytest.mark.parametrize("act", ["open(p, 'w')", "os.truncate(p, 0)", "os.unlink(p)"])
def test_the_labs_files_cannot_be_changed(bench_of_tiers, tier, act):
    own = f"import os\np = os.path.realpath('data/x.csv')\n{act}"

    changed, *_ = beside(bench_of_tiers(tier), cell(own))
    (after,) = beside(bench_of_tiers(tier), cell("print(open('data/x.csv').read()[4])"))

    assert (changed.status, after.status) == ("raised", "done")
    assert changed.exception in ("PermissionError", "OSError")


def test_a_student_writes_beside_the_labs_files_and_no_test_reads_it(executor):
    own = (
        "import os\nopen('data/out.csv', 'w').write('1')\nos.unlink('data/x.csv')\n"
        "open('data/x.csv', 'w').write('forged')\nos.unlink('helpers.py')\n"
        "open('helpers.py', 'w').write('def near(x, y): return True')"
    )
    test = "import os\nassert not near(1, 2) and open('data/x.csv').read()[0] == 'a'"
    absent = "assert not os.path.exists('data/out.csv')"

    ran = beside(
        executor, cell(own), cell(test, "t", points=1), cell(absent, "u", points=1)
    )

    assert [one.status for one in ran] == ["done"] * 3


def test_a_students_own_files_are_there_but_hide_none_of_the_labs(executor):
    own = {
        "mine.py": b"x = 5",
        "notes/a.txt": b"n" * (1 << 23),
        "helpers.py": b"def near(x, y): return True",
        "data": b"",
        "../up": b"",
    }
    uses = (
        "import os\nfrom mine import x\nfrom helpers import near\n"
        "assert x == 5 and not near(1, 2)\n"
        "assert os.path.getsize('notes/a.txt') == 1 << 23 and os.path.isdir('data')"
    )
    test = "import os\nassert not near(1, 2) and not os.path.exists('mine.py')"

    ran = beside(executor, cell(uses), cell(test, "t", points=1), own=own)

    assert [(one.status, one.message) for one in ran] == [("done", "")] * 2


def test_files_of_a_student_are_there_again_after_a_lost_cell(executor):
    dies, reads = cell("import os\nos._exit(1)"), cell("open('a.txt').read()")

    ran = beside(executor, dies, reads, own={"a.txt": b"here"})

    assert ran[1].value == "'here'"


def joined(executor, *cells, apart=(), **hidden):
    """Return how these cells ended, with the tests together but for those named."""
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    tests = {c.id for c in cells if "nbgrader" in c.metadata}
    together = {
        c.id
        for c in cells
        if c.metadata.get("nbgrader", {}).get("grade_id") not in apart
    }
    asked = HiddenTests(
        frozenset(tests), together=frozenset(tests & together), **hidden
    )
    execution = executor.run(notebook, asked)
    return [execution.runs[c.id] for c in cells], execution.notebook


def test_a_test_together_finds_what_cannot_cross(executor):
    own = cell(
        "class Own(dict):\n    pass\ndef f():\n    yield from [1, 2]\na = Own(b=1)"
    )
    test = cell(
        "import inspect\nassert isinstance(a, Own) and inspect.isgenerator(f())\n"
        "class Sub(Own):\n    pass\nassert Sub().get(1) is None\n"
        "assert 'yield' in inspect.getsource(f)",
        "t",
        points=1,
    )

    runs, _ = joined(executor, own, test)

    assert [(one.status, one.message) for one in runs] == [("done", "")] * 2


def test_tests_together_share_their_names_and_no_cell_has_them(executor):
    own = cell("def f(x): return 2 * x\nn = 5")
    first = cell(
        "import json\nn = 1\nkept = [f(n)]\ndef near(x): return True", "a", points=1
    )
    peek = cell("n, 'json' in globals()")
    later = cell("assert near(1) and json and kept == [2] and n == 1", "b", points=1)
    again = cell("assert n == 5 and near(1)", "c", points=1)

    runs, _ = joined(
        executor,
        own,
        first,
        peek,
        later,
        cell("m = 1"),
        again,
        rebinds={again.id: frozenset({"n"})},
    )

    assert [one.status for one in runs] == ["done"] * 6
    assert runs[2].value == "(5, False)"


def test_what_a_test_together_breaks_costs_no_other(executor):
    own = cell("calls = []\ndef f():\n    calls.append(1)\n    return len(calls)")
    tests = [
        cell("import json\nassert f() == 1", "a", points=1),
        cell("calls[:] = [1] * 9\nassert f() == 2", "b", points=1),
        cell("import os\nos._exit(0)", "c", points=1),
        cell("assert f() == 1 and json", "d", points=1),
    ]

    runs, _ = joined(executor, own, *tests)

    assert [one.status for one in runs] == ["done", "done", "raised", "crashed", "done"]


def test_a_loop_in_a_test_together_costs_that_test_alone():
    tests = [cell("while True: pass", "a", points=1), cell("assert x", "b", points=1)]

    with IsolatedExecutor(limits=Limits(cell_cpu=0.5, late_cpu=0.5)) as short:
        runs, _ = joined(short, cell("x = 1"), *tests)

    assert [one.status for one in runs] == ["done", "timeout", "done"]


def test_a_test_together_shows_neither_itself_nor_what_was_printed(executor):
    own = cell("def f(x):\n    print('secret')\n    raise ValueError('told')")
    test = cell("print('secret')\nf(4711)  # secret", "t", points=1)

    runs, notebook = joined(executor, own, test)

    assert (runs[1].exception, runs[1].message) == ("ValueError", "told")
    assert "secret" not in str(notebook.cells[1].outputs)
    assert "4711" not in str(notebook.cells[1].outputs)


def test_apart_and_together_know_of_each_other_what_they_may(executor):
    own = cell("def f(x): return x")
    tests = [
        cell("def helper(): return 1\nsecret = 'of apart'", "a", points=1),
        cell("import json\nassert 'secret' not in globals()", "b", points=1),
        cell("assert helper() == 1 and json.loads('1') == f(1)", "c", points=1),
        cell("0.5", "d", points=1),
    ]

    runs, _ = joined(executor, own, *tests, apart=("a", "c"))

    assert [one.status for one in runs] == ["done"] * 5
    assert runs[4].value == "0.5"


def test_a_test_together_has_what_one_apart_imports_and_no_other_line_of_it(executor):
    tests = [
        cell("import json as j\nfrom math import pi\nsecret = 3", "a", points=1),
        cell("assert j.loads('3') < pi", "b", points=1),
        cell("assert 'secret' not in globals()", "c", points=1),
    ]

    runs, _ = joined(executor, *tests, apart=("a",))

    assert [one.status for one in runs] == ["done"] * 3


def test_what_a_student_says_of_tests_does_not_choose_their_way(executor):
    own = cell("kept = lambda: None")
    own.metadata["tags"] = ["together"]
    apart = "assert type(kept).__module__.startswith('autograder.') and callable(kept)"
    test = cell(apart, "t", points=1)
    test.metadata["tags"] = ["together"]

    runs, _ = run(executor, own, test)

    assert [one.status for one in runs] == ["done"] * 2

"""What tests of plots ask of a figure, and of the current one."""

import hypothesis.strategies as st
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings

from autograder.execution.interface import Status
from autograder.execution.isolated.shared_names import SharedNames
from autograder.execution.isolated.test_run import run_test
from tests.autograder.execution.boundary.across import running

matplotlib.use("Agg")

SOURCE = """
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.close("all")
def draw(x):
    plt.figure()
    plt.plot(x, x**2, "r--", label="square", linewidth=2)
    plt.title("Squares"); plt.xlabel("x"); plt.ylabel("y"); plt.xlim(0, 5); plt.legend()
def nothing(x): pass
def fill(ax): ax.plot([1, 2])
def axes(x):
    fig, axs = plt.subplots(1, 2, figsize=(6, 3))
    axs[0].bar(["a", "b"], [1, 3], color="C1")
    axs[0].set_xticks([0, 1]); axs[0].set_yscale("log")
    axs[1].scatter(x, x + 1, c="k"); axs[1].text(0, 1, "here"); axs[1].grid(True)
    axs[1].hist([1, 1, 2], bins=2); axs[1].imshow([[0, 1], [1, 0]])
    return fig
class Odd:
    __module__ = "matplotlib.axes._axes"
    __name__ = "Axes"
def odd(): return Odd()
def drawn(): return len(plt.gca().lines)
def counted(): return len(plt.get_fignums())
"""


@pytest.fixture(autouse=True)
def _no_figures():
    yield
    plt.close("all")


def run(*tests, imports=True):
    """Run tests in turn against one process, and return the last one's end."""
    names = SharedNames()
    if imports:
        names.imports = {"plt": "matplotlib.pyplot"}
    with running(SOURCE) as student:
        for number, test in enumerate(tests):
            names.begin(student, number)
            ended = run_test(test, student, names, number)
    return ended


def assert_passes(*tests, **options):
    ended = run(*tests, **options)
    assert (ended.status, ended.message) == (Status.DONE, "")


ASKED = """
draw(np.arange(4))
{axes}
line = ax.lines[0]
np.testing.assert_allclose(line.get_ydata(), [0, 1, 4, 9])
np.testing.assert_allclose(line.get_xydata()[:, 0], [0, 1, 2, 3])
assert (line.get_color(), line.get_linestyle(), line.get_linewidth()) == ("r", "--", 2)
assert (line.get_label(), len(ax.lines), len(ax.get_lines())) == ("square", 1, 1)
assert (ax.get_title(), ax.get_xlabel(), ax.get_ylabel()) == ("Squares", "x", "y")
assert ax.title.get_text() == "Squares"
assert tuple(ax.get_xlim()) == (0, 5)
assert [text.get_text() for text in ax.get_legend().get_texts()] == ["square"]
assert isinstance(ax, plt.Axes) and isinstance(ax.figure, plt.Figure)
assert ax.has_data()
"""


@pytest.mark.parametrize("axes", ["ax = plt.gca()", "ax = plt.gcf().axes[0]"])
@pytest.mark.parametrize("own", ["", "import matplotlib.pyplot as plt\n"])
def test_the_current_axes_are_those_that_the_answer_drew(axes, own):
    assert_passes(own + ASKED.replace("{axes}", axes), imports=not own)


def test_a_figure_that_a_function_returns_tells_its_data():
    assert_passes("""
import matplotlib
fig = axes(np.arange(3))
bars, points = fig.axes
assert [patch.get_height() for patch in bars.patches] == [1, 3]
assert bars.patches[0].get_facecolor() == matplotlib.colors.to_rgba("C1")
assert all(isinstance(one, matplotlib.patches.Rectangle) for one in bars.patches)
assert (bars.get_yscale(), list(bars.get_xticks())) == ("log", [0, 1])
assert [tick.get_text() for tick in bars.get_xticklabels()] == ["a", "b"]
assert [len(held) for held in bars.containers] == [2]
offsets = points.collections[0].get_offsets()
np.testing.assert_allclose(offsets, [[0, 1], [1, 2], [2, 3]])
assert points.texts[0].get_text() == "here"
assert sum(patch.get_height() for patch in points.patches) == 3
np.testing.assert_allclose(points.images[0].get_array(), [[0, 1], [1, 0]])
assert list(fig.get_size_inches()) == [6, 3]
assert not [o for o in bars.get_children() if isinstance(o, matplotlib.lines.Line2D)]
assert points in fig.axes and bars == fig.axes[0] and bars != points
""")


POINTS = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5).map(np.array)
DRAWN = """
def lines(wanted):
    plt.close("all")
    ax = plt.figure().gca()
    for x in wanted:
        ax.plot(x, x * 2)
    return ax
"""


def test_every_line_has_the_data_that_the_answer_drew():
    with running(f"{SOURCE}\n{DRAWN}") as student:
        drawn = student.name("lines")

        @settings(max_examples=40, deadline=None)
        @given(st.lists(POINTS, max_size=4))
        def check(wanted):
            ax = drawn(wanted)
            assert len(ax.lines) == len(wanted)
            for line, x in zip(ax.lines, wanted, strict=True):
                assert np.array_equal(line.get_xydata(), np.stack([x, x * 2], axis=1))

        check()


def test_limits_numbers_and_closing_reach_the_students_figures():
    assert_passes(
        """
assert plt.get_fignums() == []
draw(np.arange(4))
assert plt.xlim() == (0, 5) and len(plt.get_fignums()) == 1 and plt.fignum_exists(1)
plt.close()
assert plt.get_fignums() == [] and counted() == 0
draw(np.arange(4))
plt.close(plt.gcf())
assert counted() == 0
draw(np.arange(4))
"""
        "plt.close('all')\nassert counted() == 0"
    )


def test_what_a_test_draws_stays_with_it():
    assert_passes("""
plt.plot([1, 2], [3.25, 4])
assert len(plt.gca().lines) == 1
plt.figure()
assert plt.gca().lines == [] or len(plt.gca().lines) == 0
assert counted() == 0
""")


def test_what_a_test_draws_after_the_answer_stays_with_it():
    ended = run("draw(np.arange(4))\nplt.plot([1], [3.25])\nassert drawn() == 1\n1")

    assert ended.status is Status.DONE


def test_a_blank_answer_leaves_an_empty_figure_as_in_a_kernel():
    assert_passes("nothing(1)\nassert len(plt.gca().lines) == 0")


def test_figures_of_both_sides_are_a_limit_of_the_grader():
    ended = run("plt.figure()\ndraw(np.arange(3))\nassert len(plt.gca().lines) == 1")

    assert ended.status is Status.LIMIT
    assert "the test and the answer both have figures" in ended.message


def test_axes_of_the_test_are_not_handed_over():
    ended = run("fig, ax = plt.subplots()\nfill(ax)\nassert ax.lines")

    assert ended.status is Status.LIMIT
    assert "of type Axes is the test's own" in ended.message


def test_an_object_that_says_it_is_axes_compares_with_nothing():
    assert_passes("one = odd()\nassert one != 3 and not isinstance(one, (int, float))")


def test_pyplot_may_be_handed_over_and_set_anew():
    assert_passes("import matplotlib.pyplot as p\nassert nothing(p) is None", "p.gcf()")

"""Reading a figure as plain numbers."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gradlab.report import drawing


def test_a_line_is_read_with_its_data_and_the_labels_of_its_axes():
    def plot(ax):
        ax.plot([0.0, 1.0, 2.0], [0.0, 1.0, 4.0])
        ax.set(xlabel="x", ylabel="x squared", title="A parabola")

    seen = drawing(plot)

    (line,) = seen["lines"]
    assert np.array_equal(line, [[0, 1, 2], [0, 1, 4]])
    assert (seen["xlabel"], seen["ylabel"]) == ("x", "x squared")
    assert seen["title"] == "A parabola"


def test_drawing_by_pyplot_is_read_too():
    assert len(drawing(lambda ax: plt.plot([1, 2], [3, 4]))["lines"]) == 1


@pytest.mark.parametrize(
    "mark",
    [
        lambda ax: ax.plot(0, 0.25, "o"),
        lambda ax: ax.scatter([0], [0.25]),
        lambda ax: ax.annotate("peak", (0, 0.25)),
    ],
    ids=["one point", "scatter", "annotation"],
)
def test_a_marked_place_is_read_however_it_was_marked(mark):
    assert np.array_equal(drawing(mark)["points"], [[0, 0.25]])


def test_no_figure_stays_open_even_if_the_function_fails():
    before = plt.get_fignums()

    with pytest.raises(ZeroDivisionError, match="division by zero"):
        drawing(lambda ax: 1 / 0)

    assert plt.get_fignums() == before

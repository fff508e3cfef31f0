"""Answers to `plot_sigmoid_derivative`."""

import matplotlib.pyplot as plt
import numpy as np

from gradlab.check import Mistake

from . import loses


def slope(x):
    return 1 / (2 + np.exp(x) + np.exp(-x))


def curve(ax, low=-8, high=8, scale=1.0):
    x = np.linspace(low, high, 200)
    ax.plot(x, scale * slope(x))
    ax.set(xlabel="x", ylabel="slope")


# right and unusual


@loses()
def point_by_plot(ax):
    curve(ax)
    ax.plot(0, 0.25, "o")


@loses()
def point_by_scatter(ax):
    curve(ax)
    ax.scatter([0], [0.25], marker="x")


@loses()
def annotated(ax):
    curve(ax)
    arrow = {"arrowstyle": "->"}
    ax.annotate("0.25", xy=(0, 0.25), xytext=(3, 0.2), arrowprops=arrow)


@loses()
def by_pyplot(ax):
    x = np.linspace(-10, 10, 1001)
    plt.plot(x, slope(x))
    plt.plot([0.0], [0.25], "rs")
    plt.xlabel("x")
    plt.ylabel("slope")


@loses()
def largest_of_the_points(ax):
    x = np.linspace(-8, 8, 400)
    y = slope(x)
    ax.plot(x, y)
    ax.plot(x[y.argmax()], y.max(), "k^")
    ax.set(xlabel="x", ylabel="slope")


@loses()
def several_points(ax):
    curve(ax, -9, 9)
    ax.scatter([-2, 0, 2], [0.105, 0.25, 0.105])
    ax.axvline(0, linestyle=":")


@loses()
def largest_of_a_hundred_points(ax):
    x = np.linspace(-8, 8, 100)
    y = slope(x)
    ax.plot(x, y)
    ax.plot(x[y.argmax()], y.max(), "o")
    ax.set(xlabel="x", ylabel="slope")


# wrong


@loses("peak", named=Mistake.NO_PEAK_MARK)
def two_steps_beside_the_peak(ax):
    x = np.linspace(-8, 8, 161)
    ax.plot(x, slope(x))
    ax.plot(0.2, 0.2475, "o")
    ax.set(xlabel="x", ylabel="slope")


@loses("values", "peak", named=(Mistake.NO_CURVE, Mistake.NO_PEAK_MARK))
def nothing_drawn(ax):
    ax.set(xlabel="x", ylabel="slope")


@loses("peak", named=Mistake.NO_PEAK_MARK)
def peak_not_marked(ax):
    curve(ax)


@loses("peak", named=Mistake.NO_PEAK_MARK)
def lines_to_the_peak(ax):
    curve(ax)
    ax.axvline(0)
    ax.axhline(0.25)


@loses("peak", named=Mistake.NO_PEAK_MARK)
def wrong_point_marked(ax):
    curve(ax)
    ax.plot(0, 0.5, "o")


@loses("peak", named=Mistake.NO_PEAK_MARK)
def coordinates_swapped(ax):
    curve(ax)
    ax.plot(0.25, 0, "o")


@loses("peak", named=Mistake.NO_PEAK_MARK)
def text_without_a_place(ax):
    curve(ax)
    ax.text(2, 0.2, "peak at (0, 0.25)")


@loses("values", named=Mistake.ANOTHER_CURVE)
def sigmoid_itself(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, 1 / (1 + np.exp(-x)))
    ax.plot(0, 0.25, "o")
    ax.set(xlabel="x", ylabel="slope")


@loses("values", named=Mistake.ANOTHER_CURVE)
def input_taken_for_output(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, x * (1 - x))
    ax.plot(0, 0.25, "o")
    ax.set(xlabel="x", ylabel="slope")


@loses("values", named=Mistake.ANOTHER_CURVE)
def slope_of_tanh(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, 1 - np.tanh(x) ** 2)
    ax.plot(0, 0.25, "o")
    ax.set(xlabel="x", ylabel="slope")


@loses("values", "peak", named=(Mistake.ANOTHER_CURVE, Mistake.NO_PEAK_MARK))
def scaled_to_one(ax):
    curve(ax, scale=4.0)
    ax.plot(0, 1, "o")


@loses("values", named=Mistake.SHORT_CURVE)
def too_narrow(ax):
    curve(ax, -3, 3)
    ax.plot(0, 0.25, "o")


@loses("values", named=Mistake.NO_AXIS_LABEL)
def no_labels(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, slope(x))
    ax.plot(0, 0.25, "o")


@loses()
def a_marker_at_one_point_of_the_curve(ax):
    x = np.linspace(-8, 8, 201)
    ax.plot(x, slope(x), marker="o", markevery=[100])
    ax.set(xlabel="x", ylabel="slope")


@loses()
def a_marked_line_up_to_the_peak(ax):
    x = np.linspace(-8, 8, 201)
    ax.plot(x, slope(x))
    ax.plot([0, 0], [0, 0.25], "--o")
    ax.set(xlabel="x", ylabel="slope")


@loses()
def a_text_at_the_peak(ax):
    x = np.linspace(-8, 8, 201)
    ax.plot(x, slope(x))
    ax.text(0, 0.25, "peak: 0.25")
    ax.set(xlabel="x", ylabel="slope")


@loses("peak", named=Mistake.NO_PEAK_MARK)
def a_marker_at_every_point(ax):
    x = np.linspace(-8, 8, 201)
    ax.plot(x, slope(x), marker=".")
    ax.set(xlabel="x", ylabel="slope")

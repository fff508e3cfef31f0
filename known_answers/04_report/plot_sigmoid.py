"""Answers to `plot_sigmoid`."""

import matplotlib.pyplot as plt
import numpy as np

from gradlab.check import Mistake

from . import loses


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def labelled(ax):
    ax.set(xlabel="x", ylabel="sigmoid(x)")


# right and unusual


@loses()
def plain(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, sigmoid(x))
    labelled(ax)


@loses()
def by_pyplot(ax):
    x = np.arange(-8, 8.01, 0.1)
    plt.plot(x, sigmoid(x), "k--", label="sigmoid")
    plt.xlabel("input")
    plt.ylabel("output")
    plt.legend()
    plt.title("Sigmoid")


@loses()
def with_limits_and_grid(ax):
    ax.grid(visible=True)
    ax.axhline(0, ls=":")
    ax.axhline(1, ls=":")
    ax.axvline(0)
    x = np.linspace(-10, 10, 500)
    ax.plot(x, [sigmoid(value) for value in x])
    labelled(ax)
    return ax


@loses()
def two_curves(ax):
    x = np.linspace(-8, 8, 161)
    ax.plot(x, (x > 0).astype(float), label="step")
    ax.plot(x, sigmoid(x), label="sigmoid")
    ax.set_xlabel("$x$")
    ax.set_ylabel(r"$\sigma(x)$")


@loses()
def right_to_left(ax):
    x = np.linspace(8, -8, 150)
    ax.plot(x, sigmoid(x), "o-", markersize=2)
    labelled(ax)


@loses()
def uneven_points(ax):
    x = np.sort(np.concatenate([np.linspace(-8, 8, 60), np.linspace(-2, 2, 80)]))
    ax.plot(x, sigmoid(x))
    labelled(ax)
    plt.show()


# wrong


@loses("values", named=Mistake.NO_CURVE)
def nothing_drawn(ax):
    labelled(ax)


@loses("values", named=Mistake.NO_CURVE)
def five_points(ax):
    x = np.array([-8, -4, 0, 4, 8])
    ax.plot(x, sigmoid(x))
    labelled(ax)


@loses("values", named=Mistake.NO_CURVE)
def scattered(ax):
    x = np.linspace(-8, 8, 200)
    ax.scatter(x, sigmoid(x))
    labelled(ax)


@loses("values", named=Mistake.ANOTHER_CURVE)
def falling(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, sigmoid(-x))
    labelled(ax)


@loses("values", named=Mistake.ANOTHER_CURVE)
def slope_instead(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, sigmoid(x) * (1 - sigmoid(x)))
    labelled(ax)


@loses("values", named=Mistake.ANOTHER_CURVE)
def against_the_index(ax):
    ax.plot(sigmoid(np.linspace(-8, 8, 200)))
    labelled(ax)


@loses("values", named=Mistake.ANOTHER_CURVE)
def axes_swapped(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(sigmoid(x), x)
    labelled(ax)


@loses("values", named=Mistake.ANOTHER_CURVE)
def tanh_instead(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, np.tanh(x))
    labelled(ax)


@loses("values", named=Mistake.SHORT_CURVE)
def too_narrow(ax):
    x = np.linspace(-2, 2, 200)
    ax.plot(x, sigmoid(x))
    labelled(ax)


@loses("values", named=Mistake.SHORT_CURVE)
def right_half_alone(ax):
    x = np.linspace(0, 8, 200)
    ax.plot(x, sigmoid(x))
    labelled(ax)


@loses("labels", named=Mistake.NO_AXIS_LABEL)
def no_labels(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, sigmoid(x))


@loses("labels", named=Mistake.NO_AXIS_LABEL)
def title_instead_of_labels(ax):
    x = np.linspace(-8, 8, 200)
    ax.plot(x, sigmoid(x))
    ax.set_title("sigmoid over x")
    ax.set_xlabel("x")


@loses("values", "labels", named=(Mistake.NO_CURVE, Mistake.NO_AXIS_LABEL))
def own_figure(ax):
    _, other = plt.subplots()
    x = np.linspace(-8, 8, 200)
    other.plot(x, sigmoid(x))
    labelled(other)
    plt.close()


@loses("values", named=Mistake.NO_CURVE)
def sixty_points(ax):
    x = np.linspace(-8, 8, 60)
    ax.plot(x, sigmoid(x))
    ax.set(xlabel="x", ylabel="sigmoid(x)")

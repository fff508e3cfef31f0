"""The picture in the first screen of each lab: `openings.show("01_sigmoid")`.

It shows where the lab leads, before anything is explained; the code that draws it would
be in the way there. Nobody looks at it while work is graded: it is not drawn then.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from gradlab import history
from gradlab.calls import Array
from gradlab.colours import ANSWERS
from gradlab.data import load_digits

_BLUE, _ORANGE, _GREEN = "#0072B2", "#D55E00", "#009E73"  # told apart by all eyes
# Sigmoid at 0, 0.5, …, 5: the formula is for students to write.
_HALF = [0.5, 0.622, 0.731, 0.818, 0.881, 0.924, 0.953, 0.971, 0.982, 0.989, 0.993]


def show(lab: str) -> None:
    """Draw the picture of a lab with matplotlib.

    Parameters
    ----------
    lab
        The lab's folder, as in ``"01_sigmoid"``.

    Raises
    ------
    KeyError
        If there is no picture of that lab.
    """
    draw = _PICTURES[lab]
    if history.is_graded():
        return
    import matplotlib.pyplot as plt  # slow to import, and not needed to grade

    draw(plt)
    plt.show()


def _curve(x: Array) -> Array:
    heights = [*(1 - np.array(_HALF[:0:-1])), *_HALF]
    return np.asarray(np.interp(x, np.linspace(-5, 5, 21), heights))


def _warmup(plt: Any) -> None:
    digit = load_digits().x_train[0].reshape(8, 8)
    _, axes = plt.subplots(1, 2, figsize=(6, 2.8))
    for ax, depth in zip(axes, [1.0, 0.15], strict=True):
        ax.imshow(digit, cmap="gray_r", alpha=depth)
        ax.axis("off")
    for (row, column), ink in np.ndenumerate(16 * digit):
        axes[1].text(column, row, f"{ink:.0f}", ha="center", va="center", fontsize=8)


def _sigmoid(plt: Any) -> None:
    _, ax = plt.subplots(figsize=(6, 2.2))
    ax.plot([-5, 0, 0, 5], [0, 0, 1, 1], "--", color=_ORANGE, label="a step")
    x = np.linspace(-5, 5, 101)
    ax.plot(x, _curve(x), color=_BLUE, label="sigmoid")
    ax.set(xlabel="x", ylabel="answer")
    ax.legend()


def _softmax(plt: Any) -> None:
    _, axes = plt.subplots(1, 2, figsize=(6, 2.2))
    axes[0].bar(["cat", "dog", "owl"], [2.0, 1.0, 0.1], color=_ORANGE)
    axes[0].set(title="scores")
    axes[1].bar(["cat", "dog", "owl"], [0.659, 0.242, 0.099], color=_BLUE)
    axes[1].set(title="shares", ylim=(0, 1))


def _cross_entropy(plt: Any) -> None:
    pictures = [
        ("a cat", [0.659, 0.242, 0.099], 0),
        ("a dog", [0.072, 0.053, 0.875], 1),
    ]
    _, axes = plt.subplots(1, 2, figsize=(6, 2.2), sharey=True)
    for ax, (shown, shares, right) in zip(axes, pictures, strict=True):
        bars = ax.bar(["cat", "dog", "owl"], shares, color=_BLUE)
        bars[right].set(facecolor=_ORANGE, edgecolor="white", hatch="//")
        ax.set(title=f"picture of {shown}", ylim=(0, 1))


def _report(plt: Any) -> None:
    p = np.linspace(0.01, 1, 100)
    fig, axes = plt.subplots(1, 2, figsize=(6, 2.2))
    for ax in axes:
        ax.plot(p, -np.log(p), color=_BLUE)
    axes[1].plot(0.5, np.log(2), "o", color=_ORANGE)
    axes[1].annotate("p = 0.5 costs 0.69", (0.5, np.log(2)), xytext=(0.4, 1.5))
    axes[1].set(xlabel="p of the right class", ylabel="cross entropy")
    fig.tight_layout()


def _losses(plt: Any) -> None:
    p = np.linspace(0.01, 1, 100)
    _, ax = plt.subplots(figsize=(6, 2.2))
    ax.plot(p, (1 - p) ** 2, "--", color=_ORANGE, label="squared error")
    ax.plot(p, -np.log(p), color=_BLUE, label="cross entropy")
    ax.set(xlabel="p, said for yes, and yes is right", ylabel="loss")
    ax.legend()


def _activations(plt: Any) -> None:
    _, ax = plt.subplots(figsize=(6, 2.2))
    ax.plot([-3, 0, 0, 3], [0, 0, 1, 1], "--", color=_ORANGE, label="step")
    ax.plot([-3, 0, 3], [0, 0, 3], color=_BLUE, label="relu")
    ax.plot([-3, 0, 3], [-0.3, 0, 3], ":", color=_GREEN, label="leaky relu")
    ax.set(xlabel="x")
    ax.legend()


def _depth(plt: Any) -> None:
    message = [1.0, 0.5, -0.75, -0.075]
    _, ax = plt.subplots(figsize=(6, 2.2))
    ax.bar(["start", "layer 1", "layer 2", "layer 3"], message, color=_BLUE)
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set(ylabel="message")


def _slopes(plt: Any) -> None:
    curve = np.linspace(0, 3.5, 100)
    _, ax = plt.subplots(figsize=(6, 2.2))
    ax.plot(curve, curve**2, color=_BLUE)
    ax.plot([1, 3, 3], [1, 1, 9], "--", color=_ORANGE)
    ax.plot([1, 3], [1, 9], "o-", color=_ORANGE)
    ax.text(2.0, -0.8, "run")
    ax.text(3.05, 4.5, "rise")
    ax.set(xlabel="x", ylabel="f(x)", ylim=(-1.5, 12.5))


def _gradient_descent(plt: Any) -> None:
    place = np.linspace(-3, 3, 200)
    height = 0.1 * place**4 - 0.8 * place**2 + 0.3 * place
    _, ax = plt.subplots(figsize=(6, 2.2))
    ax.plot(place, height, color=_BLUE)
    for start, end in [(80, 60), (130, 150)]:
        ax.plot(place[start], height[start], "o", color=_ORANGE)
        ends = (place[end], height[end]), (place[start], height[start])
        ax.annotate("", *ends, arrowprops={"arrowstyle": "->", "color": _ORANGE})
    ax.set(xlabel="x", ylabel="f(x)")


def _forward(plt: Any) -> None:
    side = np.linspace(-4, 4, 81)
    x1, x2 = np.meshgrid(side, side)
    fig, ax = plt.subplots(figsize=(4.5, 2.6))
    answer = 1 / (1 + np.exp(-(2 * x1 - x2 + 1)))
    seen = ax.contourf(x1, x2, answer, levels=10, cmap=ANSWERS)
    fig.colorbar(seen, label="answer")
    ax.set(xlabel="x1", ylabel="x2")


def _backprop(plt: Any) -> None:
    steps = ["$x w$", "$+ b$", "$\\sigma$", "$-\\log$", "loss"]
    _, ax = plt.subplots(figsize=(6, 1.5))
    for i, step in enumerate(steps):
        ax.text(
            i, 0, step, ha="center", va="center", bbox={"boxstyle": "circle", "fc": "w"}
        )
    for i in range(4):
        ends = (i + 0.75, 0.1), (i + 0.25, 0.1)
        ax.annotate("", *ends, arrowprops={"arrowstyle": "->", "color": _BLUE})
        ends = (i + 0.25, -0.1), (i + 0.75, -0.1)
        ax.annotate("", *ends, arrowprops={"arrowstyle": "->", "color": _ORANGE})
    ax.set(xlim=(-0.5, 4.5), ylim=(-0.5, 0.5))
    ax.axis("off")


def _xor(plt: Any) -> None:
    _, ax = plt.subplots(figsize=(3, 2.6))
    ax.plot([0, 1], [1, 0], "s", color=_BLUE, markersize=12, label="yes")
    ax.plot([0, 1], [0, 1], "X", color=_ORANGE, markersize=12, label="no")
    ax.set(xlabel="x1", ylabel="x2", xlim=(-0.4, 1.4), ylim=(-0.4, 1.4))
    ax.legend(loc="center")


def _autodiff(plt: Any) -> None:
    spots = {
        "a": (0, 1),
        "b": (0, 0),
        "a b": (1, 0.3),
        "+ a": (2, 0.7),
        "square": (3, 0.7),
    }
    wires = ["a>a b", "b>a b", "a>+ a", "a b>+ a", "+ a>square"]
    _, ax = plt.subplots(figsize=(6, 1.8))
    for name, spot in spots.items():
        ax.text(
            *spot, name, ha="center", va="center", bbox={"boxstyle": "round", "fc": "w"}
        )
    for wire in wires:
        source, _, end = wire.partition(">")
        arrow = {"arrowstyle": "->", "shrinkA": 14, "shrinkB": 20, "color": _BLUE}
        ax.annotate("", spots[end], spots[source], arrowprops=arrow)
    ax.set(xlim=(-0.4, 3.5), ylim=(-0.3, 1.3))
    ax.axis("off")


_PICTURES: dict[str, Callable[[Any], None]] = {
    "00_warmup": _warmup,
    "01_sigmoid": _sigmoid,
    "02_softmax": _softmax,
    "03_cross_entropy": _cross_entropy,
    "04_report": _report,
    "05_losses": _losses,
    "06_activations": _activations,
    "07_depth": _depth,
    "08_slopes": _slopes,
    "09_gradient_descent": _gradient_descent,
    "10_forward": _forward,
    "11_backprop": _backprop,
    "13_xor": _xor,
    "14_autodiff": _autodiff,
}

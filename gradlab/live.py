"""A training run while it runs: a progress bar, the newest numbers, two curves.

    view = TrainingView(epochs=60)
    view.show()
    for _ in range(60):
        ...
        view.add(loss, train_accuracy, test_accuracy)

The curves are a few lines of SVG, written anew after each epoch: no figure is drawn
while the network trains. Without a front end the same code runs and shows nothing.
"""

import math
from collections.abc import Sequence

import ipywidgets as widgets
from IPython.display import display

_WIDTH, _HEIGHT = 280, 130
_BLUE, _ORANGE = "#0072B2", "#D55E00"  # told apart by colour-blind readers as well
_VIEW = "application/vnd.jupyter.widget-view+json"


class TrainingView:
    """A bar, a line of numbers and the curves of a training run.

    Parameters
    ----------
    epochs
        How many epochs the run has; the axes are fixed by it.
    highest_loss
        Top of the loss axis; a larger loss is drawn at the top.
    unseen
        What the images are for that the network does not learn from.
    """

    def __init__(
        self, epochs: int, highest_loss: float = 2.5, unseen: str = "test"
    ) -> None:
        self.epochs, self.highest_loss, self.unseen = epochs, highest_loss, unseen
        self.history: list[tuple[float, float, float]] = []
        self.bar = widgets.IntProgress(
            max=epochs, description="epoch", layout={"width": "100%"}
        )
        self.words = widgets.HTML(f"epoch 0 of {epochs}")
        self.curves = widgets.HTML(self._drawn())
        self.box = widgets.VBox([self.bar, self.words, self.curves])

    def show(self) -> None:
        """Display the view."""
        display(self.bundle(), raw=True)

    def bundle(self) -> dict[str, object]:
        """Return what is displayed: the widgets, and one line for other readers."""
        words = f"A bar and two curves move here while {self.epochs} epochs run."
        model = {"version_major": 2, "version_minor": 0, "model_id": self.box.model_id}
        return {"text/plain": words, _VIEW: model}

    def add(self, loss: float, train_accuracy: float, test_accuracy: float) -> None:
        """Draw the state after one more epoch."""
        self.history.append((float(loss), float(train_accuracy), float(test_accuracy)))
        self.bar.value = len(self.history)
        self.words.value = (
            f"epoch {len(self.history)} of {self.epochs}: loss {loss:.3f}, accuracy "
            f"{train_accuracy:.3f} in training, "
            f"{test_accuracy:.3f} in the {self.unseen}"
        )
        self.curves.value = self._drawn()

    def _drawn(self) -> str:
        losses, train, test = (
            zip(*self.history, strict=True) if self.history else 3 * [()]
        )
        loss = self._curve(losses, self.highest_loss, _BLUE)
        both = self._curve(train, 1, _BLUE) + self._curve(test, 1, _ORANGE, dashed=True)
        top = f"{self.highest_loss:g}"
        return _panel("loss", top, loss) + _panel(
            f"accuracy: training solid, {self.unseen} dashed", "1", both
        )

    def _curve(
        self, values: Sequence[float], top: float, colour: str, *, dashed: bool = False
    ) -> str:
        points = " ".join(
            f"{_WIDTH * epoch / self.epochs:.1f},"
            f"{_HEIGHT * (1 - min(max(value / top, 0), 1)):.1f}"
            for epoch, value in enumerate(values, start=1)
            if math.isfinite(value)
        )
        dash = ' stroke-dasharray="6 4"' if dashed else ""
        return (
            f'<polyline points="{points}" fill="none" stroke="{colour}" '
            f'stroke-width="2"{dash}/>'
        )


def _panel(title: str, top: str, curves: str) -> str:
    """Return one pair of axes, from 0 to `top`, with what is drawn in it."""
    words = 'font-size="11" fill="currentColor"'
    return (
        f'<svg role="img" aria-label="{title} per epoch" width="{_WIDTH + 40}" '
        f'height="{_HEIGHT + 30}" viewBox="-28 -20 {_WIDTH + 40} {_HEIGHT + 30}">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="currentColor" '
        f'opacity="0.4"/><text y="-6" {words}>{title}</text>'
        f'<text x="-6" y="9" text-anchor="end" {words}>{top}</text>'
        f'<text x="-6" y="{_HEIGHT}" text-anchor="end" {words}>0</text>{curves}</svg>'
    )

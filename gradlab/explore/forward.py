"""The forward explorer: a network with its numbers, layer by layer.

The numbers inside are seen through the student's own `forward`: with other last layers
the network hands on what it otherwise keeps to itself.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Slider, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.numbers import number, row
from gradlab.explore.core.panel import WIDTH, canvas
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.student import Trouble

HEIGHT = 380
SHEET = canvas(HEIGHT)
COLUMNS = {"x": (2, 55.0), "z1": (3, 175.0), "z2": (2, 300.0), "y": (2, 425.0)}
NAMES = tuple(COLUMNS)
SHAPES = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,), "W3": (2, 2), "b3": (2,)}
HEADS = 342.0  # CSS pixels from below, where the columns' names stand
CIRCLE = 50.0
PULL = 10.0  # CSS pixels that an input's handle goes for 1
NEAR = 1e-6  # of a sum, between yours and the one written out
FULL = 15.0  # beyond it the sum is lost in the digits of sigmoid


class Forward(Scene):
    """Nodes with numbers, edges by sign and size, one node's sum written out."""

    name = "forward"
    formula = r"$z = \sigma(x W + b)$"
    height = HEIGHT
    panels = (SHEET,)
    goals = (
        Goal("Find inputs for which z1[0] is 0.5"),
        Goal(
            "Find other inputs, 1 away or more, with the same y[1] to 0.0005",
            stretch=True,
        ),
    )

    def __init__(
        self,
        forward: StudentFunction,
        init_network: StudentFunction,
        outputs: tuple[StudentFunction, ...],
    ) -> None:
        given = {f"out{i}": f for i, f in enumerate(outputs)}
        nodes = [f"{c}[{i}]" for c in NAMES[1:] for i in range(COLUMNS[c][0])]
        super().__init__(forward=forward, init_network=init_network, **given)
        self.controls = {
            "x1": Slider("x1", 1.0, -3.0, 3.0, 0.1),
            "x2": Slider("x2", 0.5, -3.0, 3.0, 0.1),
            "layer": Slider("layer", 3, 0, 3, 1, runs=True),
            "node": Choice("sum of", "z1[0]", options(nodes)),
        }
        self.ends = self.places("out")
        if self.ends:
            ends = options(("none", *self.ends))
            self.controls["output"] = Choice("output activation", "none", ends)
        self.about = (
            "A network of two inputs, three and two hidden neurons and two outputs, "
            "with the number of each neuron; positive weights are solid blue lines, "
            "negative ones dashed vermilion, larger ones thicker."
        )

    def at(self, values: Values) -> draw.Frame:
        """Return the network up to the chosen layer."""
        network = self._network()
        x = np.array([float(values["x1"]), float(values["x2"])])
        columns = self._columns(network, x)
        layer, node = int(values["layer"]), str(values["node"])
        drawn = _edges(network, layer, node)
        end = str(values.get("output", "none"))
        wrong = [n for n in _contradicted(network, columns) if _depth(n) <= layer]
        for depth, name in enumerate(NAMES):
            ring = {node: ink.INK} | dict.fromkeys(wrong, ink.VERMILION)
            drawn += _nodes(name, columns[name], ring, known=depth <= layer)
        told = f"y = {row(columns['y'], 4)}" if layer == 3 else f"layer {layer} of 3"
        if layer == 3 and end != "none":
            shares = self.ask(self.ends[end], columns["y"], shape=(2,))
            told += f", {end} gives {row(shares, 4)}"
        words = f"x = {row(x, 1)}: {told}"
        head = draw.Text(SHEET, WIDTH / 2, HEIGHT - 16, words)
        if wrong:
            named = ", ".join(wrong)
            text = f"\N{WARNING SIGN} not what the sums give: {named}"
            head = head._replace(text=text).alarming()
            words = f"{words}. Not what the sums give: {named}"
        drawn += [head, *_below(network, columns, layer, node)]
        drawn += [self._grip(i, float(value)) for i, value in enumerate(x)]
        drawn.append(_reach(layer))
        told = f"{words}. {_sum(network, columns, node)}."
        reached = self._reached(network, columns, layer)
        return draw.Frame(drawn, told, reached=reached)

    def _reached(
        self, network: dict[str, Array], columns: dict[str, Array], layer: int
    ) -> tuple[bool, bool]:
        """Say which goals are: a half, and the same output for other inputs."""
        first = np.array([float(self.controls[name].start) for name in ("x1", "x2")])
        far = float(np.linalg.norm(columns["x"] - first)) >= 1
        same = abs(columns["y"][1] - self._columns(network, first)["y"][1]) <= 5e-4
        half = abs(columns["z1"][0] - 0.5) < 1e-3
        right = not list(_contradicted(network, columns))
        return (
            bool(right and layer >= 1 and half),
            bool(right and layer == 3 and far and same),
        )

    def _grip(self, i: int, value: float) -> draw.Handle:
        """Return the handle beside an input, which goes up and down with it."""
        across, middle = _spot("x", i)
        name = f"x{i + 1}"
        stops = middle + PULL * np.array(
            self.controls[name].positions, dtype=np.float64
        )
        spot = (across - 40, middle + PULL * value)
        return draw.Handle(SHEET, *spot, f"input {name}", up=name, stops=stops)

    def _network(self) -> dict[str, Array]:
        """Return the student's network with the shapes checked."""
        student = self.students["init_network"]
        value = student.call().value
        if not isinstance(value, dict) or set(SHAPES) - set(value):
            wanted = ", ".join(SHAPES)
            raise Trouble(f"{student.name} returned no dictionary with {wanted}.")
        return {n: student.numbers(value[n], shape) for n, shape in SHAPES.items()}

    def _columns(self, network: dict[str, Array], x: Array) -> dict[str, Array]:
        """Return all neurons' numbers, seen through the student's `forward`."""
        window = {"W3": np.eye(2), "b3": np.zeros(2)}
        z1 = [self._first(network, x, i) for i in (0, 1, 2)]
        z2 = self.ask("forward", network | window, x, shape=(2,))
        y = self.ask("forward", network, x, shape=(2,))
        return {"x": x, "z1": np.array(z1), "z2": z2, "y": y}

    def _first(self, network: dict[str, Array], x: Array, i: int) -> float:
        """Return a neuron of the first layer: hand it on alone, undo the sigmoid."""
        alone = np.zeros((3, 2))
        alone[i] = 1.0
        window = {"W2": alone, "b2": np.zeros(2), "W3": np.eye(2), "b3": np.zeros(2)}
        seen = self.ask("forward", network | window, x, shape=(2,))[0]
        with np.errstate(all="ignore"):
            return float(np.log(seen / (1 - seen)))


@explorer("forward(forward, init_network)")
def forward(
    forward: StudentFunction, init_network: StudentFunction, *outputs: StudentFunction
) -> Scene:
    """Show what each neuron of the three-layer network holds.

    Parameters
    ----------
    forward
        Takes the network and one example (2,), returns scores (2,).
    init_network
        Returns the network: a dictionary of W1, b1, W2, b2, W3, b3.
    *outputs
        Functions that may follow the last layer: scores (2,) in, (2,) out.
    """
    return Forward(forward, init_network, outputs)


def _spot(name: str, i: int) -> tuple[float, float]:
    """Return where a neuron is drawn."""
    count, across = COLUMNS[name]
    return across, 222 + 84 * ((count - 1) / 2 - i)


def _reach(layer: int) -> draw.Handle:
    """Return the handle at the name of the last column that is computed."""
    places = [across for _, across in COLUMNS.values()]
    spot, words = (places[layer], HEADS), "last column that is computed"
    return draw.Handle(SHEET, *spot, words, across="layer", stops=places)


def _edges(network: dict[str, Array], layer: int, node: str) -> draw.Shapes:
    """Return the weights as lines; those into the chosen node carry their number."""
    lines: draw.Shapes = []
    labels: draw.Shapes = []
    for depth, (left, right) in enumerate(pairwise(NAMES), 1):
        for (j, k), weight in np.ndenumerate(network[f"W{depth}"]):
            (x0, y0), (x1, y1) = _spot(left, j), _spot(right, k)
            look = (ink.BLUE, ink.SOLID) if weight >= 0 else (ink.VERMILION, ink.DASHED)
            colour = look[0] if depth <= layer else ink.FAINT
            width = 0.8 + 5 * min(abs(float(weight)), 1.5)
            lines.append(draw.Line(SHEET, [x0, x1], [y0, y1], colour, width, look[1]))
            if node == f"{right}[{k}]" and depth <= layer:
                at = (x0 + 0.42 * (x1 - x0), y0 + 0.42 * (y1 - y0))
                label = draw.Text(SHEET, *at, f"{weight:g}", size=ink.SMALL)
                labels.append(label._replace(paper=ink.PAPER))
    return [*lines, *labels]


def _nodes(
    name: str, column: Array, rings: dict[str, str], *, known: bool
) -> draw.Shapes:
    """Return a column of neurons with their numbers; some have a ring of a colour."""
    drawn: draw.Shapes = [draw.Text(SHEET, COLUMNS[name][1], HEADS, name, ink.GREY)]
    for i, value in enumerate(column):
        spot = _spot(name, i)
        ring = rings.get(f"{name}[{i}]", ink.GREY)
        drawn.append(draw.Dots(SHEET, *spot, ring, "o", CIRCLE, filled=False))
        words = draw.Text(SHEET, *spot, number(float(value), 3) if known else "?")
        drawn.append(words.alarming() if ring == ink.VERMILION else words)
    return drawn


def _below(
    network: dict[str, Array], columns: dict[str, Array], layer: int, node: str
) -> draw.Shapes:
    """Return the chosen node's sum, and the shapes of the last layer that is done."""
    drawn: draw.Shapes = []
    depth = _depth(node)
    if depth <= layer:
        words = _sum(network, columns, node)
        framed = draw.Text(SHEET, WIDTH / 2, 66, words, frame=ink.INK, paper=ink.PAPER)
        drawn.append(framed)
        left, W, b = NAMES[depth - 1], SHAPES[f"W{depth}"], SHAPES[f"b{depth}"]
        shape = columns[left].shape
        words = f"{left} {shape} @ W{depth} {W} + b{depth} {b} gives {b}"
        drawn.append(draw.Text(SHEET, WIDTH / 2, 26, words, ink.GREY))
    return drawn


def _depth(node: str) -> int:
    """Return the layer of a node such as z1[0]: 1."""
    return NAMES.index(node[:-3])


def _total(network: dict[str, Array], columns: dict[str, Array], depth: int) -> Array:
    """Return the sums of a layer, from what the layer before it shows."""
    before = columns[NAMES[depth - 1]]
    return np.asarray(before @ network[f"W{depth}"] + network[f"b{depth}"])


def _contradicted(
    network: dict[str, Array], columns: dict[str, Array]
) -> Iterator[str]:
    """Yield the nodes whose number is not what their sum gives.

    Hidden ones are compared before the sigmoid, which is undone.
    """
    for depth, name in enumerate(NAMES[1:], 1):
        sums, shown = _total(network, columns, depth), columns[name]
        if name != "y":
            shown = np.log(shown / (1 - shown))
        full = (np.abs(sums) > FULL) & (np.sign(shown) == np.sign(sums))
        near = np.abs(shown - sums) <= NEAR * np.maximum(1, np.abs(sums))
        yield from (f"{name}[{i}]" for i in np.flatnonzero(~(near | full)))


def _sum(network: dict[str, Array], columns: dict[str, Array], node: str) -> str:
    """Write out the weighted sum of a node, and what the node makes of it."""
    depth, k = _depth(node), int(node[-2])
    name, W, b = NAMES[depth], network[f"W{depth}"], network[f"b{depth}"]
    pairs = zip(columns[NAMES[depth - 1]], W[:, k], strict=True)
    terms = " + ".join(f"{value:.3g}·{weight:.3g}" for value, weight in pairs)
    total = float(_total(network, columns, depth)[k])
    shown = float(columns[name][k])
    wrong = node in _contradicted(network, columns)
    end = "" if name == "y" and not wrong else f", {node} = {number(shown, 3)}"
    return f"{terms} + {b[k]:.3g} = {number(total, 3)}{end}"

"""The bench explorer: how small a mistake the student's own test still catches."""

from collections.abc import Callable
from functools import wraps

import numpy as np

from gradlab.calls import Array, StudentFunction
from gradlab.explore.core import draw, ink
from gradlab.explore.core.controls import Choice, Steps, options
from gradlab.explore.core.explorer import explorer
from gradlab.explore.core.goals import Goal
from gradlab.explore.core.panel import WIDTH, Panel, canvas, powers
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.student import Trouble
from gradlab.words.raised import unwritten

Mistake = Callable[[Array, float], Array]

SIZES = tuple(float(f"1e{p}") for p in range(-16, 1))
USUAL = 0.1
SECONDS = 5.0  # for all mistakes together
TINY, SMALL = 1e-13, 1e-4  # what rounding may do, and what no test should miss
# What is added to the values that the student's function returns, by size.
MISTAKES: dict[str, Mistake] = {
    "too large by a share": lambda y, size: size * y,
    "too small by a share": lambda y, size: -size * y,
    "too large by a number": lambda y, size: np.full_like(y, size),
    "too small by a number": lambda y, size: np.full_like(y, -size),
    "only the last value is off": lambda y, size: _last(y, size),
}
NAMES = tuple(MISTAKES)
ROWS = tuple((-float(i), name) for i, name in enumerate(NAMES))
BENCH = Panel(
    (186, 78, 470, 300),
    (10**-16.6, 10**0.6),
    (-len(NAMES) + 0.5, 0.5),
    "size of the mistake, log axis",
    log_x=True,
    x_ticks=powers(-16, -12, -8, -4, 0),
    y_ticks=ROWS,
)


class Bench(Scene):
    """For each kind of mistake, from which size on the student's test catches it."""

    name = "bench"
    formula = r"$\left|\,y - y_{\mathrm{right}}\right| \leq \varepsilon$"
    height = 360
    panels = (BENCH,)
    aside = (0, "bottom")
    goals = (
        Goal("Find the largest mistake of the chosen kind that your test lets pass"),
        Goal(
            "Show at 1e-4 that no such mistake passes, while rounding of 1e-13 does",
            stretch=True,
        ),
    )

    def __init__(self, test: StudentFunction, function: StudentFunction) -> None:
        super().__init__(test=test, function=function)
        sizes = [(f"{size:.0e}", size) for size in SIZES]
        self.controls = {
            "size": Steps("size of the mistake", USUAL, sizes),
            "kind": Choice("mistake", NAMES[0], options(NAMES)),
        }
        self._test, self._function = test, function
        self._runner = self.students["test"].through(self._judge, SECONDS)
        tested, own = (s.name for s in self.students.values())
        self.about = (
            f"A row for each kind of mistake that is planted in what {own} returns. "
            f"Along each, on a logarithmic axis, the sizes that {tested} catches, "
            "marked by a diamond, and those that it lets pass, marked by a ring."
        )

    def at(self, values: Values) -> draw.Frame:
        """Return what the test says of every mistake, and of the chosen one."""
        size, kind = float(values["size"]), str(values["kind"])
        self._accepts_the_function_itself()
        caught: dict[str, list[bool]] = self._runner.call().value
        drawn: draw.Shapes = []
        for i, row in enumerate(caught.values()):
            seen = np.array(row)
            sizes, up = np.array(SIZES), np.full(len(SIZES), -float(i))
            passed = draw.Dots(BENCH, sizes[~seen], up[~seen], ink.VERMILION, "o", 8)
            drawn.append(draw.Dots(BENCH, sizes[seen], up[seen], ink.GREEN, "D", 8))
            drawn.append(passed._replace(filled=False))
        here, place = SIZES.index(size), -float(NAMES.index(kind))
        drawn += [
            draw.Line(BENCH, [size, size], BENCH.y, ink.GREY, 1.2, ink.DOTTED),
            draw.Dots(BENCH, size, place, ink.INK, "s", 15, filled=False),
            draw.Handle(BENCH, size, place, "size of the mistake", across="size"),
        ]
        verdict = "caught" if caught[kind][here] else "let pass"
        words = f"{kind}, {size:.0e}: {verdict}"
        key = "filled diamond: caught, ring: let pass"
        drawn.append(draw.Text(canvas(self.height), WIDTH / 2, self.height - 18, words))
        label = draw.Text(canvas(self.height), 30, self.height - 52, key)
        drawn.append(label._replace(size=ink.SMALL, anchor="start"))
        largest = not caught[kind][here] and all(caught[kind][here + 1 :])
        reached = largest, size == SMALL and _judges_well(caught)
        told = f"{self.students['test'].name}: {words}"
        return draw.Frame(drawn, f"{told}.", reached=reached)

    def _judge(self) -> dict[str, list[bool]]:
        """Return for each kind of mistake of which sizes the test raises an error."""
        return {
            name: [self._refuses(_planted(self._function, change, s)) for s in SIZES]
            for name, change in MISTAKES.items()
        }

    def _refuses(self, function: StudentFunction) -> bool:
        """Whether the test raises an error for a function."""
        try:
            self._test(function)
        except NotImplementedError:
            raise
        except Exception:  # of whatever kind a student's test raises
            return True
        return False

    def _accepts_the_function_itself(self) -> None:
        """Say it if the student's test refuses the student's function."""
        test, own = self.students["test"], self.students["function"]
        tried: list[bool] = []

        @wraps(self._function)
        def watched(*args: object, **options: object) -> object:
            try:
                return self._function(*args, **options)
            except NotImplementedError:
                tried.append(False)
                raise

        try:
            test.call(watched)
        except Trouble as trouble:
            if tried:
                raise Trouble(unwritten(own.name), written=False) from None
            if not trouble.raised:
                raise
            self.remark(
                f"{test.name} refuses what {own.name} returned: {trouble.sentence}"
            )


@explorer("bench(test_mean_squared_error, mean_squared_error)")
def bench(test: StudentFunction, function: StudentFunction) -> Scene:
    """Show how small a mistake a test of the student's own still catches.

    Parameters
    ----------
    test
        Takes a function, and raises an error if it is wrong.
    function
        What it tests; the mistakes are planted in what this returns: numbers.
    """
    return Bench(test, function)


def _planted(
    function: StudentFunction, change: Mistake, size: float
) -> StudentFunction:
    """Return the function with a mistake of a size in what it returns."""

    @wraps(function)
    def wrong(*args: object, **options: object) -> object:
        right = np.array(function(*args, **options), dtype=np.float64)
        value = right + change(right, size)
        return value if value.ndim else float(value)

    return wrong


def _last(y: Array, size: float) -> Array:
    """Return what makes the last value alone too large."""
    change = np.zeros_like(y)
    change.reshape(-1)[-1:] = size
    return change


def _judges_well(caught: dict[str, list[bool]]) -> bool:
    """Whether rounding passes and no mistake that counts does."""
    tiny, small = SIZES.index(TINY), SIZES.index(SMALL)
    return not any(row[tiny] for row in caught.values()) and all(
        all(row[small:]) for row in caught.values()
    )

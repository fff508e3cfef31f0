"""The numbers of the slope explorer: two curves and the slope measured on the first."""

from dataclasses import dataclass

import numpy as np

from gradlab.explore.core.samples import Curve, sample
from gradlab.explore.core.student import Array, StudentFunction, name_of

X_RANGE = (-6.0, 6.0)
POINTS = 241  # a sample every 0.05
STEP = 1e-3  # large enough that float32 answers keep three digits of slope
RELATIVE_TOLERANCE = 0.02
ABSOLUTE_TOLERANCE = 1e-3


@dataclass(frozen=True)
class Samples:
    """A function, its derivative and its measured slope at the same points.

    Parameters
    ----------
    x : (n,) float64
        Equally spaced, increasing.
    f
        The student's function.
    slope
        The student's derivative.
    before, after : (n,) float64
        The student's function at `x - STEP` and `x + STEP`.
    """

    x: Array
    f: Curve
    slope: Curve
    before: Array
    after: Array

    @property
    def measured(self) -> Array:
        """Central differences of the student's own function, shape (n,)."""
        with np.errstate(invalid="ignore"):
            return (self.after - self.before) / (2 * STEP)

    def index(self, x0: float) -> int:
        """Return the position of the sample nearest to `x0`."""
        return int(np.abs(self.x - x0).argmin())


@dataclass(frozen=True)
class Moment:
    """The numbers at one position of the slider; NaN where there is none."""

    x0: float
    y: float
    slope: float
    measured: float
    agree: bool | None  # None where one of the slopes is missing


def sample_slope(f: StudentFunction, f_derivative: StudentFunction) -> Samples:
    """Sample both functions of a student over the slider's range.

    Parameters
    ----------
    f, f_derivative
        Called with fresh arrays of shape (n,); may do anything.

    Returns
    -------
    Samples
        With n = POINTS.
    """
    x = np.linspace(*X_RANGE, POINTS).round(9)
    name = name_of(f, "f")
    curve = sample(f, x, name)
    usable = curve.drawable
    return Samples(
        x=x,
        f=curve,
        slope=sample(f_derivative, x, name_of(f_derivative, "f_derivative")),
        before=sample(f, x - STEP, name).y if usable else curve.y,
        after=sample(f, x + STEP, name).y if usable else curve.y,
    )


def moment(samples: Samples, x0: float) -> Moment:
    """Look up the numbers at the sample nearest to `x0`.

    Parameters
    ----------
    samples
        From `sample_slope`.
    x0
        Where the slider stands.

    Returns
    -------
    Moment
        At a sampled point, which may differ from `x0` by half a spacing.
    """
    i = samples.index(x0)
    return Moment(
        x0=float(samples.x[i]),
        y=float(samples.f.y[i]),
        slope=float(samples.slope.y[i]),
        measured=float(samples.measured[i]),
        agree=_agree(samples, i),
    )


def _agree(samples: Samples, i: int) -> bool | None:
    """Compare the student's slope with the curve; at a corner both sides are right."""
    before, here, after = samples.before[i], samples.f.y[i], samples.after[i]
    slope = samples.slope.y[i]
    if not np.isfinite([before, here, after, slope]).all():
        return None
    low, high = sorted([(here - before) / STEP, (after - here) / STEP])
    slack = ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * max(abs(low), abs(high))
    return bool(low - slack <= slope <= high + slack)

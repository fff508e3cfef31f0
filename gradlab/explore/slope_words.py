"""The slope explorer in words: readout, description for screen readers, settings."""

import math

from gradlab.explore.slope_data import X_RANGE, Samples, State, moment

VERDICTS = {
    True: "tangent and curve agree",
    False: "warning: tangent and curve disagree",
    None: "no slope to compare",
}


def readout(samples: Samples, state: State) -> str:
    """Return the numbers at x0, and what is wrong, in one line.

    Parameters
    ----------
    samples
        From `sample_slope`.
    state
        Where the controls stand.

    Returns
    -------
    str
        Equal on every machine: four decimals.
    """
    now = moment(samples, state)
    numbers = [
        f"x0 = {now.x0:g}",
        f"{samples.f.name}(x0) = {_number(now.y)}",
        f"your slope = {_number(now.slope)}",
        f"measured slope = {_number(now.measured)}",
    ]
    problems = [curve.problem for curve in (samples.f, samples.slope) if curve.problem]
    return " ".join([", ".join(numbers) + f"; {VERDICTS[now.agree]}.", *problems])


def describe(samples: Samples, state: State) -> str:
    """Return the alternative text of the picture: what it shows, then the readout.

    Parameters
    ----------
    samples
        From `sample_slope`.
    state
        Where the controls stand.

    Returns
    -------
    str
        Plain text.
    """
    low, high = X_RANGE
    f, slope = samples.f.name, samples.slope.name
    return (
        f"Two plots for x from {low:g} to {high:g}: above, {f} with its tangent at x0; "
        f"below, {slope} at the same x0. {readout(samples, state)}"
    )


def settings(samples: Samples, state: State) -> str:
    """Return the line of Python that brings this picture back.

    Parameters
    ----------
    samples
        From `sample_slope`.
    state
        Where the controls stand.

    Returns
    -------
    str
        A call of `explore.slope`.
    """
    x0 = moment(samples, state).x0
    return f"explore.slope({samples.f.name}, {samples.slope.name}, x0={x0:g})"


def _number(value: float) -> str:
    """Return four decimals without a negative zero, `-` for no number."""
    if math.isnan(value):
        return "-"
    return f"{round(value, 4) + 0.0:.4f}"

"""Numbers in words, equal on every machine."""

import math

from gradlab.calls import Array


def number(value: float, digits: int = 4) -> str:
    """Return a fixed number of decimals, without a negative zero."""
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return f"{round(value, digits) + 0.0:.{digits}f}"


def short(value: float) -> str:
    """Return three significant digits, with a power of ten where it is needed."""
    return number(value) if not math.isfinite(value) else f"{value + 0.0:.3g}"


def tight(value: float) -> str:
    """Return a number that fits over a narrow bar."""
    return f"{value:.0e}" if 0 < abs(value) < 1e-3 else f"{value:.3g}"


def row(values: Array, digits: int = 3) -> str:
    """Return several numbers in brackets."""
    return f"[{', '.join(number(float(value), digits) for value in values)}]"

"""From a template and its values to HTML."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.grading.said import points


def render(template: str, **values: Any) -> str:
    """Return the page that a template of `autograder/templates` gives."""
    return str(_environment().get_template(template).render(**values))


def percent(share: float | None) -> str:
    """Return a share as a percentage."""
    return "–" if share is None else f"{100 * share:.0f} %"


def correlation(r: float | None) -> str:
    """Return a correlation with two decimals and a true minus sign."""
    return "–" if r is None else f"{r:.2f}".replace("-", "−")


def seconds(number: float) -> str:
    """Return a duration in seconds, or in minutes where it is long."""
    return f"{number:.1f} s" if number < 120 else f"{number / 60:.1f} min"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        points=points, percent=percent, correlation=correlation, seconds=seconds
    )
    return environment

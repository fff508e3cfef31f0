"""An explorer as data, for a page that has no kernel to ask."""

import base64
from collections.abc import Mapping
from itertools import product
from typing import Any

from gradlab.explore.controls import Choice, Control, Slider, Toggle
from gradlab.explore.explorer import Explorer
from gradlab.explore.panel import WIDTH
from gradlab.explore.pixels import data_uri
from gradlab.explore.star import Known, star

MIME = "application/vnd.gradlab.alone+json"
SECONDS = 120.0  # for the frames around one position
MOST = 12  # positions around which there are frames


def alone(shown: Explorer) -> dict[str, Any]:
    """Return all that a page needs to show an explorer that moves.

    Frames are computed along every control, from where the controls stand and from
    every choice in the menus while these are few. They hold what the functions
    answered, not the functions.

    Parameters
    ----------
    shown
        The explorer; its controls stay where they are.

    Returns
    -------
    dict
        Ready for JSON: the description, the controls, compressed stars, still parts.
    """
    scene, known = shown.scene, Known()
    specs = scene.controls
    start = [spec.position(shown.controls[name]) for name, spec in specs.items()]
    stars = [star(scene, base, SECONDS, known) for base in _bases(specs, start)]
    stills = {key: values for found in stars for key, values in found.stills.items()}
    return {
        "about": scene.about,
        "size": [WIDTH, scene.height],
        "start": start,
        "controls": [_described(spec) for spec in specs.values()],
        "stars": [base64.b64encode(found.packed()).decode() for found in stars],
        "stills": {key: data_uri(scene.backdrop(at)) for key, at in stills.items()},
    }


def _bases(specs: Mapping[str, Control], start: list[int]) -> list[list[int]]:
    """Return the start, then every choice in the menus, as long as there are few."""
    ranges, count = [], 1
    for spec, place in zip(specs.values(), start, strict=True):
        many = len(spec.positions)
        opened = isinstance(spec, Choice | Toggle) and count * many <= MOST
        ranges.append(list(range(many)) if opened else [place])
        count *= len(ranges[-1])
    others = (list(base) for base in product(*ranges))
    return [start, *(base for base in others if base != start)]


def _described(spec: Control) -> dict[str, Any]:
    """Return what the page makes a control of."""
    described: dict[str, Any] = {"kind": type(spec).__name__, "label": spec.label}
    if isinstance(spec, Slider):
        decimals = len(f"{spec.step:f}".rstrip("0").partition(".")[2])
        words = [f"{float(value):.{decimals}f}" for value in spec.positions]
    elif isinstance(spec, Toggle):
        words = ["off", "on"]
    else:
        words = [word for word, _ in spec.options]
    return described | {"words": words}

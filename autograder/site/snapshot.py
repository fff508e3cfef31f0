"""An explorer as data, for a page that has no kernel to ask."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

from gradlab.explore.core.controls import Choice, Control, Toggle, runs
from gradlab.explore.core.explorer import Explorer
from gradlab.explore.core.frames import FrameData, Frames, packed
from gradlab.explore.core.panel import WIDTH
from gradlab.explore.core.still import drawn

MIME = "application/vnd.gradlab.alone+json"
MOST_BYTES = 300_000  # of all frames of an explorer, if the poorest grid allows
HEAVY_BYTES = 500_000  # of the poorest grid, beyond which long controls have less
MANY = 100  # positions of a control that may have every second frame alone
MENUS_BEYOND = 2  # times so many frames the choices in all menus may take
MOST_MENUS = 12  # combinations of choices that have frames
# How many places a slider may rest at while another moves, and how many controls at a
# time may rest away from their start beside it; the richest that fits is taken.
GRIDS = ((9, 2), (7, 2), (9, 1), (5, 2), (7, 1), (5, 1), (3, 2), (3, 1))

Place = tuple[int, ...]


def snapshot(shown: Explorer) -> dict[str, Any]:
    """Return all that a page needs to show an explorer that moves.

    A *line* holds the frames at all positions of one control, the others at rest at one
    place. There are lines through where the controls stand, through every choice in the
    menus while these are few, and through as many places of the sliders as `MOST_BYTES`
    allows. Frames hold what the functions answered, not the functions.

    Parameters
    ----------
    shown
        The explorer; its controls stay where they are.

    Returns
    -------
    dict
        Ready for JSON: the description, the controls, compressed lines, still parts.
    """
    scene = shown.scene
    specs = list(scene.controls.values())
    start = tuple(s.position(shown.controls[n]) for n, s in scene.controls.items())
    frames = Frames(scene)
    each = _each(frames, specs, start)
    places = _places(specs, start, int(MOST_BYTES / each))
    thin = start if each * _count(specs, places) > HEAVY_BYTES else None
    lines = [
        {"axis": k, "at": at, "frames": _text(_line(frames, k, at, thin))}
        for k in range(len(specs))
        for at in dict.fromkeys((*at[:k], start[k], *at[k + 1 :]) for at in places)
    ]
    return {
        "name": scene.settings({}),
        "about": scene.about,
        "picture": drawn(scene, shown.values),
        "goals": [goal._asdict() for goal in scene.goals],
        "size": [WIDTH, scene.height],
        "start": start,
        "runs": runs(scene.controls),
        "controls": [_described(spec) for spec in specs],
        "lines": lines,
        "stills": {key: frames.still(key) for key in frames.stills},
    }


def _line(
    frames: Frames, axis: int, at: Place, thin: Place | None = None
) -> list[FrameData | None]:
    """Return the frames at all positions of one control, the others at rest.

    Where even the poorest grid is heavy, every second frame of a long control
    does, but on the lines through the place `thin`.
    """
    count = len(frames.positions[axis])
    through = thin is None or (*at[:axis], thin[axis], *at[axis + 1 :]) == thin
    stride = 1 if through or count <= MANY else 2
    return [
        None if i % stride else frames.at((*at[:axis], i, *at[axis + 1 :]))
        for i in range(count)
    ]


def _each(frames: Frames, specs: Sequence[Control], start: Place) -> float:
    """Return how many bytes a frame takes, at the start and at ends."""
    count = range(len(specs))
    longest = max(count, key=lambda k: len(specs[k].positions))
    ends = [
        (longest, (*start[:k], len(specs[k].positions) - 1, *start[k + 1 :]))
        for k in count
        if k != longest and not isinstance(specs[k], Choice | Toggle)
    ]
    lines = [_line(frames, k, at) for k, at in [*((k, start) for k in count), *ends]]
    return sum(len(_packed(line)) for line in lines) / max(1, sum(map(len, lines)))


def _text(line: list[FrameData | None]) -> str:
    return base64.b64encode(_packed(line)).decode()


def _packed(line: list[FrameData | None]) -> bytes:
    return packed(line, 9)


def _places(specs: Sequence[Control], start: Place, most: int) -> list[Place]:
    """Return where controls may rest: as many places as give at most `most` frames.

    The places of the sliders are richest for the choices that stand at the start.
    """
    menus = _menus(specs, start)
    free = [k for k in range(len(specs)) if len({at[k] for at in menus}) == 1]
    if _count(specs, menus) > MENUS_BEYOND * most:  # of the first menu alone
        menus = _menus(specs, start, many=1)
    found = menus
    for bases in ([start], menus):
        for grid in GRIDS:
            more = (at for base in bases for at in _spread(specs, base, free, *grid))
            wide = list(dict.fromkeys([*found, *more]))
            poorest = grid == GRIDS[-1] and bases is not menus
            if poorest or _count(specs, wide) <= most:
                found = wide
                break
    return found


def _menus(
    specs: Sequence[Control], start: Place, many: int | None = None
) -> list[Place]:
    """Return the start, then every choice in the first menus, as long as there are few.

    Of `many` menus at most.
    """
    ranges: list[Sequence[int]] = []
    count = 1
    for spec, place in zip(specs, start, strict=True):
        size, menus = len(spec.positions), sum(len(r) > 1 for r in ranges)
        opened = isinstance(spec, Choice | Toggle) and count * size <= MOST_MENUS
        opened = opened and (many is None or menus < many)
        ranges.append(range(size) if opened else [place])
        count *= len(ranges[-1])
    return [start, *(base for base in product(*ranges) if base != start)]


def _spread(
    specs: Sequence[Control], base: Place, free: Sequence[int], many: int, depth: int
) -> Iterator[Place]:
    """Yield `base` with up to `depth` of the `free` controls at others of their places.

    These are `many` places of a slider, all of a menu.
    """
    for moved in combinations(free, min(depth, len(free))):
        ranges: list[Iterable[int]] = [[place] for place in base]
        for k in moved:
            ranges[k] = _rests(specs[k], base[k], many)
        yield from product(*ranges)


def _rests(spec: Control, at: int, many: int) -> Sequence[int]:
    """Return `at` and the other places at which a control may rest."""
    count = len(spec.positions)
    if isinstance(spec, Choice | Toggle) or count <= many:
        return range(count)
    evenly = [round((count - 1) * i / (many - 1)) for i in range(many)]
    evenly.remove(min(evenly, key=lambda place: abs(place - at)))
    return [*evenly, at]


def _count(specs: Sequence[Control], places: Sequence[Place]) -> int:
    """Return how many frames the lines through these places hold."""
    return sum(
        len(spec.positions) * len({(*at[:k], *at[k + 1 :]) for at in places})
        for k, spec in enumerate(specs)
    )


def _described(spec: Control) -> dict[str, Any]:
    """Return what the page makes a control of."""
    return {"kind": type(spec).__name__, "label": spec.label, "words": spec.words}

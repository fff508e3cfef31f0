"""Pages of similar submissions: a list, and each pair side by side."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.analysis.similarity import Comparison, Pair, Part, Side
from autograder.analysis.summary import SimilarPair
from autograder.course.course import Course
from autograder.errors import UsageError
from autograder.files import write_whole
from autograder.grading.records import SubmissionResult
from autograder.pages.render import render

MOST_PAGES = 200  # pairs that get a page, those with the most in common
_NUMBERS = "similar.json"
NO_NAMES: Mapping[str, str] = MappingProxyType({})

Segment = tuple[str, bool]


@dataclass(frozen=True)
class ComparedCell:
    """One cell of both students, each in segments that are in common or not."""

    name: str
    one: tuple[Segment, ...]
    other: tuple[Segment, ...]


def pair_page(pair: Pair, lab: str, names: Mapping[str, str] = NO_NAMES) -> str:
    """Return two submissions side by side as HTML."""
    who = [side.work.student for side in (pair.one, pair.other)]
    called = [names.get(one, one) for one in who]
    rows = list(_rows(pair))
    return render("pair.html.j2", pair=pair, lab=lab, rows=rows, called=called)


def index_page(
    comparison: Comparison,
    pairs: Sequence[SimilarPair],
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """Return the list of pairs as HTML."""
    return render("similar.html.j2", comparison=comparison, pairs=pairs, names=names)


def write_similar(
    course: Course, comparison: Comparison, names: Mapping[str, str] = NO_NAMES
) -> Path:
    """Write a page for each pair, their list, and the list as JSON; return the list.

    Pages of an earlier comparison go.

    Parameters
    ----------
    names
        What students are called, by id, as far as that is known.

    Raises
    ------
    AutograderError
        If the system refuses to write.
    """
    folder = course.similar / comparison.lab
    for old in folder.glob("pair-*.html"):
        old.unlink()
    shown = comparison.pairs[:MOST_PAGES]
    alike = [_alike(pair, number) for number, pair in enumerate(shown, start=1)]
    for pair, line in zip(shown, alike, strict=True):
        write_whole(folder / line.page, pair_page(pair, comparison.lab, names))
    write_whole(folder / _NUMBERS, _as_json(comparison, alike))
    write_whole(folder / "index.html", index_page(comparison, alike, names))
    return folder / "index.html"


def read_similar(
    course: Course, lab: str, results: Iterable[SubmissionResult]
) -> tuple[SimilarPair, ...] | None:
    """Return the pairs last found of which neither side has changed since.

    Returns
    -------
    tuple of SimilarPair or None
        None if nobody looked for any.

    Raises
    ------
    UsageError
        If the file of pairs is damaged.
    """
    file = course.similar / lab / _NUMBERS
    current = {result.student: result.digest for result in results}
    try:
        kept = json.loads(file.read_text("utf-8"))["pairs"]
        pairs = [SimilarPair(**line) for line in kept]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file} is damaged: run autograder similar {lab} again"
        ) from error
    return tuple(pair for pair in pairs if _is_current(pair, current))


def _is_current(pair: SimilarPair, current: Mapping[str, str]) -> bool:
    sides = zip(pair.students, pair.digests, strict=True)
    return all(current.get(student) == digest for student, digest in sides)


def _alike(pair: Pair, number: int) -> SimilarPair:
    works = (pair.one.work, pair.other.work)
    return SimilarPair(
        students=[work.student for work in works],
        digests=[work.digest for work in works],
        share=round(pair.share, 4),
        tokens=pair.tokens,
        page=f"pair-{number:03}.html",
    )


def _as_json(comparison: Comparison, pairs: Sequence[SimilarPair]) -> str:
    tree: dict[str, Any] = {
        "lab": comparison.lab,
        "compared": len(comparison.compared),
        "left_out": comparison.left_out,
        "at_least": comparison.at_least,
        "found": len(comparison.pairs),
        "pairs": [asdict(pair) for pair in pairs],
    }
    return json.dumps(tree, indent=1, ensure_ascii=False) + "\n"


def _rows(pair: Pair) -> Iterable[ComparedCell]:
    """Yield the cells in which something is in common, in the order of the first."""
    left, right = _marked(pair.one), _marked(pair.other)
    for name in dict.fromkeys([*left, *right]):
        sides = (left.get(name, ()), right.get(name, ()))
        if any(common for side in sides for _, common in side):
            yield ComparedCell(name, *sides)


def _marked(side: Side) -> dict[str, tuple[Segment, ...]]:
    """Return the segments of each part; own cells follow each other in one."""
    found: dict[str, tuple[Segment, ...]] = {}
    for part, spans in zip(side.work.parts, side.spans, strict=True):
        if spans or part.name not in found:
            before = found.get(part.name, ())
            gap = (("\n\n", False),) if before else ()
            found[part.name] = before + gap + _segments(part, spans)
    return found


def _segments(part: Part, spans: Iterable[tuple[int, int]]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    at = 0
    for start, end in spans:
        segments += [(part.source[at:start], False), (part.source[start:end], True)]
        at = end
    return (*segments, (part.source[at:], False))

"""Pairs of submissions that are similar beyond the template and beyond the usual.

Of each submission the answers and the student's own cells are fingerprinted. Taken out
are fingerprints of the lab as it was handed out, and, as MOSS does, passages that many
students have: they are the formula, or what the lecture said. What is left is rare, and
two students who share much of it are listed. That is a reason to look, not a proof.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from autograder.analysis.fingerprints import (
    Fingerprint,
    K,
    Token,
    code_tokens,
    every,
    winnow,
    word_tokens,
)
from autograder.course.lab import Lab, grade_id, is_answer
from autograder.course.notebook import Cell
from autograder.errors import SubmissionRefused
from autograder.grading.grade import Task

_MARKER = re.compile(r"^.*(?:BEGIN|END) SOLUTION.*\n?", re.MULTILINE)
MOST_HOLDERS = 10  # students; a passage that more of them have is usual (MOSS's -m)
LEAST_HOLDERS = 3
MOST_COMPARED = 10_000  # characters of a cell; more is not an answer, and costs seconds
FEWEST_TOKENS = 30  # rare tokens in common, below which a pair is not worth a look


@dataclass(frozen=True)
class Part:
    """One cell of a submission, as it is compared.

    Attributes
    ----------
    name
        Its grade_id; for a cell of the student's own, ``own cell``.
    """

    name: str
    source: str
    tokens: tuple[Token, ...]
    prints: tuple[Fingerprint, ...]


@dataclass(frozen=True)
class Work:
    """One submission, as it is compared.

    Attributes
    ----------
    digest
        Of the submission and the lab, as results record it.
    """

    student: str
    digest: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Side:
    """One student's half of a pair.

    Attributes
    ----------
    share
        Tokens in common over the rare tokens of this side, in [0, 1].
    spans
        For each part, where the common passages stand in its source.
    """

    work: Work
    share: float
    spans: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True)
class Pair:
    """Two submissions that share rare passages.

    Attributes
    ----------
    tokens
        How many rare tokens they share, counted on the side that has fewer.
    """

    one: Side
    other: Side
    tokens: int

    @property
    def share(self) -> float:
        """The larger of the two shares."""
        return max(self.one.share, self.other.share)


@dataclass(frozen=True)
class Comparison:
    """What comparing a class found.

    Attributes
    ----------
    compared, left_out
        The students whose work was compared, and those whose could not be read.
    holders
        How many students may have a passage before it counts as usual.
    pairs
        The most tokens in common first.
    """

    lab: str
    compared: tuple[str, ...]
    left_out: tuple[str, ...]
    holders: int
    at_least: float
    pairs: tuple[Pair, ...]


def compare(
    tasks: Iterable[Task],
    lab: Lab,
    at_least: float = 0.6,
    model: Iterable[Cell] = (),
) -> Comparison:
    """Return the pairs of similar submissions.

    Parameters
    ----------
    model
        The cells of the lab's source, answers included: who answers as it does need not
        have copied from anybody else, and in a small class too few do for it to be
        usual.
    at_least
        The share, from 0 to 1, of the rare passages of one of the two that the other
        must have too.
    """
    works, left_out = _read(tasks, lab)
    holders = min(MOST_HOLDERS, max(LEAST_HOLDERS, len(works) // 4))
    rare = _rare(works, _template(lab) | _prints(model), holders)
    together = Counter(
        pair for who in rare.values() for pair in combinations(sorted(who), 2)
    )
    known = rare.keys()
    likely = [who for who, prints in together.items() if prints * K >= FEWEST_TOKENS]
    found = (_pair(works[a], works[b], known) for a, b in likely)
    pairs = [p for p in found if p.share >= at_least and p.tokens >= FEWEST_TOKENS]
    pairs.sort(key=lambda p: (-p.tokens, p.one.work.student, p.other.work.student))
    compared = tuple(work.student for work in works)
    return Comparison(lab.name, compared, left_out, holders, at_least, tuple(pairs))


def _read(tasks: Iterable[Task], lab: Lab) -> tuple[list[Work], tuple[str, ...]]:
    """Return what can be compared, and the students whose files cannot be read."""
    works, left_out = [], []
    plain = {cell.source for cell in lab.master.cells if grade_id(cell) is None}
    for task in tasks:
        try:
            mended = [restored for _, restored in task.mended(lab) if restored]
        except SubmissionRefused:
            left_out.append(task.student)
            continue
        there = (cell for one in mended for cell in one.notebook.cells)
        cells = [cell for cell in there if _is_own(cell, plain)]
        parts = tuple(_part(cell) for cell in cells)
        works.append(Work(task.student, task.digest(lab), parts))
    return works, tuple(left_out)


def _is_own(cell: Cell, plain: set[str]) -> bool:
    return is_answer(cell) or (grade_id(cell) is None and cell.source not in plain)


def _part(cell: Cell) -> Part:
    source = cell.source[:MOST_COMPARED]
    tokens = tuple((code_tokens if cell.cell_type == "code" else word_tokens)(source))
    prints = tuple(winnow(every(tokens)))
    return Part(grade_id(cell) or "own cell", source, tokens, prints)


def _template(lab: Lab) -> set[int]:
    """Return the fingerprints of all that students were given."""
    cells = [
        (cell.cell_type, lab.released.get(grade_id(cell) or "") or cell.source)
        for cell in lab.master.cells
    ]
    return _fingerprints(cells)


def _prints(model: Iterable[Cell]) -> set[int]:
    """Return the fingerprints of model answers, markers of their regions left out."""
    return _fingerprints(
        (cell.cell_type, _MARKER.sub("", cell.source))
        for cell in model
        if is_answer(cell)
    )


def _fingerprints(texts: Iterable[tuple[str, str]]) -> set[int]:
    split = {"code": code_tokens}
    return {
        one.value
        for kind, source in texts
        for one in every(split.get(kind, word_tokens)(source))
    }


def _rare(
    works: Sequence[Work], template: set[int], holders: int
) -> Mapping[int, set[int]]:
    """Return who has each fingerprint that is neither given nor usual."""
    who: dict[int, set[int]] = defaultdict(set)
    for index, work in enumerate(works):
        for part in work.parts:
            for one in part.prints:
                who[one.value].add(index)
    return {
        value: have
        for value, have in who.items()
        if len(have) <= holders and value not in template
    }


def _pair(one: Work, other: Work, rare: Set[int]) -> Pair:
    common = _values(one) & _values(other) & rare
    left, right = (_side(work, common, rare) for work in (one, other))
    return Pair(left[0], right[0], min(left[1], right[1]))


def _values(work: Work) -> set[int]:
    return {one.value for part in work.parts for one in part.prints}


def _side(work: Work, common: Set[int], rare: Set[int]) -> tuple[Side, int]:
    """Return one half of a pair, and how many of its tokens are in common."""
    shared = [_covered(part, common) for part in work.parts]
    own = sum(len(_covered(part, rare)) for part in work.parts)
    tokens = sum(map(len, shared))
    spans = tuple(map(_spans, work.parts, shared))
    return Side(work, tokens / own if own else 0.0, spans), tokens


def _covered(part: Part, values: Set[int]) -> set[int]:
    """Return the places of the tokens that these fingerprints cover."""
    starts = (one.at for one in part.prints if one.value in values)
    return {place for at in starts for place in range(at, at + K)}


def _spans(part: Part, places: set[int]) -> tuple[tuple[int, int], ...]:
    """Return where in the source these tokens stand, neighbours together."""
    spans: list[tuple[int, int]] = []
    for place in sorted(places):
        token = part.tokens[place]
        if place - 1 in places:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
    return tuple(spans)

"""What is done, predicted, remembered and mistaken, by concept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from gradlab import history
from gradlab.check import Mistake
from gradlab.study.texts import LEFT

NOTHING = "Nothing is kept yet: run a check, commit a prediction, or reach a goal."
HEADS = ("concept", "checks", "predictions", "remembered", "mistakes", "goals")
_MOST = 3  # mistakes that are named for a concept


@dataclass(frozen=True)
class Row:
    """One concept.

    Attributes
    ----------
    done, tried
        Names of the checks that pass, and of those that do not yet.
    predicted, remembered
        How many were right, and how many were judged.
    mistakes
        The most frequent first, as sentences with their number.
    goals
        Those of explorers that were reached, in words.
    """

    concept: str
    done: tuple[str, ...]
    tried: tuple[str, ...]
    predicted: tuple[int, int]
    remembered: tuple[int, int]
    mistakes: tuple[tuple[str, int], ...]
    goals: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The columns beside the concept, each as lines of words."""
        done = (*self.done, *(f"{name} (not yet)" for name in self.tried))
        named = tuple(f"{times} × {sentence}" for sentence, times in self.mistakes)
        right = ((_of(self.predicted),), (_of(self.remembered),))
        nothing = ("–",)
        return (done or nothing, *right, named or nothing, self.goals or nothing)


@dataclass(frozen=True)
class Overview:
    """The whole course, a row for each concept.

    Parameters
    ----------
    place
        Where it is kept, in words.
    trouble
        What is wrong with the file, if anything.
    """

    rows: tuple[Row, ...]
    place: str
    trouble: str = ""

    def __repr__(self) -> str:
        """Return a few lines for each concept."""
        lines = [self.trouble] if self.trouble else []
        for row in self.rows:
            lines += [row.concept]
            for name, (first, *rest) in zip(HEADS[1:], row.cells, strict=True):
                lines += [f"  {name:12} {first}", *(f"{'':15}{more}" for more in rest)]
        return "\n".join([*lines, *([] if self.rows else [NOTHING]), self.place])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col" {LEFT}>{words}</th>' for words in HEADS)
        body = "".join(map(_row, self.rows))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        parts = [self.trouble, "" if self.rows else NOTHING]
        notes = "".join(f"<p>{escape(words)}</p>" for words in parts if words)
        return f"{notes}{table if self.rows else ''}<p>{escape(self.place)}</p>"


def show(log: history.History | None = None) -> Overview:
    """Return where a student stands; as the last line of a cell it is a table."""
    log = log or history.current()
    record = log.read()
    entries: list[history.Check | history.KeptPrediction | history.KeptGoal]
    entries = [*record.checks.values(), *record.predictions.values()]
    entries += record.goals.values()
    labs = {one.concept: one.lab for one in reversed(entries)}
    rows = tuple(_made(name, record) for name in sorted(labs, key=labs.__getitem__))
    kept = f"Kept in {log.path}, on this machine alone; delete it to begin anew."
    return Overview(rows, kept if log.path else "Kept nowhere.", log.take_trouble())


def _made(concept: str, record: history.Record) -> Row:
    checks = {n: one for n, one in record.checks.items() if one.concept == concept}
    judged = [
        one
        for one in record.predictions.values()
        if one.concept == concept and one.right is not None
    ]
    counts: Counter[str] = Counter()
    for check in checks.values():
        counts.update(check.mistakes)
    known = [
        (name, n) for name, n in counts.most_common() if name in Mistake.__members__
    ]
    return Row(
        concept,
        tuple(name for name, one in checks.items() if one.passed),
        tuple(name for name, one in checks.items() if not one.passed),
        _share(one for one in judged if one.kind != history.RECALL),
        _share(one for one in judged if one.kind == history.RECALL),
        tuple((Mistake[name].value, n) for name, n in known[:_MOST]),
        tuple(one.words for one in record.goals.values() if one.concept == concept),
    )


def _share(judged: Iterable[history.KeptPrediction]) -> tuple[int, int]:
    found = [bool(one.right) for one in judged]
    return sum(found), len(found)


def _of(share: tuple[int, int]) -> str:
    return f"{share[0]} of {share[1]} right" if share[1] else "–"


def _row(row: Row) -> str:
    lines = ("<br>".join(map(escape, cell)) for cell in row.cells)
    cells = "".join(f"<td {LEFT}>{line}</td>" for line in lines)
    return f'<tr><th scope="row" {LEFT}>{escape(row.concept)}</th>{cells}</tr>'

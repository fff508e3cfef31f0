"""The questions of recall: where they stand, and which three a student is asked.

The questions of a lab are in ``bank/LAB.toml``, in the order in which they are asked
without a reason for another. An entry is::

    [[question]]
    name = "sigmoid_of_zero"            # unique in the course
    ask = "What is `sigmoid(0)`?"
    options = ["0", "0.25", "0.5", "1"]
    answer = "0.5"                       # one of the options
    why = "At 0 both terms of the sum are 1."
    mistakes = ["SIGN_OF_EXPONENT"]      # members of Mistake that call for it
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gradlab import history

COUNT = 3
_ASKED_WRONG, _ASKED_RIGHT = 2, -1  # how an earlier answer to the same question counts
_MOST = 3  # times that one mistake counts


@dataclass(frozen=True)
class BankQuestion:
    """One question from an earlier lab."""

    lab: str
    name: str
    ask: str
    options: tuple[str, ...]
    answer: str
    why: str
    mistakes: tuple[str, ...] = ()

    @property
    def concept(self) -> str:
        """What it is about: the topic of its lab."""
        return history.topic(self.lab)


@cache
def load() -> Mapping[str, tuple[BankQuestion, ...]]:
    """Return the questions of all labs, in the order of the course."""
    folder = files("gradlab.study").joinpath("bank")
    texts = {
        file.name.removesuffix(".toml"): file.read_text("utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    return {lab: parse(lab, texts[lab]) for lab in sorted(texts)}


def parse(lab: str, text: str) -> tuple[BankQuestion, ...]:
    """Return the questions of one lab.

    Raises
    ------
    ValueError
        If an entry is not as the docstring of this module says.
    """
    made = []
    for number, entry in enumerate(tomllib.loads(text).get("question", []), start=1):
        lists: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in entry.items()
        }
        try:
            one = BankQuestion(lab=lab, **lists)
        except TypeError as error:
            raise ValueError(f"{lab}.toml, question {number}: {error}") from error
        if one.answer not in one.options:
            raise ValueError(f"{lab}.toml, {one.name}: the answer is no option")
        made.append(one)
    return tuple(made)


def choose(
    bank: Mapping[str, Sequence[BankQuestion]], lab: str, record: history.Record
) -> list[BankQuestion]:
    """Return up to three questions of earlier labs.

    Those that a student's own mistakes call for come first; then, and for a student
    without a history, one from the lab before, one from the middle, one from the first.
    """
    usual = list(_usual({name: bank[name] for name in bank if name < lab}))
    kept = {entry.name: entry for entry in usual}
    asked = [kept[name] for name in record.recall.get(lab, []) if name in kept]
    weights = {entry.name: _weight(entry, record) for entry in usual}
    called = [entry for entry in usual if weights[entry.name] > 0]
    called.sort(key=lambda entry: -weights[entry.name])
    return list(dict.fromkeys([*asked, *called, *usual]))[:COUNT]


def _usual(earlier: Mapping[str, Sequence[BankQuestion]]) -> Iterator[BankQuestion]:
    """Yield all questions: round by round one of each lab, the labs wide apart."""
    labs = [name for name in earlier if earlier[name]]
    if not labs:
        return
    apart = dict.fromkeys([labs[-1], labs[len(labs) // 2], labs[0], *reversed(labs)])
    for turn in range(max(map(len, earlier.values()))):
        for lab in apart:
            if turn < len(earlier[lab]):
                # each lab begins elsewhere, so that its neighbour asks another
                yield earlier[lab][(turn + len(labs)) % len(earlier[lab])]


def _weight(entry: BankQuestion, record: history.Record) -> int:
    """Return how much a student's record calls for a question."""
    made = sum(
        min(check.mistakes.get(name, 0), _MOST)
        for check in record.checks.values()
        for name in entry.mistakes
    )
    answers = record.predictions.items()
    wrong = sum(
        one.right is False and one.concept == entry.concept
        for _, one in answers
        if one.kind != history.RECALL
    )
    before = [one.right for name, one in answers if name.endswith(f"/{entry.name}")]
    known = sum(_ASKED_RIGHT if right else _ASKED_WRONG for right in before)
    return made + wrong + known

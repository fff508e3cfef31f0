"""A goal: something to bring about in an explorer, checked on what the student sees."""

from collections.abc import Sequence
from typing import NamedTuple

from gradlab import history


class Goal(NamedTuple):
    """A goal in words; a scene's frames say whether it is reached.

    Parameters
    ----------
    words
        What is to be seen, without a full stop.
    stretch
        Whether it is harder than the others.
    """

    words: str
    stretch: bool = False


def before(explorer: str, goals: Sequence[Goal]) -> list[int]:
    """Return the places of the goals that the student's record holds already."""
    kept = history.current().read().goals
    return [i for i, goal in enumerate(goals) if _name(explorer, goal) in kept]


def keep(explorer: str, goal: Goal) -> None:
    """Write into the student's record that a goal is reached."""
    lab = history.lab()
    reached = history.KeptGoal(lab, history.topic(lab), explorer, goal.words)

    def edit(record: history.Record) -> None:
        record.goals.setdefault(_name(explorer, goal), reached)

    history.current().change(edit)


def _name(explorer: str, goal: Goal) -> str:
    return f"{history.lab()}/{explorer}/{goal.words}"

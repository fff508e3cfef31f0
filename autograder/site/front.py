"""The first page: an explorer at its head, all of them, the parts of the course."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `build` stands on this module
    from autograder.site.build import LabPage

HEAD = "slope"  # which explorer stands at the head of the page, if it is there
REST = "More labs"
_PART = re.compile(r"^#+ +(.+?) *$(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class CoursePart:
    """A part of the course: its title and its labs."""

    title: str
    labs: tuple["LabPage", ...]


def parts(overview: str, labs: Sequence["LabPage"]) -> list[CoursePart]:
    """Return the parts that an overview of the labs, in Markdown, divides them into.

    Parameters
    ----------
    overview
        Headings, below each links to the folders of its labs.
    labs
        All that are shown; those that no heading has come last.
    """
    found, left = [], list(labs)
    for title, text in _PART.findall(overview):
        own = tuple(lab for lab in left if f"]({lab.lab}/" in text)
        left = [lab for lab in left if lab not in own]
        if own:
            found.append(CoursePart(title, own))
    return [
        *found,
        *([CoursePart(REST if found else "The labs", tuple(left))] if left else []),
    ]


def head(labs: Sequence["LabPage"]) -> str:
    """Return the place of the explorer at the head of the page; empty without one."""
    shown = [one for lab in labs for one in lab.explorers]
    chosen = [one for one in shown if one.name == HEAD] or shown
    return chosen[0].place if chosen else ""

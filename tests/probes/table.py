"""The table of probes: one TOML file for each kind of threat, read into records.

In a probe's code, ``@course@``, ``@gradebook@`` and ``@grader@`` stand for the course
folder, the gradebook's file and the pid of the grader, so that an attack aims at what
is really there; ``@large@`` is more text than the buffer of a socket holds.

An attack that succeeds says "did it", in an output, a message or an exception; no probe
may. One that shows that it was tried and held off says "held".
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

THREATS = [*(f"T{number}" for number in range(1, 16)), "corrupt", "fault"]


@dataclass(frozen=True)
class Probe:
    """One submission, and what must become of it.

    Attributes
    ----------
    story
        What the student tries, in one line.
    answers
        Source of answer cells, by function; the others are right.
    cells
        Sources of added cells: after the cell of that name, "top" or "end".
    edit
        Name of a function in `edits` that changes the notebook, its bytes or the file.
    files
        Files that lie beside the notebook, by name.
    loses
        Outcome of a graded cell, or of all cells of a function, or several with a bar
        between; the rest passes.
    refused
        Part of the reason why nothing could be graded; every cell is then refused.
    says
        Text that the student's outputs must hold.
    notes
        Part of what the result's notes must say.
    next
        A cell of the next submission, which must say "held".
    claim
        Name of a function in `claims` that looks at what grading gave.
    """

    threat: str
    name: str
    story: str
    answers: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, list[str] | str] = field(default_factory=dict)
    edit: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    loses: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    says: str = ""
    notes: str = ""
    next: str = ""
    claim: str = ""

    def __str__(self):
        return f"{self.threat} {self.name}"


def load():
    """Return all probes, in the order of the files."""
    folder = Path(__file__).parent
    return [
        Probe(threat=path.stem.partition("_")[0], **probe)
        for path in sorted(folder.glob("*.toml"))
        for probe in tomllib.loads(path.read_text("utf-8"))["probe"]
    ]

"""Whose a file is, and which of a student's attempts counts."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from autograder.lms.archives import Incoming
from autograder.lms.collected_table import (
    LEAVE_OUT,
    UNPACK,
    FileStatus,
    Found,
    TableRow,
)
from autograder.lms.file_names import (
    Claim,
    attempt,
    claim,
    is_notebook,
    letters,
    which,
)
from autograder.lms.roster import Roster

# What nbgrader's exchange puts beside a notebook; its feedback is fetched by them.
NOTES = ("timestamp.txt", "submission_secret.txt")
_LETTERS = (
    "the zip does not say in which letters its name is written: name the class with "
    "--roster, or write an id into correct_to"
)
_NAMED = 5  # folders in a note
_PACKAGE = re.compile(r".*\.(zip|7z|rar|tgz|tar(\.\w+)?)", re.IGNORECASE)
PACKED = "packed with the work: it says nothing of when that was handed in"
# Returns the place of the attempt that counts; they come in order of time.
Chooser = Callable[[Sequence[Found]], int]


def last(attempts: Sequence[Found]) -> int:
    """Choose the newest attempt."""
    return len(attempts) - 1


def first(attempts: Sequence[Found]) -> int:
    """Choose the oldest attempt."""
    del attempts
    return 0


def identify(
    files: Iterable[Incoming],
    lab: str,
    roster: Roster,
    corrected: Mapping[str, str],
    notebooks: Sequence[str],
) -> list[Found]:
    """Return each file with its student, or with the reason why it has none.

    Parameters
    ----------
    notebooks
        The names of the lab's notebooks, without ``.ipynb``.
    """
    said = ((file, claim(file.path, lab, roster.knows)) for file in files)
    found = [
        _identify(file, one, notebooks, roster, correct_to, owner)
        for file, one in said
        if one.lab in ("", lab) and not file.is_junk and not is_note(file, one)
        for correct_to in [corrected.get(file.path, "")]
        for owner in owners(correct_to)
    ]
    return _told_apart(found, roster)


def owners(corrected: str) -> list[str]:
    """Return whose a file is by the table: several where a group wrote it."""
    named = (name.strip() for name in re.split("[,;]", corrected))
    return [name for name in named if name] or [""]


def _told_apart(found: list[Found], roster: Roster) -> list[Found]:
    """Take no folder that several students have for the name of one."""
    outside: dict[str, set[str]] = defaultdict(set)
    for one in found:
        stated = one.claim.place or one.row.correct_to
        guessed = not stated and one.row.student not in roster.students
        if guessed and one.row.status is FileStatus.COLLECTED:
            outside[one.row.student].add(one.file.path.partition("/")[0])
    return [_asked(one, sorted(outside[one.row.student])) for one in found]


def _asked(one: Found, outside: Sequence[str]) -> Found:
    taken = one.row.status is FileStatus.COLLECTED and not one.row.correct_to
    if len(outside) < 2 or not taken:
        return one
    several = ", ".join(outside[:_NAMED])
    return one.become(
        FileStatus.UNKNOWN,
        f"{one.row.student} is the name of a folder in each of {several}: name the "
        "class with --roster, or write ids into correct_to",
    )


def is_note(file: Incoming, said: Claim) -> bool:
    """Return whether a file is one of those that nbgrader's exchange adds itself."""
    return is_of_exchange(file, said) and file.path[len(said.place) + 1 :] in NOTES


def is_of_exchange(file: Incoming, said: Claim) -> bool:
    """Return whether a file lies in the exchange, whose folders nbgrader names.

    Further in, or in a zip, whoever made that chose the name.
    """
    return bool(said.lab) and "/" not in said.place and not file.in_zip


def _identify(
    file: Incoming,
    said: Claim,
    notebooks: Sequence[str],
    roster: Roster,
    correct_to: str,
    owner: str,
) -> Found:
    fitting = sorted(roster.find(said))
    student = fitting[0] if len(fitting) == 1 else ""
    row = TableRow(file.path, student, FileStatus.COLLECTED, "", correct_to)
    if said.submitted and not is_of_exchange(file, said):
        said = replace(said, submitted=None)
        row = row.noted("the time in its folder's name is not the exchange's")
    found = Found(file, said, row, which(said.called, notebooks))
    if owner == LEAVE_OUT:
        return found.become(FileStatus.LEFT_OUT)
    if aside := _set_aside(file, said.called, notebooks):
        return found.become(*aside)
    if owner and not roster.accepts(owner):
        return found.become(FileStatus.UNKNOWN, f"{owner} is not in the student list")
    if owner:
        found = replace(found, row=replace(row, student=owner))
    elif len(fitting) > 1:
        return found.become(FileStatus.AMBIGUOUS, ", ".join(fitting))
    elif file.guessed and student not in roster.students:
        return found.become(FileStatus.UNKNOWN, _LETTERS)
    elif not fitting:
        return found.become(FileStatus.UNKNOWN, "write an id, or -, into correct_to")
    return found


def _set_aside(
    file: Incoming, called: str, notebooks: Sequence[str]
) -> tuple[FileStatus, str] | None:
    """Return what becomes of a file that cannot be work, and why; else None."""
    if _PACKAGE.fullmatch(called):
        why = file.refusal or "packed, and not looked into"
        return FileStatus.REFUSED, f"{why}: {UNPACK}"
    is_folder = file.path.endswith("/")
    if not is_folder and not is_notebook(called, notebooks):
        return FileStatus.OTHER, file.refusal or _packed(called)
    return (FileStatus.REFUSED, file.refusal) if file.refusal else None


def _packed(called: str) -> str:
    """Return what to note of a file that looks like one of nbgrader's `NOTES`."""
    plain = letters(called)
    looks = plain.endswith("txt") and plain.startswith(
        ("timestamp", "submissionsecret")
    )
    return PACKED if looks else ""


def select(
    found: Iterable[Found], notebooks: Sequence[str], chooser: Chooser
) -> list[Found]:
    """Decide among several files of a student; every file is given back."""
    decided, theirs = [], defaultdict(list)
    for one in found:
        if one.row.status is FileStatus.COLLECTED:
            theirs[one.row.student].append(one)
        else:
            decided.append(one)
    for several in theirs.values():
        decided += _select(several, notebooks, chooser)
    return decided


def _select(
    found: list[Found], notebooks: Sequence[str], chooser: Chooser
) -> list[Found]:
    named: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        named[one.notebook].append(one)
    others = named.pop("", [])
    if not named and len(notebooks) == 1:
        return _called_otherwise(others, notebooks[0])
    chosen = [_chosen(copies, chooser) for copies in named.values()]
    missing = [f"{one}.ipynb" for one in notebooks if one not in named]
    return [*_beside(others, notebooks, missing), *_together(chosen, missing)]


def _called_otherwise(others: list[Found], notebook: str) -> list[Found]:
    """Return what a student handed in under other names than the lab's one."""
    if len(others) > 1:
        note = "none is named after the lab: write - beside those to leave out"
        return [one.become(FileStatus.SEVERAL, note) for one in others]
    (only,) = others
    taken = replace(only, notebook=notebook)
    return [taken.noted(f"was called {only.claim.called}")]


def _beside(
    others: list[Found], notebooks: Sequence[str], missing: Sequence[str]
) -> list[Found]:
    """Return what is named after no notebook of the lab, where others are."""
    if missing:
        note = (
            f"is it {' or '.join(missing)}? put it into the student's folder under "
            "that name, or write - into correct_to"
        )
        return [one.become(FileStatus.UNNAMED, note) for one in others]
    all_of_them = ", ".join(f"{one}.ipynb" for one in notebooks)
    return [one.become(FileStatus.OTHER, f"beside {all_of_them}") for one in others]


def _chosen(copies: list[Found], chooser: Chooser) -> tuple[Found, list[Found]]:
    """Return the attempt at one notebook that counts, and the others."""
    ordered = sorted(copies, key=_age)
    chosen = chooser(ordered) if len(ordered) > 1 else 0
    count = f"attempt {chosen + 1} of {len(ordered)}" if len(ordered) > 1 else ""
    kept = ordered[chosen].noted(count)
    odd = not kept.claim.called.lower().endswith(".ipynb")
    earlier = [one.become(FileStatus.EARLIER) for one in ordered]
    del earlier[chosen]
    return kept.noted(f"was called {kept.claim.called}" if odd else ""), earlier


def _together(
    chosen: Sequence[tuple[Found, list[Found]]], missing: Sequence[str]
) -> list[Found]:
    """Return one student's notebooks, with what is to note of their being together."""
    lacks = f"without {', '.join(missing)}" if missing else ""
    packets = {_packet(one) for one, _ in chosen}

    def said(one: Found) -> Found:
        whence = f"from {_packet(one) or 'no zip'}" if len(packets) > 1 else ""
        return one.noted(lacks).noted(whence)

    return [row for one, earlier in chosen for row in (said(one), *earlier)]


def _packet(one: Found) -> str:
    """Return the zip, or the exchange's folder, that a file was handed in with."""
    inside = one.claim.lab or one.claim.place.lower().endswith(".zip")
    return one.claim.place if inside else ""


def _age(one: Found) -> tuple[str, int, int, str]:
    """Return what orders attempts: time, then copy, then the LMS's number."""
    when = one.claim.submitted
    copy = attempt(one.claim.called, one.notebook) or 0
    return (when.isoformat() if when else "", copy, one.claim.number, one.file.path)

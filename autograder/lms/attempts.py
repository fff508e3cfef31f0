"""Whose a file is, and which of a student's attempts counts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from autograder.lms.archives import Incoming
from autograder.lms.collected_table import LEAVE_OUT, FileStatus, Found, TableRow
from autograder.lms.file_names import Claim, attempt, claim, letters
from autograder.lms.roster import Roster

# What nbgrader's exchange puts beside a notebook; its feedback is fetched by them.
NOTES = ("timestamp.txt", "submission_secret.txt")
PACKED = "packed with the work: it does not say when that was handed in"
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
) -> list[Found]:
    """Return each file with its student, or with the reason why it has none."""
    said = ((file, claim(file.path, lab, roster.knows)) for file in files)
    return [
        _identify(file, one, roster, corrected.get(file.path, ""))
        for file, one in said
        if one.lab in ("", lab) and not is_note(file, one)
    ]


def is_note(file: Incoming, said: Claim) -> bool:
    """Return whether a file is one of those that nbgrader's exchange adds itself."""
    return is_of_exchange(file, said) and file.path[len(said.place) + 1 :] in NOTES


def is_of_exchange(file: Incoming, said: Claim) -> bool:
    """Return whether a file lies in the exchange, whose folders nbgrader names.

    Further in, or in a zip, whoever made that chose the name.
    """
    return bool(said.lab) and "/" not in said.place and not file.in_zip


def _identify(file: Incoming, said: Claim, roster: Roster, corrected: str) -> Found:
    fitting = sorted(roster.find(said))
    student = fitting[0] if len(fitting) == 1 else ""
    row = TableRow(file.path, student, FileStatus.COLLECTED, "", corrected)
    if said.submitted and not is_of_exchange(file, said):
        said = replace(said, submitted=None)
        row = row.noted("the time in its folder's name is not the exchange's")
    found = Found(file, said, row)
    if corrected == LEAVE_OUT:
        return found.become(FileStatus.LEFT_OUT)
    if not said.called.lower().endswith(".ipynb"):
        return found.become(FileStatus.OTHER, file.refusal or _packed(said.called))
    if file.refusal:
        return found.become(FileStatus.REFUSED, file.refusal)
    if corrected and not roster.accepts(corrected):
        return found.become(
            FileStatus.UNKNOWN, f"{corrected} is not in the student list"
        )
    if corrected:
        found = replace(found, row=replace(row, student=corrected))
    elif len(fitting) > 1:
        return found.become(FileStatus.AMBIGUOUS, ", ".join(fitting))
    elif not fitting:
        return found.become(FileStatus.UNKNOWN, "write an id, or -, into correct_to")
    return found


def _packed(called: str) -> str:
    """Return what to note of a file that looks like one of nbgrader's `NOTES`."""
    plain = letters(called)
    looks = plain.endswith("txt") and plain.startswith(
        ("timestamp", "submissionsecret")
    )
    return PACKED if looks else ""


def select(found: Iterable[Found], lab: str, chooser: Chooser) -> list[Found]:
    """Decide among several files of a student; every file is given back."""
    decided, theirs = [], defaultdict(list)
    for one in found:
        if one.row.status is FileStatus.COLLECTED:
            theirs[one.row.student].append(one)
        else:
            decided.append(one)
    for several in theirs.values():
        decided += _select(several, lab, chooser)
    return decided


def _select(found: list[Found], lab: str, chooser: Chooser) -> list[Found]:
    named = [one for one in found if attempt(one.claim.called, lab) is not None]
    others = [one for one in found if attempt(one.claim.called, lab) is None]
    if not named and len(others) > 1:
        note = "none is named after the lab: write - beside those to leave out"
        return [one.become(FileStatus.SEVERAL, note) for one in others]
    if not named:
        called = others[0].claim.called
        return [others[0].noted(f"was called {called}")]
    ordered = sorted(named, key=lambda one: _age(one, lab))
    chosen = chooser(ordered) if len(ordered) > 1 else 0
    count = f"attempt {chosen + 1} of {len(ordered)}" if len(ordered) > 1 else ""
    beside = [one.become(FileStatus.OTHER, f"beside {lab}.ipynb") for one in others]
    earlier = [one.become(FileStatus.EARLIER) for one in ordered]
    earlier[chosen] = ordered[chosen].noted(count)
    return [*beside, *earlier]


def _age(one: Found, lab: str) -> tuple[str, int, int, str]:
    """Return what orders attempts: time, then copy, then the LMS's number."""
    when = one.claim.submitted
    copy = attempt(one.claim.called, lab) or 0
    return (when.isoformat() if when else "", copy, one.claim.number, one.file.path)

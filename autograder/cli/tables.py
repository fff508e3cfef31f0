"""What commands print: tables for people, JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.analysis.causes import lost_in
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.course.outline import Outline
from autograder.gradebook.members import names
from autograder.grading.records import CellResult, SubmissionResult
from autograder.grading.said import label, named, points

if TYPE_CHECKING:
    from autograder.course.audit import AnswerTried, Audit
    from autograder.demo import Verdict
    from autograder.doctor import Finding
    from autograder.grading.model import ModelGraded
    from autograder.pages.for_student import ToldResult


def print_class(course: Course, lab: Lab, results: Sequence[SubmissionResult]) -> None:
    """Print a lab's class table, in the words of its pages, and where the files are."""
    outline, called = Outline(lab), names(course)
    table = Table("student", "points", "waiting", "lost in", title=outline.title)
    for result in results:
        who = escape(named(result.student, called))
        if result.refused:
            table.add_row(who, "–", "", escape(result.notes[0]))
            continue
        waiting = points(result.waiting) if result.waiting else ""
        lost = escape(_lost(result, outline))
        table.add_row(who, points(result.score), waiting, lost)
    console = _console()
    console.print(table)
    console.print(f"results in {course.results}", soft_wrap=True)


def print_result(result: SubmissionResult, lab: Lab, *, as_json: bool) -> None:
    """Print one submission's result, by exercise and test."""
    if as_json:
        encoded = msgspec.json.encode(result)
        print(msgspec.json.format(encoded, indent=1).decode())
        return
    outline, found = Outline(lab), {cell.grade_id: cell for cell in result.cells}
    table = Table("exercise, test", "points", "", "message", title=outline.title)
    groups = groupby(outline.graded, lambda graded: outline.heading(graded.grade_id))
    for heading, group in groups:
        table.add_section()
        table.add_row(f"[bold]{escape(heading)}")
        for graded in group:
            cell = found[graded.grade_id]
            got = f"{points(cell.score)} of {points(cell.max_score)}"
            asked = escape(outline.asked(graded))
            table.add_row(asked, got, label(cell), escape(cell.message))
    console = _console()
    console.print(table)
    console.print(f"{result.score:g} of {result.max_score:g} points")
    for note in result.notes:
        console.print(f"note: {escape(note)}", soft_wrap=True)


def print_told(told: "ToldResult", *, as_json: bool) -> None:
    """Print what a student may see of a result."""
    if as_json:
        print(json.dumps(told.as_json(), indent=1, ensure_ascii=False))
        return
    table = Table("what was tried", "points", "why", title=told.lab)
    for test in told.tests:
        got = f"{points(test.score)} of {points(test.max_score)}"
        table.add_row(escape(test.name), got, escape(test.message))
    console = _console()
    console.print(table)
    console.print(f"{told.score:g} of {told.max_score:g} points from tests")
    if told.written:
        console.print(f"A person marks the written answers: {told.written:g} points")
    if told.message:
        console.print(escape(told.message), soft_wrap=True)


def print_demo(course: Course, verdicts: Iterable["Verdict"]) -> bool:
    """Print the example class beside the marks it deserves; return whether all fit."""
    table = Table("student", "lab", "story", "points", "deserved", "")
    fits = []
    for verdict in verdicts:
        example = verdict.example
        fits.append(verdict.fits)
        mark = "✓" if verdict.fits else f"✗ {', '.join(verdict.unlike)}"
        row = (example.story, _points(verdict.points), _points(example.marks), mark)
        table.add_row(example.student, example.lab, *row)
    console = _console()
    console.print(table)
    console.print(f"{sum(fits)} of {len(fits)} as deserved")
    for page in sorted(course.results.glob("*.html")):
        console.print(f"report: {page}", soft_wrap=True)
    console.print("open the labs with: make lab")
    return all(fits)


def print_audits(audits: Sequence["Audit"], *, as_json: bool) -> None:
    """Print which hidden test noticed which known answer, and what students are told.

    As JSON, one lab is a record and several are a list of records.
    """
    if as_json:
        records = [audit.as_json() for audit in audits]
        one = records[0] if len(records) == 1 else records
        print(json.dumps(one, indent=1, ensure_ascii=False))
        return
    for audit in audits:
        _print_audit(audit)
    counts = Counter[str]()
    for audit in audits:
        counts.update({str(kind): count for kind, count in audit.shares.items()})
    if total := sum(counts.values()):
        told = ", ".join(
            f"{name} {count} ({count / total:.1%})" for name, count in counts.items()
        )
        _console().print(f"mistakes named in {total} wrong answers: {told}")


def print_bare_audits(
    tried: "Sequence[tuple[ModelGraded, tuple[CellResult, ...]]]", *, as_json: bool
) -> bool:
    """Print what tests give the model solution and the stub; return whether it fits.

    It does if the solution keeps all points that a test can give, and the stub gets
    none.
    """
    records = [_bare_audit(model, stub) for model, stub in tried]
    if as_json:
        print(json.dumps(records, indent=1, ensure_ascii=False))
    for record in records if not as_json else []:
        console = _console()
        console.print(f"{record['lab']}: no known answers; solution and stub alone")
        for text in record["lost"]:
            console.print(f"✗ the solution loses {escape(text)}")
        for name in record["given"]:
            console.print(f"✗ the stub gets points in {name}: what does it test?")
    return not any(record["lost"] or record["given"] for record in records)


def _bare_audit(model: "ModelGraded", stub: "Sequence[CellResult]") -> dict[str, Any]:
    from autograder.grading.model import loss

    given = [cell.grade_id for cell in stub if cell.score]
    return {"lab": model.lab, "lost": [*map(loss, model.lost)], "given": given}


def _print_audit(audit: "Audit") -> None:
    table = Table("function", "answer", "loses", "told", "", title=audit.lab)
    for trial in audit.trials:
        lost, tagged = (_ends(trial, cells) for cells in (trial.lost, trial.expected))
        mark = "✓" if trial.fits else f"✗ tagged: {tagged}"
        if trial.misnamed:
            mark += f" ✗ named: {', '.join(one.name for one in trial.named)}"
        told = ", ".join(dict.fromkeys(said.name for said in trial.said))
        table.add_row(trial.function, trial.answer, lost, told, mark)
    console = _console()
    console.print(table)
    for cell in audit.idle:
        console.print(f"no known answer loses {cell}")
    known, fits = len(audit.trials), len(audit.trials) - len(audit.misfits)
    console.print(f"{fits} of {known} answers lose exactly what they should")


def _ends(trial: "AnswerTried", cells: Sequence[str]) -> str:
    prefix = f"{trial.function}_"
    return ", ".join(cell.removeprefix(prefix) for cell in cells) or "nothing"


def print_findings(findings: Iterable["Finding"]) -> bool:
    """Print what `doctor` found; return whether everything needed works."""
    console = _console()
    ready = True
    for finding in findings:
        mark = "✓" if finding.works else "✗" if finding.needed else "–"
        text = f"{mark} {finding.name}: {escape(finding.detail)}"
        remedy = (
            "" if finding.works or not finding.remedy else f"\n    {finding.remedy}"
        )
        console.print(text + escape(remedy), soft_wrap=True, highlight=False)
        ready = ready and (finding.works or not finding.needed)
    console.print("ready to grade" if ready else "not ready to grade")
    return ready


def _console() -> Console:
    """Return a console that is wide enough for a table in a file or a log, too."""
    console = Console()
    return console if console.is_terminal else Console(width=120)


def _points(number: float | None) -> str:
    return "not graded" if number is None else points(number)


def _lost(result: SubmissionResult, outline: Outline) -> str:
    if result.blank:
        return "everything: nothing was written"
    return "; ".join(map(str, lost_in(result, outline)))

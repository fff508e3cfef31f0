"""The instructor's report on a class: one page, and its numbers as JSON."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.analysis.summary import Summary, Uncollected, summarise
from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.course.ways import LESS
from autograder.files import write_whole
from autograder.gradebook import members
from autograder.gradebook.manual_marks import Marks, marked
from autograder.grading.records import SubmissionResult
from autograder.pages.histogram import histogram
from autograder.pages.render import render
from autograder.pages.similar import read_similar


def report(summary: Summary, reload_seconds: int = 0) -> str:
    """Return the report on a class as HTML.

    Parameters
    ----------
    reload_seconds
        After how long the page loads itself again; 0 for never.
    """
    return render(
        "report.html.j2",
        summary=summary,
        less=LESS,
        plot=histogram(summary.bars),
        reload_seconds=reload_seconds,
    )


def write_report(
    course: Course,
    lab: Lab,
    results: Sequence[SubmissionResult],
    marks: Mapping[str, Marks],
    reload_seconds: int = 0,
    uncollected: Sequence[Uncollected] = (),
) -> Path:
    """Write the report, as LAB.html and LAB.report.json, and return the page.

    Parameters
    ----------
    uncollected
        What `collect` left open.

    Raises
    ------
    AutograderError
        If the system refuses to write.
    UsageError
        If the file of similar pairs is damaged.
    """
    pairs = read_similar(course, lab.name, results)
    late = {who: m.late_penalty for who, m in marks.items() if m.late_penalty}
    names = {who: m.name for who, m in marks.items() if m.name}
    names |= members.names(course) if uncollected else {}
    every = marked(results, marks)
    summary = summarise(every, lab, pairs, late, names, uncollected)
    numbers = json.dumps(summary.as_json(), indent=1, ensure_ascii=False)
    write_whole(course.results / f"{lab.name}.report.json", numbers + "\n")
    page = course.results / f"{lab.name}.html"
    write_whole(page, report(summary, reload_seconds))
    return page

"""Commands that write pages from what was graded."""

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.app import (
    Database,
    LabName,
    command,
    find_course,
    load_lab,
    results_of,
)


@command
def feedback(lab: LabName, db: Database = None) -> None:
    """Write a page for each student: marks and what failed, in words."""
    from autograder.gradebook.manual_marks import read_marks
    from autograder.pages import write_feedback

    course, loaded, results = results_of(lab, db)
    marks = read_marks(course, loaded.name)
    typer.echo(f"pages in {write_feedback(course, loaded, results, marks)}")


@command
def report(lab: LabName, db: Database = None) -> None:
    """Write the instructor's page on a lab: marks, tests, mistakes."""
    from autograder.gradebook.manual_marks import read_marks
    from autograder.gradebook.members import who_left
    from autograder.lms.collected_table import uncollected
    from autograder.pages import write_report

    course, loaded, results = results_of(lab, db)
    marks = read_marks(course, loaded.name)
    table = course.grading / "collect" / f"{loaded.name}.csv"
    missing = uncollected(table, who_left(course))
    page = write_report(course, loaded, results, marks, uncollected=missing)
    typer.echo(f"report: {page}")


@command
def similar(
    lab: LabName,
    submissions: Annotated[
        Path | None, typer.Option(help="Folder with STUDENT/LAB/LAB.ipynb.")
    ] = None,
    at_least: Annotated[
        int, typer.Option(min=1, max=100, help="Percent of one side in common.")
    ] = 60,
) -> None:
    """List pairs of similar submissions; similarity is not proof."""
    from autograder.analysis.similarity import compare
    from autograder.course.sources import read_sources
    from autograder.gradebook.members import names
    from autograder.grading.grade import Task
    from autograder.grading.submission import students
    from autograder.pages import write_similar

    course = find_course()
    loaded = load_lab(course, lab)
    folder, name = submissions or course.submitted, loaded.name
    who = students(folder, name)
    tasks = (Task.read(folder / one / name, one, loaded) for one in who)
    sources = read_sources(course, name).values()
    model = [cell for source in sources for cell in source.cells]
    found = compare(tasks, loaded, at_least / 100, model)
    typer.echo(f"{len(found.compared)} compared, {len(found.pairs)} similar pairs")
    typer.echo(
        f"pages: {write_similar(course, found, names(course))}; similarity is not proof"
    )


@command
def answers(
    lab: LabName,
    to: Annotated[
        Path | None, typer.Option(help="File; build/answers/LAB.html if not given.")
    ] = None,
    early: Annotated[
        bool, typer.Option("--early", help="Also before the lab is due.")
    ] = False,
) -> None:
    """Write a lab with its answers, without its tests, to hand out when it is due."""
    from autograder.site.answers import write_page

    course = find_course()
    name = course.lab(lab)
    file = to or course.root / "build" / "answers" / f"{name}.html"
    typer.echo(f"answers: {write_page(course, name, file, early=early)}")

"""Commands that write pages from what was graded."""

import typer

from autograder.cli.app import Database, LabName, command, results_of


@command
def feedback(lab: LabName, db: Database = None) -> None:
    """Write a page for each student: marks and what failed, in words."""
    from autograder.marks import read_marks
    from autograder.pages import write_feedback

    course, loaded, results = results_of(lab, db)
    marks = read_marks(course, loaded.name)
    typer.echo(f"pages in {write_feedback(course, loaded, results, marks)}")


@command
def report(lab: LabName, db: Database = None) -> None:
    """Write the instructor's page on a lab: marks, tests, mistakes."""
    from autograder.marks import read_marks
    from autograder.pages import write_report

    course, loaded, results = results_of(lab, db)
    marks = read_marks(course, loaded.name)
    typer.echo(f"report: {write_report(course, loaded, results, marks)}")

"""Commands that write pages from what was graded."""

import typer

from autograder.cli.app import LabName, command, results_of


@command
def feedback(lab: LabName) -> None:
    """Write a page for each student: marks and what failed, in words."""
    from autograder.pages import write_feedback

    typer.echo(f"pages in {write_feedback(*results_of(lab))}")


@command
def report(lab: LabName) -> None:
    """Write the instructor's page on a lab: marks, tests, mistakes."""
    from autograder.pages import write_report

    typer.echo(f"report: {write_report(*results_of(lab))}")

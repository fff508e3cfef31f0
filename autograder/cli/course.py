"""Commands on the course itself: its example, its release, its tests, this machine."""

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.app import Json, command, find_course, load_lab
from autograder.cli.options import (
    DEFAULT_WORKERS,
    Unsafe,
    Workers,
    make_executor,
    progress,
)
from autograder.errors import UsageError


@command
def demo(
    into: Annotated[
        Path | None, typer.Option(help="Folder for it; grading/demo if not given.")
    ] = None,
    workers: Workers = DEFAULT_WORKERS,
    unsafe: Unsafe = False,
) -> None:
    """Make an example class, grade it, and compare with the marks it deserves."""
    from autograder import demo as example
    from autograder.cli.tables import print_demo

    course = example.course_for(find_course(), into)
    classroom = example.examples()
    example.hand_in(course, classroom)
    with (
        progress("grading", len(classroom)) as advance,
        make_executor(course, unsafe) as executor,
    ):
        verdicts = example.grade(course, classroom, executor, workers, advance)
    if not print_demo(course, verdicts):
        raise typer.Exit(1)


@command
def release(
    labs: Annotated[list[str] | None, typer.Argument(help="Labs; all if none.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if files would change.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files edited by hand.")
    ] = False,
) -> None:
    """Make notebooks/ from solutions/, unless something would leak."""
    from autograder.course import release as releasing

    course = find_course()
    names = [course.lab(name) for name in labs or course.labs()]
    made = [releasing.make(course, name) for name in names]
    stale = [new.lab for new in made if releasing.differs(course, new)]
    if check and stale:
        raise UsageError(
            f"not as solutions/ gives them: {', '.join(stale)}; run autograder release"
        )
    for new in made if not check else []:
        releasing.write(course, new, force=force)
    done = "as released" if check else "released"
    typer.echo(f"{', '.join(names)}: {done}")


@command
def audit(
    labs: Annotated[list[str] | None, typer.Argument(help="Labs; all if none.")] = None,
    json: Json = False,
) -> None:
    """Try checks and hidden tests on answers known to be wrong or right."""
    from autograder.cli.tables import print_audits
    from autograder.course import audit as auditing

    course = find_course()
    names = labs or course.labs()
    audited = [auditing.audit(course, load_lab(course, name)) for name in names]
    print_audits(audited, as_json=json)
    if not all(one.clean for one in audited):
        raise typer.Exit(1)


@command
def doctor() -> None:
    """Try what this machine offers and say how to get the rest."""
    from autograder.cli.tables import print_findings
    from autograder.doctor import examine

    if not print_findings(examine(Path.cwd())):
        raise typer.Exit(1)

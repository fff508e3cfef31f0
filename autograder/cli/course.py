"""Commands on the course itself: its example, its release, its tests, this machine."""

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from autograder.course.course import Course


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
def new(
    folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one.")],
) -> None:
    """Make a course of your own, with one small lab to begin with."""
    from autograder.starter import LAB, make_course

    make_course(folder)
    typer.echo(f"made {folder}; there: autograder release, autograder grade {LAB}")


@command
def release(
    labs: Annotated[list[str] | None, typer.Argument(help="Labs; all if none.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if files would change.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files edited by hand.")
    ] = False,
    model_may_fail: Annotated[
        bool,
        typer.Option(
            "--model-may-fail", help="Though the model solution loses points."
        ),
    ] = False,
    unsafe: Unsafe = False,
) -> None:
    """Make what students get, unless it leaks or its model solution loses points."""
    from autograder.course import release as releasing

    course = find_course()
    names = [course.lab(name) for name in labs or course.labs()]
    if not names:
        raise UsageError(f"no lab in {course.solutions}: expected LAB/LAB.ipynb")
    made = [releasing.make(course, name) for name in names]
    _grade_models(course, names, unsafe, may_fail=model_may_fail)
    stale = [new.lab for new in made if releasing.differs(course, new)]
    if check and stale:
        raise UsageError(
            f"not as solutions/ gives them: {', '.join(stale)}; run autograder release"
        )
    for new in made if not check else []:
        releasing.write(course, new, force=force)
    done = "as released" if check else "released"
    typer.echo(f"{', '.join(names)}: {done}")


def _grade_models(
    course: "Course", names: list[str], unsafe: bool, *, may_fail: bool
) -> None:
    """Grade the model solution of each lab; where it may fail, only say so."""
    from autograder.grading.model import grade_model, refuse_loss

    with make_executor(course, unsafe) as executor:
        for name in names:
            model = grade_model(course, load_lab(course, name), executor)
            try:
                refuse_loss(model)
            except UsageError as error:
                if not may_fail:
                    raise
                typer.echo(f"autograder: {error}", err=True)


@command
def audit(
    labs: Annotated[list[str] | None, typer.Argument(help="Labs; all if none.")] = None,
    json: Json = False,
    unsafe: Unsafe = False,
) -> None:
    """Try checks and tests on answers known to be wrong or right.

    Where a course keeps none for a lab: on its model solution and its stub.
    """
    from autograder.cli.tables import print_audits
    from autograder.course import audit as auditing

    course = find_course()
    names = [course.lab(name) for name in labs or course.labs()]
    known = [name for name in names if (course.known_answers / name).is_dir()]
    audited = [auditing.audit(course, load_lab(course, name)) for name in known]
    if audited:
        print_audits(audited, as_json=json)
    others = [name for name in names if name not in known]
    bare = _audit_bare(course, others, unsafe, as_json=json)
    if not (bare and all(one.clean for one in audited)):
        raise typer.Exit(1)


def _audit_bare(
    course: "Course", names: list[str], unsafe: bool, *, as_json: bool
) -> bool:
    """Try the tests of these labs on solution and stub; return whether all fit."""
    from autograder.cli.tables import print_bare_audits
    from autograder.grading.model import grade_model, grade_stub

    if not names:
        return True
    with make_executor(course, unsafe) as executor:
        labs = [load_lab(course, name) for name in names]
        tried = [
            (grade_model(course, lab, executor), grade_stub(lab, executor))
            for lab in labs
        ]
    return print_bare_audits(tried, as_json=as_json)


@command
def doctor(
    lab: Annotated[
        str | None, typer.Argument(help="Also this lab: its release and its solution.")
    ] = None,
    unsafe: Unsafe = False,
) -> None:
    """Try what this machine offers, and a lab, and say how to get the rest."""
    from autograder.cli.tables import print_findings
    from autograder.doctor import examine, examine_lab

    found = examine(Path.cwd())
    if lab is not None:
        course = find_course()
        found = chain(
            found, examine_lab(course, course.lab(lab), make_executor(course, unsafe))
        )
    if not print_findings(found):
        raise typer.Exit(1)

"""Commands that grade: a folder of submissions, or one file."""

import shlex
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.app import (
    Database,
    Force,
    Json,
    LabName,
    command,
    find_course,
    load_lab,
)
from autograder.cli.options import (
    DEFAULT_WORKERS,
    Unsafe,
    Workers,
    executor_maker,
    make_executor,
    open_pool,
    progress,
)
from autograder.errors import UsageError


@command
def grade(
    lab: LabName,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student; may be repeated.")
    ] = None,
    submissions: Annotated[
        Path | None, typer.Option(help="Folder with STUDENT/LAB/LAB.ipynb.")
    ] = None,
    db: Database = None,
    workers: Workers = DEFAULT_WORKERS,
    scheduler: Annotated[
        str | None, typer.Option(help="Dask scheduler that grades: tcp://HOST:8786.")
    ] = None,
    force: Force = False,
    unsafe: Unsafe = False,
) -> None:
    """Grade what is new or changed; continue a run that was killed."""
    from autograder.batch.batch import Batch
    from autograder.cli.tables import print_class

    course = find_course(db)
    loaded = load_lab(course, lab)
    folder = submissions or course.submitted
    pool = partial(open_pool, course, unsafe, workers, scheduler)
    batch = Batch(course, loaded, folder, pool)
    due = batch.due(student or (), force=force)
    with progress(f"grading {loaded.name}", len(due)) as advance:
        batch.run(due, on_progress=advance)
    finished = batch.known()
    print_class(course, loaded, finished)
    if gone := batch.not_here():
        typer.echo(
            f"results of earlier work that is not in {folder}: {', '.join(gone)}; if "
            f"they left the class: autograder leave {shlex.join(gone)}",
            err=True,
        )
    if folder != course.submitted and any(
        folder.glob(f"*/{batch.lab.name}/timestamp.txt")
    ):
        typer.echo(f"times in {folder} do not count: collect it instead", err=True)
    if any(result.refused for result in finished):
        raise typer.Exit(1)


@command
def check(
    notebook: Annotated[Path, typer.Argument(help="A notebook file.")],
    lab: Annotated[
        str | None, typer.Option(help="Its lab; found from its cells if not given.")
    ] = None,
    student: Annotated[
        str | None, typer.Option(help="Whose hidden inputs; the file's name if none.")
    ] = None,
    json: Json = False,
    told: Annotated[
        bool, typer.Option("--for-student", help="Only what a student may see.")
    ] = False,
    unsafe: Unsafe = False,
) -> None:
    """Grade one notebook file against its lab; nothing is recorded."""
    from autograder.cli.tables import print_result, print_told
    from autograder.grading.grade import find_lab, grade_notebook

    if not notebook.is_file():
        raise UsageError(f"no file {notebook}: expected a notebook")
    course = find_course()
    loaded = find_lab(course, notebook, course.lab(lab) if lab else None)
    with make_executor(course, unsafe) as executor:
        name = student or notebook.stem
        result = grade_notebook(notebook, name, loaded, executor).result
    if told:
        from autograder.pages.for_student import for_student

        print_told(for_student(result, loaded), as_json=json)
    else:
        print_result(result, loaded, as_json=json)
    if result.refused:
        raise typer.Exit(1)


@command
def gradescope(
    lab: LabName,
    to: Annotated[
        Path | None, typer.Option(help="File; build/gradescope/LAB.zip if not given.")
    ] = None,
    run: Annotated[
        Path | None, typer.Option(help="Grade in this folder of Gradescope's instead.")
    ] = None,
    unsafe: Unsafe = False,
) -> None:
    """Write the zip that makes Gradescope grade a lab."""
    from autograder import gradescope as scope
    from autograder.cli.tables import print_result
    from autograder.files import write_whole

    course = find_course()
    loaded = load_lab(course, lab)
    if run is not None:
        maker = executor_maker(course, unsafe)
        print_result(scope.run(course, loaded, run, maker), loaded, as_json=False)
        return
    file = to or course.root / "build" / "gradescope" / f"{loaded.name}.zip"
    write_whole(file, scope.pack(course, loaded, unsafe=unsafe))
    typer.echo(f"{file}: it holds the hidden tests; upload it as the autograder")

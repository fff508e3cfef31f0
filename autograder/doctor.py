"""What this machine offers: packages, the course, kernels, isolation, a browser; a lab.

Every finding comes from trying the thing, not from its version number.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from autograder.course.course import Course
from autograder.course.lab import Lab
from autograder.course.release import make
from autograder.errors import AutograderError, NoIsolation
from autograder.execution.interface import Executor, HiddenTests
from autograder.execution.isolated.tiers import Tier
from autograder.grading.model import grade_model, loss


@dataclass(frozen=True)
class Finding:
    """One thing that was tried.

    Attributes
    ----------
    needed
        Whether grading fails without it.
    remedy
        What to do where it does not work.
    """

    name: str
    works: bool
    detail: str
    needed: bool = True
    remedy: str = ""


def examine(start: Path) -> Iterator[Finding]:
    """Yield what is found, in the order in which the parts build on each other."""
    yield _python()
    yield from _packages()
    yield from _course(start)
    yield _tried("kernel", _run_kernel, "python -m pip install ipykernel")
    yield from _isolation()
    yield _browser()


def examine_lab(course: Course, name: str, executor: Executor) -> Iterator[Finding]:
    """Yield whether a lab can be released, and what its model solution gets."""
    yield _tried(
        f"{name}, release",
        lambda: f"{len(make(course, name).files)} files, no leak",
        f"mend the lab in {course.solutions / name}",
    )
    try:
        with executor:
            model = grade_model(course, Lab.load(course, name), executor)
    except AutograderError as error:
        yield Finding(f"{name}, model solution", False, str(error))
        return
    got, top = model.points
    remedy = "\n    ".join([*model.broken, *map(loss, model.lost)])
    detail = f"{got:g} of {top:g} points from tests"
    yield Finding(f"{name}, model solution", not model.lost, detail, remedy=remedy)


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    enough = sys.version_info >= (3, 11)
    return Finding("python", enough, version, remedy="install Python 3.11 or newer")


def _packages() -> Iterator[Finding]:
    """Yield each package that the distribution declares for students and grading."""
    for line in metadata.requires("gradlab") or []:
        wanted = Requirement(line)
        extra = {"extra": "grading"}
        if wanted.marker and not wanted.marker.evaluate(extra):
            continue
        try:
            version = metadata.version(wanted.name)
        except metadata.PackageNotFoundError:
            version = ""
        right = wanted.specifier.contains(version) if version else False
        detail = f"{version or 'missing'} (wants {wanted.specifier})"
        remedy = f'python -m pip install "{wanted.name}{wanted.specifier}"'
        yield Finding(wanted.name, right, detail, remedy=remedy)


def _course(start: Path) -> Iterator[Finding]:
    try:
        course = Course.find(start)
        labs = course.labs()
    except AutograderError as error:
        yield Finding("course", False, str(error))
        return
    yield Finding("course", bool(labs), f"{course.root}: {', '.join(labs) or 'no lab'}")
    yield _tried("gradebook", lambda: _open(course), "move the gradebook file away")


def _open(course: Course) -> str:
    from autograder.gradebook.database import connect  # may lack a package

    with connect(course) as gradebook:
        return f"{len(gradebook.students)} students in {course.gradebook_url}"


def _run_kernel() -> str:
    import nbformat

    from autograder.execution.kernel import KernelExecutor  # may lack a package

    cell = nbformat.v4.new_code_cell("import numpy\nprint(numpy.__version__)")
    with KernelExecutor() as executor:
        ran = executor.run(nbformat.v4.new_notebook(cells=[cell]), HiddenTests())
    return f"numpy {ran.notebook.cells[0].outputs[0].text.strip()} in {executor.name}"


def _isolation() -> Iterator[Finding]:
    """Yield each tier of isolation, tried; one of them is needed."""
    # where the system is not Linux, this import alone fails
    from autograder.execution.isolated.sandbox import try_tier

    remedies = {
        Tier.NAMESPACES: "bubblewrap is refused here: let its user make namespaces"
        if shutil.which("bwrap")
        else "install bubblewrap (Debian: apt install bubblewrap)",
        Tier.LANDLOCK: "needs Linux 5.13 or newer with Landlock, and libseccomp",
    }
    tried: dict[Tier, str] = {}
    for tier in remedies:
        try:
            try_tier(tier)
            tried[tier] = ""
        except NoIsolation as fault:
            tried[tier] = str(fault)
    needed = all(tried.values())
    for tier, reason in tried.items():
        detail = reason or "students are confined, tests run in another process"
        yield Finding(
            f"isolation by {tier}", not reason, detail, needed, remedies[tier]
        )


def _browser() -> Finding:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    return Finding(
        "browser",
        found is not None,
        found or "no Chromium: the browser tests are skipped",
        needed=False,
        remedy="install chromium, or: python -m playwright install chromium",
    )


def _tried(name: str, attempt: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(name, True, attempt())
    except Exception as error:  # the finding is that it does not work, and why
        reason = f"{type(error).__name__}: {error}".partition("\n")[0]
        return Finding(name, False, reason, remedy=remedy)

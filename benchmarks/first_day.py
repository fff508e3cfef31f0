"""An instructor's first day and a student's, as README and manual write them.

``python -m benchmarks.first_day`` clones the repository into a new folder and gives
every command of the first ten minutes there, installation included, for a class of six
that handed in on Canvas. It prints each command with its seconds, and what Canvas gets.
"""

import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import demo
from autograder.course.course import Course

LAB = "01_sigmoid"
COLUMN = "Lab 1 (4711)"  # as an instructor calls it
SIZE = 6
MANUAL = ("docs/instructors.md", "## The first class, in ten minutes")
README = ("README.md", "## For instructors")
STUDENT = ("README.md", "## For students")
_INDENTED = re.compile(r"^ {4}\S.*$", re.MULTILINE)


@dataclass(frozen=True)
class Said:
    """One command of a document, and what became of it."""

    command: str
    code: int
    seconds: float
    text: str


def commands(root: Path, document: str, heading: str) -> list[str]:
    """Return the commands below a heading, as they are written there."""
    text = (root / document).read_text("utf-8").partition(f"{heading}\n")[2]
    section = re.split(r"^## ", text, maxsplit=1, flags=re.MULTILINE)[0]
    fenced = re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    lines = "\n".join(fenced or _INDENTED.findall(section)).splitlines()
    return [line.partition(" #")[0].strip() for line in lines if line.strip()]


def hand_in(course: Course, folder: Path) -> dict[str, float]:
    """Write Canvas' zip and gradebook for a class of six; return what tests give them.

    The work is that of the example class, so the points are known.
    """
    chosen = [e for e in demo.examples() if e.lab == LAB and e.marks is not None][:SIZE]
    with tempfile.TemporaryDirectory() as made:
        apart = Course(course.root, Path(made))
        demo.hand_in(apart, chosen)
        texts = [
            (apart.submitted / e.student / LAB / f"{LAB}.ipynb").read_bytes()
            for e in chosen
        ]
    with zipfile.ZipFile(folder / "submissions.zip", "w") as packed:
        for number, (example, text) in enumerate(zip(chosen, texts, strict=True)):
            name = f"{example.student}_{100 + number}_{number}_{LAB}.ipynb"
            packed.writestr(name, text)
    with (folder / "gradebook.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        person = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
        rows.writerow((*person, COLUMN, "Current Score"))
        rows.writerow(("    Points Possible", "", "", "", "", "20", "(read only)"))
        for number, one in enumerate(chosen):
            name = f"{one.student.title()}, {'ABCDEF'[number]}."
            rows.writerow((name, 100 + number, "", one.student, "Spring", "", ""))
    return {one.student: float(one.marks or 0) for one in chosen}


def play(root: Path, lines: list[str], environment: dict[str, str]) -> Iterator[Said]:
    """Give commands one after the other in one shell's folder, until one fails.

    An activated environment stays so, as in a terminal.
    """
    active = ""
    for line in lines:
        begun = time.perf_counter()
        done = subprocess.run(
            ["bash", "-ec", f"{active}{line}"],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - begun
        yield Said(line, done.returncode, seconds, done.stdout + done.stderr)
        if done.returncode:
            return
        if line.startswith("source "):
            active += f"{line}\n"


def canvas_marks(root: Path) -> dict[str, str]:
    """Return what stands in the column of the file for Canvas, by student."""
    path = root / "grading" / "results" / f"{LAB}.canvas.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["SIS Login ID"]: row[COLUMN] for row in rows if row["ID"]}


def stand_in(root: Path) -> None:
    """Put an environment that is installed already where `make setup` makes one.

    Its commands run this Python; the course's packages come from `root` by PYTHONPATH.
    """
    folder = root / ".venv" / "bin"
    folder.mkdir(parents=True)
    for program in Path(sys.executable).parent.iterdir():
        (folder / program.name).unlink(missing_ok=True)
        (folder / program.name).symlink_to(program)
    (folder / "activate").unlink(missing_ok=True)
    (folder / "activate").write_text('PATH="$PWD/.venv/bin:$PATH"\n')
    (root / ".venv" / ".ready").touch()


def main() -> None:
    """Play the first ten minutes in a clone and print them."""
    here = Path(__file__).resolve().parents[1]
    git = shutil.which("git") or "git"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "gradlab"
        subprocess.run([git, "clone", "--quiet", str(here), str(root)], check=True)
        deserved = hand_in(Course.find(root), root)
        home = {"HOME": folder, "PATH": "/usr/local/bin:/usr/bin:/bin"}
        home["PATH"] = f"{Path(sys.base_prefix) / 'bin'}:{home['PATH']}"
        student = [c for c in commands(root, *STUDENT) if "jupyter" not in c]
        for said in play(root, student, home):
            print(f"{said.seconds:7.1f} s  {said.command}  -> {said.code}", flush=True)
        shutil.rmtree(root / ".venv")
        for said in play(root, commands(root, *MANUAL), home):
            print(f"{said.seconds:7.1f} s  {said.command}  -> {said.code}", flush=True)
            print("\n".join(f"           {x}" for x in said.text.splitlines()[-6:]))
        print(json.dumps({"at Canvas": canvas_marks(root), "deserved": deserved}))


if __name__ == "__main__":
    main()

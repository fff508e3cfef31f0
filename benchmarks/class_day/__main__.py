"""Print what each step of an instructor's day takes for classes of growing size."""

import argparse
import csv
import tempfile
from pathlib import Path

from autograder.course.course import Course
from benchmarks.class_day.classroom import COLUMN, Classroom, make_class
from benchmarks.class_day.day import Step, make_course, work


def run(original: Course, size: int) -> list[Step]:
    """Do a day's work for a class and check every mark in the file for Canvas.

    Raises
    ------
    RuntimeError
        If a student has other points than deserved.
    """
    with tempfile.TemporaryDirectory() as folder:
        course = make_course(original, Path(folder).resolve() / "course")
        classroom = make_class(course, size, Path(folder))
        steps = list(work(course, classroom))
        wrong = unlike(course, classroom)
    if wrong:
        raise RuntimeError(f"other marks than deserved: {', '.join(wrong)}")
    return steps


def unlike(course: Course, classroom: Classroom) -> list[str]:
    """Return the students whose mark for Canvas is not the deserved one."""
    with next(course.results.glob("*.canvas.csv")).open(encoding="utf-8") as file:
        marks = {row["SIS Login ID"]: row[COLUMN] for row in csv.DictReader(file)}
    deserved = {one.student: one.at_canvas for one in classroom.members}
    return [one for one, mark in deserved.items() if marks[one] != mark]


def main() -> None:
    """Read the sizes and print a row for each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[300, 3000])
    wanted = parser.parse_args()
    course = Course.find(Path.cwd())
    print("| students | step | s | CPU s | CPU ms a student |\n|---|---|---|---|---|")
    for size in wanted.sizes:
        for step in run(course, size):
            each = 1000 * step.cpu / size
            figures = f"{step.wall:.1f} | {step.cpu:.1f} | {each:.1f}"
            print(f"| {size} | {step.name} | {figures} |", flush=True)


if __name__ == "__main__":
    main()

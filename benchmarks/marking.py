"""Marking a class's written answers by keyboard, in a real browser, beside Formgrader.

Run from the course folder: ``python -m benchmarks.marking [--students 300]``. It needs
``pip install psutil playwright`` and a Chromium. A made-up class answers the two
written questions of lab 01; half of the answers are like others, but for blanks,
capitals and slips. A script reads each answer that is shown and presses the key of the
points that it deserves. At the end every mark in the gradebook is compared with the
deserved one, and a few answers are marked again in Formgrader, for its time for each.
"""

import argparse
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from autograder.course.course import Course
from autograder.demo import Example, hand_in
from autograder.gradebook.database import connect
from benchmarks.lab import FLAGS, Server, chromium, opened, run_first, server

LAB = "01_sigmoid"
QUESTIONS = ("sigmoid_why", "sigmoid_derivative_why")
SHARED = 20  # wordings that half of the class shares
SAMPLES = 10  # answers marked in Formgrader
IN_FORMGRADER = 0.5
IMPORT = "from autograder import marking"
OPEN = f'marking.open("{LAB}")'
SHOWN = ".gradlab-answers > div"
_DESERVES = {
    2: "I derive it from the formula: numerator and denominator times {}, both agree.",
    1: "Only yes and no change their places, and with {} nothing else is different.",
    0: "I have tried the value {} and I found nothing about this that I could explain.",
}


def deserved(text: str) -> int:
    """Return the points that an answer of the made-up class deserves."""
    starts = {points: words[:10].casefold() for points, words in _DESERVES.items()}
    found = " ".join(text.casefold().split())
    return next(p for p, words in starts.items() if found.startswith(words))


def answers(students: int, seed: int) -> list[str]:
    """Return an answer for each student: half are like others, half like none."""
    draw = random.Random(seed)
    own = students // 2
    texts = [_DESERVES[n % 3].format(f"{n + 1}.25") for n in range(own)]
    shared = [_DESERVES[n % 3].format(f"{n + 1}.5") for n in range(SHARED)]
    texts += [_another(shared[n % SHARED], draw) for n in range(students - own)]
    draw.shuffle(texts)
    return texts


def _another(text: str, draw: random.Random) -> str:
    """Return a text in another hand: blanks, capitals, a slip in its last word."""
    if draw.random() < 0.3:
        text = text[:-3] + text[-2] + text[-3] + text[-1]
    if draw.random() < 0.3:
        text = text.upper()
    return text.replace(" ", "  ", draw.randrange(3))


def graded_class(
    folder: Path, students: int
) -> tuple[Course, dict[tuple[str, str], int]]:
    """Return a course with a graded class, and the points that each answer deserves."""
    root = folder / "course"
    shutil.copytree(Path("solutions") / LAB, root / "solutions" / LAB)
    shutil.copy("nbgrader_config.py", root)
    course = Course.find(root)
    texts = {name: answers(students, seed) for seed, name in enumerate(QUESTIONS)}
    names = [f"s{number:04}" for number in range(students)]
    examples = [
        Example(who, LAB, "", answers={name: texts[name][n] for name in QUESTIONS})
        for n, who in enumerate(names)
    ]
    hand_in(course, examples)
    command = [sys.executable, "-W", "ignore", "-m", "autograder", "grade", LAB]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return course, {
        (who, name): deserved(texts[name][n])
        for name in QUESTIONS
        for n, who in enumerate(names)
    }


def mark(browser: Browser, lab: Server) -> list[float]:
    """Mark all answers; return the seconds of each decision."""
    with opened(browser, lab, [IMPORT, OPEN, ""]) as (page, _):
        run_first(page)
        page.keyboard.press("Shift+Enter")
        form = page.locator(".gradlab-keys form")
        form.wait_for()
        seconds = []
        for question in QUESTIONS:
            form.locator("select").select_option(question)
            page.wait_for_function(
                """name => !document.querySelector('.gradlab-keys [aria-busy]') &&
                document.querySelector('.gradlab-keys select').value === name""",
                arg=question,
            )
            form.focus()
            seconds += list(_decisions(page))
        return seconds


def _decisions(page: Page) -> Iterator[float]:
    """Yield the seconds of each decision, until no answer is left in the question."""
    while True:
        begun = time.perf_counter()
        shown = page.locator(SHOWN)
        if not shown.count():
            return
        serial = page.locator(".gradlab-keys form").get_attribute("data-serial")
        page.keyboard.press(str(deserved(shown.first.inner_text())))
        page.wait_for_function(
            "serial => document.querySelector('.gradlab-keys form').dataset.serial "
            "!== serial",
            arg=serial,
        )
        yield time.perf_counter() - begun


def in_formgrader(browser: Browser, lab: Server, course: Course) -> list[float]:
    """Mark a few answers in Formgrader; return the seconds of each."""
    with connect(course) as gradebook:
        found = gradebook.notebook_submissions(LAB, LAB)[:SAMPLES]
        keys = [notebook.id for notebook in found]
    page = browser.new_page()
    page.goto(f"{lab.url}/formgrader?token={lab.token}")  # logs in
    seconds = []
    for key in keys:
        begun = time.perf_counter()
        page.goto(f"{lab.url}/formgrader/submissions/{key}")
        field = page.locator(f"#{QUESTIONS[0]}")
        page.wait_for_function(f"document.querySelector('#{QUESTIONS[0]}')?.value")
        with page.expect_response(lambda answer: "/api/grade/" in answer.url):
            field.fill(f"{IN_FORMGRADER}")
            field.press("Tab")
        seconds.append(time.perf_counter() - begun)
    page.close()
    return seconds


def wrong(course: Course, expected: dict[tuple[str, str], int]) -> int:
    """Return how many marks in the gradebook are not the deserved ones."""
    with connect(course) as gradebook:
        return sum(
            gradebook.find_grade(name, LAB, LAB, who).manual_score != points
            for (who, name), points in expected.items()
        )


def main() -> None:
    """Grade a class, mark its answers, and print what it took."""
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__ or "")[0])
    parser.add_argument("--students", type=int, default=300)
    students = parser.parse_args().students
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium(), args=FLAGS) as browser,
    ):
        course, expected = graded_class(Path(folder), students)
        with server(course.root) as lab:
            begun = time.perf_counter()
            seconds = mark(browser, lab)
            whole = time.perf_counter() - begun
            bad = wrong(course, expected)
            print(f"{len(expected)} answers, {len(seconds)} decisions, {bad} wrong")
            print(f"{whole:.0f} s in all, a decision {_ms(seconds)} ms", flush=True)
            print(
                f"Formgrader: {_ms(in_formgrader(browser, lab, course))} ms an answer"
            )


def _ms(seconds: list[float]) -> str:
    """Return the median in milliseconds, and the longest."""
    return f"{1000 * statistics.median(seconds):.0f} (≤ {1000 * max(seconds):.0f})"


if __name__ == "__main__":
    main()

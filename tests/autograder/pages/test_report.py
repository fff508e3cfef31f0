import json
import re
from dataclasses import replace

from autograder import pages
from autograder.analysis.summary import Uncollected
from autograder.course.ways import LESS, Way
from autograder.gradebook.database import connect
from autograder.gradebook.manual_marks import Mark, Marks
from autograder.grading.records import Outcome, Stop
from gradlab.check import CheckFailed
from gradlab.words.mistakes import Mistake
from tests.autograder.double_lab import LAB
from tests.autograder.double_results import graded
from tests.autograder.pages.page_text import text

SUM = str(CheckFailed(Mistake.SUM_NOT_MEAN))
CLASS = [
    graded(Outcome.PASSED, score=3.0, student="ada"),
    graded(Outcome.FAILED, SUM, student="bob", lists=0.0),
    graded(Outcome.FAILED, SUM, student="cyd"),
]


def test_a_report_counts_who_made_which_mistake(open_page):
    page = text(open_page(CLASS))

    assert f"2 of 3 , sum not mean: {Mistake.SUM_NOT_MEAN.value} In double" in page


def test_a_report_gives_difficulty_and_discrimination_of_each_test(open_page):
    page = text(open_page(CLASS))

    assert "double gives the right value 1 of 3 33 % 0.50" in page
    assert "1 of 4" in page  # the median


def test_a_report_says_what_waits_and_who_needs_a_look(open_page):
    edited = graded(Outcome.TIMEOUT, student="eve", notes=("a was edited",))

    page = text(open_page([*CLASS, edited]))

    assert "Under “Doubling”: 4 answers of 2 points" in page
    assert "eve time limit double gives the right value" in page
    assert "eve edited a was edited" in page


def test_a_report_says_which_tests_ran_together_and_lists_limits_first(open_page):
    limit = graded(Outcome.LIMIT, "a generator cannot be handed over", student="zoe")
    one, values, *others = limit.cells
    joined = replace(limit, cells=(one, replace(values, way=Way.TOGETHER), *others))

    page = text(open_page([graded(Outcome.TIMEOUT, student="eve"), joined]))

    assert f"together with the answers: double_values. {LESS}" in page
    assert page.index("zoe limit of the grader") < page.index("eve time limit")
    assert "a generator cannot be handed over" in page
    assert LESS not in text(open_page(CLASS))


def test_a_report_on_refused_submissions_alone_has_no_median(open_page):
    page = text(open_page([graded(Outcome.REFUSED, "why", None)]))

    assert "Could not be graded 1" in page
    assert "Median from tests – of 4" in page


def test_a_plot_has_a_text_alternative_and_the_pages_colours(open_page):
    svg = re.search(r"<svg.*?</svg>", open_page(CLASS), re.DOTALL)[0]

    assert 'role="img"' in svg
    assert "0 to &lt;1 points: 1; 1 to &lt;2 points: 1; 3 to 4 points: 1" in svg
    assert "currentColor" in svg
    assert "#010203" not in svg


def test_a_page_needs_no_other_file(open_page):
    page = re.sub(r'xmlns(:\w+)?="[^"]*"', "", open_page(CLASS))

    assert not re.search(r"""(src|href)=["'](?!#)|url\((?!#)|@import""", page)


def test_names_are_escaped(open_page):
    page = open_page([graded(Outcome.PASSED, student="<script>alert(1)</script>")])

    assert "<script>" not in page


def test_only_a_watched_page_loads_itself_again(open_page):
    assert "location.reload" not in open_page(CLASS)
    assert "location.reload(), 5000" in open_page(CLASS, reload_seconds=5)


def test_the_numbers_of_the_page_are_written_as_json_too(course, lab):
    marks = {"ada": Marks({"double_why": Mark(2.0)})}

    pages.write_report(course, lab, CLASS, marks)

    numbers = json.loads((course.results / f"{LAB}.report.json").read_text())
    assert numbers["median"] == 1
    assert numbers["mistakes"][0]["students"] == 2
    assert [s["score"] for s in numbers["results"]] == [6, 0, 1]
    assert numbers["waiting"][0]["students"] == 2


def test_what_lateness_costs_stands_beside_the_points(course, lab):
    marks = {"ada": Marks(late_penalty=0.8)}

    page = pages.write_report(course, lab, CLASS, marks)

    assert "ada 4 − 0.8 late" in text(page.read_text())


def test_who_wrote_nothing_lost_everything_in_a_word(open_page):
    blank = graded(Outcome.MISSING)
    cells = tuple(replace(cell, outcome=Outcome.MISSING) for cell in blank.cells)

    page = text(open_page([replace(blank, cells=cells)]))

    assert "everything: nothing was written" in page
    assert "double: " not in page


def test_a_note_of_a_million_letters_is_cut(open_page):
    noted = graded(Outcome.PASSED, notes=("x" * 1_000_000,))

    assert len(open_page([noted])) < 100_000


def test_a_report_names_students_and_the_lab_by_its_title(course, lab):
    marks = {"ada": Marks(name="Ada Lovelace")}
    timed = [graded(Outcome.TIMEOUT), CLASS[1]]

    page = text(pages.write_report(course, lab, timed, marks).read_text())

    assert page.startswith("Report: Doubling Doubling Report on the class")
    assert "Ada Lovelace (ada) time limit double gives the right value" in page
    assert "Ada Lovelace ada 1" in page


def test_a_report_says_what_was_not_collected(course, lab, open_page):
    with connect(course) as gradebook:
        gradebook.update_or_create_student("zoe", first_name="Zoe", last_name="Q")
    open_still = [
        Uncollected("zoe", "", "handed in nothing", ""),
        Uncollected("eve", "", "handed in nothing", ""),
        Uncollected("ada", "", "handed in nothing", ""),  # has a result by now
        Uncollected("", "<b>_9_9_double.ipynb", "unknown student", "write an id"),
    ]

    page = pages.write_report(course, lab, CLASS, {}, uncollected=open_still)

    words = text(page.read_text("utf-8"))
    assert "handed in nothing (2): Zoe Q (zoe), eve" in words
    assert "unknown student : &lt;b&gt;_9_9_double.ipynb; write an id" in words
    numbers = json.loads((course.results / f"{LAB}.report.json").read_text())
    assert [one["student"] for one in numbers["uncollected"]] == ["zoe", "eve", ""]
    assert "What was not collected" not in text(open_page(CLASS))


def test_one_cause_of_many_losses_is_named_once(open_page):
    stop = Stop(1, "import seaborn", "ModuleNotFoundError", "seaborn")
    lost = graded(Outcome.ERRORED, "NameError: name 'sns' is not defined")
    alike = [replace(lost, student=who, stopped=stop) for who in ("ada", "bob")]

    page = text(open_page([*alike, CLASS[2]]))

    assert "seaborn : 2 of 3 notebooks stopped at its import, and 2 tests" in page
    assert "ada stopped early code cell 1, “import seaborn”: no module seaborn" in page


def test_the_class_table_says_in_how_many_tests_of_an_exercise_points_were_lost(
    open_page,
):
    page = text(open_page(CLASS))

    assert re.search(r"cyd 1 2 \S+ s double: 1 of 3", page)
    assert "double_values" not in page


def test_every_table_is_one_that_a_phone_can_show(open_page):
    tables = re.findall(r"<table[^>]*>.*?</table>", open_page(CLASS), re.DOTALL)

    wide = [one for one in tables if one.count('scope="col"') > 3]
    assert wide
    assert all('class="stack"' in one for one in wide)

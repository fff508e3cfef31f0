"""Work on tasks, for which students add cells of their own, is marked by hand too."""

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.course import release
from autograder.course.lab import Lab
from autograder.gradebook.database import connect
from autograder.gradebook.marking_round import MarkingRound
from autograder.gradebook.own_cells import written_in
from tests.autograder.double_lab import LAB, source_notebook
from tests.cells import cell

ASKED = "## Draw it\n\nPlot double."
SCHEME = "=== BEGIN MARK SCHEME ===\n2 for axes\n=== END MARK SCHEME ==="


@pytest.fixture
def lab(course):
    """Return the lab `double` with a task at its end, and a text of its own behind."""
    source = source_notebook()
    task = cell(f"{ASKED}\n\n{SCHEME}", "draw", kind="markdown", points=4)
    task.metadata["nbgrader"] |= {"grade": False, "task": True}
    source.cells += [task, cell("Here the lab ends.", kind="markdown")]
    nbformat.write(source, course.source(LAB))
    release.write(course, release.make(course, LAB), force=True)
    return Lab.load(course, LAB)


@pytest.fixture
def released(course, lab):
    return nbformat.read(course.notebooks / LAB / f"{LAB}.ipynb", as_version=4)


def test_a_task_is_marked_at_the_desk_by_its_mark_scheme(
    course, released, answer_in_words
):
    released.cells.insert(-1, new_markdown_cell("A line through 0."))
    released.cells.append(new_code_cell("print(double(21))"))
    answer_in_words({"ada": "Because."})

    marking = MarkingRound(course, LAB, "draw")

    question, (shown,) = marking.question, marking.current.answers
    assert (question.title, question.max_score) == ("Draw it", 4)
    assert (question.asked, question.rubric) == (ASKED, "2 for axes")
    assert shown.text.startswith("A line through 0.\n\n```\nprint(double(21))\n```")
    assert "Here the lab ends." not in shown.text
    marking.decide(3, "Name the axes.")
    with connect(course) as gradebook:
        grade = gradebook.find_grade("draw", LAB, LAB, "ada")
        comment = gradebook.find_comment("draw", LAB, LAB, "ada")
        assert (grade.manual_score, grade.needs_manual_grade) == (3, False)
        assert comment.manual_comment == "Name the axes."


def test_work_on_a_task_holds_pictures_and_outputs_up_to_the_next_cell_of_the_lab():
    plot = new_code_cell("plot()")
    plot.outputs = [
        nbformat.v4.new_output("display_data", data={"image/png": "aaaa"}),
        nbformat.v4.new_output("stream", text="``` done"),
    ]
    task = cell(ASKED, "draw", kind="markdown", points=4)
    task.metadata["nbgrader"]["task"] = True
    later = copy.deepcopy(plot)

    found = written_in([task, plot, cell("2", "double", solution=True), later], [])

    assert found["draw"].text == (
        "```\nplot()\n```\n\n![shown](attachment:shown-0.png)\n\n````\n``` done\n````"
    )
    assert found["draw"].pictures == {"shown-0.png": {"image/png": "aaaa"}}
    assert found["double"].text == "2"

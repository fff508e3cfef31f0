"""The report as one HTML page."""

import re
from pathlib import Path

import nbformat
import pytest

from gradlab.report import export

ROOT = Path(__file__).parents[3]
LAB = ROOT / "solutions" / "04_report" / "04_report.ipynb"
RELEASED = ROOT / "notebooks" / "04_report" / "04_report.ipynb"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    target = tmp_path_factory.mktemp("page") / "report.html"
    export(LAB, target)
    return target.read_text(encoding="utf-8")


def test_the_page_holds_both_figures_and_every_answer(tmp_path, capsys):
    target = tmp_path / "report.html"

    export(LAB, target)

    told = capsys.readouterr().out
    assert told.startswith(f"{target}: 2 pictures, 8 of 8 answers\n")
    assert 'add name="..."' in told
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_the_page_loads_nothing(page):
    sources = re.findall(r'\b(?:src|href)="([^"]*)"', page)

    assert "<script" not in page
    assert all(source.startswith(("data:image/", "#")) for source in sources)


def test_every_picture_says_in_words_what_it_shows(page):
    pictures = re.findall(r"<img [^>]*>", page)

    assert pictures
    assert all(re.search(r'alt="[^"]+"', picture) for picture in pictures)


def test_a_formula_is_drawn_and_keeps_its_latex(page):
    assert r'alt="\sigma(x) = \frac{1}{1+e^{-x}}"' in page


def test_each_question_stands_above_its_answer(page):
    questions = re.findall(r'<div class="question">.*?<div class="answer">', page, re.S)

    assert len(questions) == 8
    assert all(f"Question {n}" in part for n, part in enumerate(questions, start=1))


def test_the_functions_are_on_the_page_as_they_were_written(page):
    written = re.findall(r'<pre class="code">def (\w+)', page)

    assert written == [
        *("sigmoid", "sigmoid_derivative", "softmax", "cross_entropy_loss"),
        *("plot_sigmoid", "plot_sigmoid_derivative"),
    ]


def test_checks_and_hidden_tests_are_not_on_the_page(page):
    for text in ["the check passes", "check.", "HIDDEN TESTS", "expect."]:
        assert text not in page


def test_name_and_date_stand_below_the_title(tmp_path, capsys):
    target = tmp_path / "report.html"

    export(LAB, target, name="Ada <L>", date="10 December 2026")

    html = target.read_text(encoding="utf-8")
    assert '<p class="who">Ada &lt;L&gt;, 10 December 2026</p>' in html
    assert "name=" not in capsys.readouterr().out


def test_without_a_name_the_date_of_today_stands_alone(page):
    assert re.search(r'<p class="who">\d{4}-\d\d-\d\d</p>', page)


def test_a_notebook_without_pictures_is_refused(tmp_path):
    empty = tmp_path / "empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), empty)

    with pytest.raises(ValueError, match="run all cells and save it first"):
        export(empty, tmp_path / "report.html")


def test_text_of_a_student_cannot_become_a_script(tmp_path):
    notebook = nbformat.read(LAB, as_version=4)
    answer = next(cell for cell in notebook.cells if cell.id == "softmax_formula")
    answer.source = "$<script>alert(1)</script>$ and \\begin{cases}"
    nbformat.write(notebook, tmp_path / "odd.ipynb")

    export(tmp_path / "odd.ipynb", tmp_path / "report.html")

    assert "<script" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_an_answer_that_was_not_written_is_not_counted(tmp_path, capsys):
    notebook = nbformat.read(LAB, as_version=4)
    released = {c.id: c for c in nbformat.read(RELEASED, as_version=4).cells}
    answer = next(cell for cell in notebook.cells if cell.id == "softmax_formula")
    answer.source = released["softmax_formula"].source
    nbformat.write(notebook, tmp_path / "one_left.ipynb")

    export(tmp_path / "one_left.ipynb", tmp_path / "report.html")

    assert "7 of 8 answers" in capsys.readouterr().out

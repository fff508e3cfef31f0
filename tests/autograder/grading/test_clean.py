import base64
import re

import nbformat
import pytest

from autograder.grading.clean import MOST_MARKS, clean, clean_html

ACTIVE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="https://elsewhere.example/who.png">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#115;cript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="handed_in.html">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<form action="/formgrader/api"><input name=score></form>',
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    "<math><mtext></form><mglyph><style></math><img src onerror=alert(1)>",
    '<p style="background: url(https://elsewhere.example/)">x</p>',
    "<object data=x></object><embed src=x><base href=x><meta http-equiv=refresh>",
    r"$\href{javascript:alert(1)}{x}$",
    "<details open ontoggle=alert(1)>x</details>",
]
TABLE = (
    '<table border="1" class="dataframe"><thead><tr style="text-align: right;">'
    "<th></th><th>x</th></tr></thead><tbody><tr><th>0</th><td>1.5</td></tr></tbody></table>"
)


def shown(data, metadata=None):
    """Return one output after cleaning the notebook that holds it."""
    output = nbformat.v4.new_output("display_data", data, metadata=metadata or {})
    cell = nbformat.v4.new_code_cell("show()", outputs=[output])
    clean(nbformat.v4.new_notebook(cells=[cell]))
    return cell.outputs[0]


@pytest.mark.parametrize("html", ACTIVE)
def test_nothing_that_acts_or_calls_home_stays_in_html(html):
    left = shown({"text/html": html})["data"]["text/html"]

    acts = r"on\w+=|src=|href=|elsewhere|\\href|<(?!p |a>|img>|details>)\w"
    assert re.findall(acts, left) == []


def test_a_table_of_numbers_keeps_its_form():
    kept = TABLE.replace(' class="dataframe"', "").replace(": right;", ":right")

    assert clean_html(TABLE) == kept


def test_what_looks_like_formgraders_own_fields_loses_its_name():
    assert (
        clean_html('<span class="score" id="sigmoid_why">2</span>') == "<span>2</span>"
    )


def test_styles_of_a_table_do_not_stand_there_as_text():
    assert clean_html("<style>th {color: red}</style><b>x</b>") == "<b>x</b>"


def test_an_svg_becomes_a_picture_in_which_nothing_runs():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

    data = shown({"image/svg+xml": svg, "text/plain": "<Figure>"})["data"]

    coded = base64.b64encode(svg.encode()).decode()
    assert set(data) == {"text/html", "text/plain"}
    assert (
        f'<img alt="a drawing" src="data:image/svg+xml;base64,{coded}">'
        in (data["text/html"])
    )


@pytest.mark.parametrize(
    "kind",
    ["application/javascript", "text/javascript", "application/vnd.custom+json"],
)
def test_other_active_types_go_and_the_text_stays(kind):
    data = shown({kind: "alert(1)", "text/plain": "<an object>"})["data"]

    assert data == {"text/plain": "<an object>"}


def test_pictures_keep_their_size_and_alt_text_and_no_other_attribute():
    about = {"width": 10, "height": "1 onload=alert(1)", "alt": "a curve", "class": "x"}

    metadata = shown({"image/png": "aGk="}, {"image/png": about, "isolated": True})

    assert metadata["metadata"] == {"image/png": {"width": 10, "alt": "a curve"}}


def test_what_was_printed_stays_as_it_was():
    output = nbformat.v4.new_output("stream", name="stdout", text="<b>1 < 2</b>\n")
    cell = nbformat.v4.new_code_cell("show()", outputs=[output])

    clean(nbformat.v4.new_notebook(cells=[cell]))

    assert cell.outputs[0].text == "<b>1 < 2</b>\n"


def showing(*data):
    """Return a notebook with a cell for each output."""
    outputs = [nbformat.v4.new_output("display_data", one) for one in data]
    cells = [nbformat.v4.new_code_cell("show()", outputs=[one]) for one in outputs]
    return nbformat.v4.new_notebook(cells=cells)


def test_html_beyond_what_a_notebook_may_show_gives_way_to_its_text_with_a_note():
    table = {"text/html": "<b>x</b>" * (MOST_MARKS // 3), "text/plain": "a table"}
    notebook = showing(table, {"text/html": "<i>x</i>"}, table)

    notes = clean(notebook)

    kinds = [set(made.outputs[0].data) for made in notebook.cells]
    assert kinds == [{"text/html", "text/plain"}, {"text/html"}, {"text/plain"}]
    assert notes == ("1 outputs of HTML were left out: too much of it",)


def test_html_that_is_left_out_and_has_no_text_leaves_a_word_in_its_place():
    notebook = showing({"text/html": "<b>" * (MOST_MARKS + 1)})

    clean(notebook)

    left = notebook.cells[0].outputs[0].data
    assert left == {"text/plain": "[left out: this notebook shows too much HTML]"}


def test_colours_stay_unless_there_are_thousands():
    few, many = "\x1b[31mred\x1b[0m", "\x1b[31mx" * 2000
    outputs = [nbformat.v4.new_output("stream", text=text) for text in (few, many)]
    cell = nbformat.v4.new_code_cell("show()", outputs=outputs)

    clean(nbformat.v4.new_notebook(cells=[cell]))

    assert [output.text for output in cell.outputs] == [few, "[31mx" * 2000]


def test_a_traceback_of_a_million_lines_is_one_text():
    error = {"ename": "E", "evalue": "", "traceback": ["x", "y"]}
    output = nbformat.v4.new_output("error", **error)
    cell = nbformat.v4.new_code_cell("show()", outputs=[output])

    clean(nbformat.v4.new_notebook(cells=[cell]))

    assert cell.outputs[0].traceback == ["x\ny"]

"""Cells as HTML."""

import nbformat
import pytest

from autograder.site import build, folds, page
from autograder.site.snapshot import MIME
from gradlab import predict
from gradlab.study import folded


def output(**data):
    return nbformat.v4.new_output("display_data", data=data)


def test_a_formula_becomes_mathml_and_code_keeps_its_dollars():
    html = page.markdown(r"With $x < 3$ and `a $b$ c`:" "\n\n" r"$$\frac{1}{2}$$")
    assert html.count("<math") == 2
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">' in html
    assert "<mfrac>" in html
    assert "<code>a $b$ c</code>" in html


@pytest.mark.parametrize(
    "latex", [r"$\arg\max_j x_j$", r"$\texttt{step\_num}$", r"$\log 4$", r"$(-1, -2)$"]
)
def test_no_formula_keeps_a_backslash(latex):
    assert "\\" not in page.markdown(latex)


def test_a_minus_after_a_bracket_is_a_sign():
    assert page.markdown("$(-1, -2)$").count('<mo form="prefix">') == 2
    assert "prefix" not in page.markdown("$(1-2)$")


def test_markup_in_a_text_is_shown_not_obeyed():
    assert "<script" not in page.markdown("<script>alert(1)</script>")
    stream = nbformat.v4.new_output("stream", text="<script>")
    assert page.output(stream) == '<pre tabindex="0">&lt;script&gt;</pre>'


def test_a_picture_has_an_alternative_text():
    assert 'alt="What' in page.output(output(**{"image/png": "QUJD\n"}))


def test_the_data_of_an_explorer_cannot_end_its_script():
    html = page.output(output(**{MIME: {"about": "</script><b>"}}))
    assert html.count("</script>") == 1
    assert "<b>" not in html.partition("</script>")[2]


HINT = """<details>
<summary>Hint 1 of f: $x$</summary>

Use **`exp`** of $x^2$.

</details>"""


def test_a_hint_in_a_text_is_folded_and_set_as_text():
    html = page.markdown(HINT)

    fold = html.partition("<details>")[2].partition("</details>")[0]
    assert "<summary>Hint 1 of f" in fold
    assert "<strong><code>exp</code></strong>" in fold
    assert "<msup>" in fold


def test_no_other_tag_of_a_text_comes_through_with_a_fold():
    html = page.markdown('<details>\n<img src=x onerror="alert(1)">\n</details>')

    assert "<img" not in html
    assert "<details ontoggle" not in page.markdown("<details ontoggle=alert(1)>")


def stored_prediction():
    """The outputs of a prediction's cell as a source stores them."""
    asked = predict.number("n", "Is $a < 1$?", answer=lambda: 0.5, low=0, high=1)
    widget = {folds.WIDGET: {"model_id": "0"}, "text/plain": repr(asked)}
    return [output(**widget), output(**folded.bundle(asked))]


def test_of_a_prediction_the_folded_form_is_shown_alone():
    (kept,) = folds.without_widgets(stored_prediction())

    html = page.output(kept)

    before, _, fold = html.partition("<details>")
    assert "<mo>&#x0003C;</mo>" in before
    assert "answer 0.5" not in before
    assert "answer 0.5" in fold
    assert "<style" not in html


def test_what_a_prediction_asks_is_shown_in_a_fold_up_to_the_next_text():
    code, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    cells = [code("ask()"), code("print(1)"), text("Read."), code("print(2)")]
    printed = [nbformat.v4.new_output("stream", text=f"{n}\n") for n in (1, 2)]
    outputs = [stored_prediction(), printed[:1], [], printed[1:]]
    shown = {cell.id: kept for cell, kept in zip(cells, outputs, strict=True)}

    asks, asked, _, free = [
        html for _, html in build.shown_page("lab", cells, shown).cells
    ]

    assert asks.count("<details>") == 1
    assert "print" in asked.partition("<details>")[0]
    assert ">1\n</pre>" in asked.partition("<details>")[2]
    assert "<details>" not in free


def test_other_widgets_keep_their_line():
    shown = output(**{folds.WIDGET: {"model_id": "0"}, "text/plain": "A bar moves"})

    assert list(folds.without_widgets([shown])) == [shown]

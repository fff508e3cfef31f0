"""Cells as HTML."""

import nbformat
import pytest

from autograder.site import page
from autograder.site.snapshot import MIME


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

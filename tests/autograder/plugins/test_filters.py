import pytest

from autograder.plugins.filters import clean_markdown, highlight

SLOW = "*a " * 1500 + "a* " * 1500  # the time grows with the square


@pytest.mark.parametrize(
    ("attached", "shown"),
    [
        ({"a.png": {"image/png": "aGk="}}, 'src="data:image/png;base64,aGk="'),
        ({}, "<pre>![a](attachment:a.png)</pre>"),
        ({"a.png": "no dictionary"}, "<pre>![a](attachment:a.png)</pre>"),
    ],
)
def test_a_picture_in_an_answer_is_shown_or_its_place_is(attached, shown):
    html = clean_markdown({"cell": {"attachments": attached}}, "![a](attachment:a.png)")

    assert shown in html


def test_a_page_renders_markdown_until_it_has_cost_enough():
    page = {"resources": {}}

    shown = [clean_markdown(page, text) for text in ("*a*", SLOW, "*<b>*")]

    assert shown[0].strip() == "<p><em>a</em></p>"
    assert shown[1] != f"<pre>{SLOW}</pre>"
    assert "<em>" in shown[2]
    clean_markdown(page, SLOW)
    assert clean_markdown(page, SLOW) == f"<pre>{SLOW}</pre>"


def test_code_is_coloured_unless_nobody_can_read_so_much():
    assert '<span class="k">def</span>' in highlight("def f(): pass")
    assert highlight("<x>" * 10_000) == f"<pre>{'&lt;x&gt;' * 10_000}</pre>"


@pytest.mark.parametrize("blank", ["\n", " \n", "\t\r\n"])
def test_of_thousands_of_blank_lines_a_page_shows_fifty(blank):
    html = highlight("if x:\n" + blank * 6000 + "    y = 2")

    assert html.count("\n") < 60
    assert "    " in html

import re

import hypothesis.strategies as st
import pytest
from hypothesis import given

from autograder.grading.clean import clean_html
from autograder.grading.markup import TAGS, paired

NAMES = [*sorted(TAGS), "svg", "math", "template", "select", "form", "html", "body"]
PIECES = [
    *(f"<{name}>" for name in NAMES),
    *(f"</{name}>" for name in NAMES),
    *(f"<{name} title='{'x' * 50}' style='color: red'>" for name in sorted(TAGS)),
    *("x", " ", "&", "&amp;", "&notit;", "<", ">", "'", '"', "<!--", "-->", "<script>"),
    *("<a href='https://x.example'>", '<p x="', "<p x='", "</ ", "<![CDATA[", "\0"),
]
REPEATED = st.tuples(st.lists(st.sampled_from(PIECES), max_size=5), st.integers(1, 300))
HTML = st.lists(REPEATED, max_size=4).map(
    lambda parts: "".join("".join(pieces) * times for pieces, times in parts)
)


def depth(html):
    """Return how deep the tags nest, and how many are left open."""
    now = deepest = 0
    for end in re.findall(r"<(/?)(?!br|hr|img|col\b|!)\w", html):
        now += -1 if end else 1
        deepest = max(deepest, now)
    return deepest, now


@given(HTML)
def test_tags_pair_up_and_nest_no_deeper_than_sixty(html):
    deepest, left = depth(paired(html))

    assert left == 0
    assert deepest <= 60


@given(HTML)
def test_what_is_cleaned_grows_no_more_than_its_characters_do(html):
    assert len(clean_html(html)) <= 8 * len(html)


@given(HTML)
def test_what_was_cleaned_stays_the_same_when_it_is_cleaned_again(html):
    once = clean_html(html)

    assert depth(once)[1] == 0
    assert re.findall(r"<(?!/)(\w+)", once) == re.findall(
        r"<(?!/)(\w+)", clean_html(once)
    )


@pytest.mark.parametrize(
    ("bomb", "most"),
    [
        ("<div>" * 30_000, 2_000),
        ("<p>" + "<b title=1>" * 700 + "</p>" + "<p>x" * 2_000, 70_000),
        (f"<p><b title='{'x' * 10_000}'></p>" + "<p>x" * 2_000, 40_000),
        (f"<p><b title='{'x' * 10_000}'><div>" + "<p>x</p>" * 2_000, 40_000),
        ("<svg>" + "<g>" * 50_000 + "</x>" * 50_000, 0),
        ("<table><b>" * 20_000, 2_000),
    ],
)
def test_what_makes_parsers_slow_or_large_is_gone_beforehand(bomb, most):
    assert len(clean_html(bomb)) <= most


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<b>one<p>two", "<b>one</b><p>two</p>"),
        ("<ul><li>1<li>2</ul>", "<ul><li>1</li><li>2</li></ul>"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("a<br/>b<HR>", "a<br>b<hr>"),
        ("<div><span>x</div>y</span>", "<div><span>x</span></div>y"),
        ("<b title='a<b>'>x</b>", '<b title="a&lt;b&gt;">x</b>'),
        ("<b TITLE=a title=b>x</b>", '<b title="a">x</b>'),
        ("<!-- hidden -->x<!doctype html>", "x"),
        ("<style>b {}</style>x<script>bad()", "x"),
        ("<tr><td>1", "1"),
        (
            "<table><tr><td>1<td>2<tr><td>3</table>",
            "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody>"
            "</table>",
        ),
        ("<a href='#x'>1<a href='#y'>2", '<a href="#x">12</a>'),
    ],
)
def test_honest_html_is_shown_as_a_browser_would(html, shown):
    assert clean_html(html) == shown

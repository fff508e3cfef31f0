import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.formulas import defuse, restore

TRICKY = st.text(st.sampled_from("=+-@＝'\"; \t\r\n\ufeff1.,ea"))


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A", "\u22121+A1"),
        *("\t=1", "\r=1", "\n=1", "\tx", "\rx", " =1", '"=1', "'=1", "\u00a0=1"),
        *("\ufeff=1", "\u200b=1", " \"' =1", "-ann", "--1", "== 1", "-2+3", "+49 30"),
    ],
)
def test_what_could_begin_a_formula_gets_an_apostrophe(text):
    assert defuse(text) in (f"'{text}", f"'{text[:1]}'{text[1:]}")


@pytest.mark.parametrize(
    "text",
    [
        *("", "ada", "ada@x.org", "Müller-Groß", "a=b", "O'Brien", "'quoted'", "1e-5"),
        *(
            "-1.5",
            "+3",
            "-1,5",
            "-1e-05",
            " -2 ",
            "-",
            "=",
            "2026-11-20 21:04:05 UTC",
            "x; y",
        ),
        "expected [1, -2], found [1, 2]",
    ],
)
def test_numbers_and_ordinary_texts_stay_as_they_are(text):
    assert defuse(text) == text


@pytest.mark.parametrize("separator", ";\t\r\n")
def test_a_cell_that_other_separators_would_make_gets_one_too(separator):
    assert defuse(f"a{separator}=1{separator}-2") == f"a{separator}'=1{separator}-2"


@given(TRICKY | st.text())
def test_every_text_comes_back(text):
    assert restore(defuse(text)) == text


@given(TRICKY | st.text())
def test_no_part_of_a_defused_text_begins_like_a_formula(text):
    for part in re.split("[;\t\r\n]", defuse(text)):
        assert not re.match(r"\s*[=@＝＋－＠]\s*\S", part)

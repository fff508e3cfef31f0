import pytest

from autograder.gradebook.alike import alike, differences

SUM = "The sum is 1 for every x, since the denominators are equal."


@pytest.mark.parametrize(
    "other",
    [
        SUM.upper(),
        "  The sum  is 1\nfor every x, since the denominators are equal.",
        "Sum is 1 for every x since denominators are equal",
        "The sum is 1 for every x, since the denominatros are equal.",
        "So the sum is 1 for every x, since the denominator are equal.",
    ],
)
def test_blanks_capitals_filling_words_and_slips_do_not_part_answers(other):
    assert alike([SUM, other]) == [[0, 1]]


@pytest.mark.parametrize(
    "other",
    [
        SUM.replace("1", "2"),
        SUM.replace("1", "1.5"),
        SUM.replace("1", "-1"),
        SUM.replace("is 1", "is not 1"),
        SUM.replace("are equal", "are unequal"),
        SUM.replace("every", "any"),
        SUM.replace("since the", "but the"),
        SUM + " At 2 it is 0.88.",
        "",
    ],
)
def test_a_number_a_sign_or_another_word_parts_answers(other):
    assert sorted(alike([SUM, other])) == [[0], [1]]


def test_words_that_begin_alike_and_mean_the_opposite_part_answers():
    assert len(alike(["It is increasing.", "It is decreasing."])) == 2
    assert len(alike(["The weight is large.", "The height is large."])) == 2
    assert len(alike(["It is symmetric.", "It is asymmetric."])) == 2


def test_the_commonest_wording_leads_and_larger_groups_come_first():
    texts = ["B", "The slpoe is flat", "The slope is flat", "b", "the SLOPE is flat"]

    assert alike(texts) == [[2, 4, 1], [0, 3]]


def test_no_chain_leads_from_one_answer_to_another_that_differs_more():
    one, two, three = "Functions matter", "Function matter", "Functin matter"

    assert sorted(map(sorted, alike([two, one, three]))) == [[0, 1, 2]]
    assert sorted(map(sorted, alike([one, two, three]))) == [[0, 1], [2]]


def test_no_texts_make_no_groups():
    assert alike([]) == []


def test_differences_hold_what_went_and_what_came():
    assert differences("The slope is flat", "the slpoe is very flat") == [
        ("The", "the"),
        ("slope", "slpoe"),
        ("is", "is"),
        ("", "very"),
        ("flat", "flat"),
    ]

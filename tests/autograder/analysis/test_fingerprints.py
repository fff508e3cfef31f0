import random

import pytest

from autograder.analysis.fingerprints import (
    WINDOW,
    Fingerprint,
    K,
    code_tokens,
    every,
    winnow,
    word_tokens,
)

SIGMOID = 'def sigmoid(x):\n    """One."""\n    return 1 / (1 + np.exp(-x))  # done\n'
RENAMED = "def  sigmoid( value ):\n  return 1/(1+xp.exp( - value ))\n"


def texts(source):
    return [token.text for token in code_tokens(source)]


def test_names_layout_and_comments_make_no_difference():
    assert texts(SIGMOID) == texts(RENAMED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("np.exp(x)", "np.log(x)"),
        ("a + b", "a - b"),
        ("x[0]", "x[1]"),
        ("sum(x)", "max(x)"),
        ("for a in b: pass", "while a: pass"),
    ],
)
def test_what_the_code_does_makes_a_difference(one, other):
    assert texts(one) != texts(other)


def test_code_that_is_broken_has_tokens_too():
    assert texts("def f(x:\n  return 'a") == [
        *("def", "name", "(", "name", ":", "return", "text")
    ]


def test_a_token_knows_where_it_stands():
    token = code_tokens(SIGMOID)[-3]

    assert SIGMOID[token.start : token.end] == "x"


def test_words_have_no_case():
    assert [t.text for t in word_tokens("Yes, it IS.")] == ["yes", "it", "is"]


def test_a_shared_passage_of_the_guaranteed_length_shares_a_fingerprint():
    letters = random.Random(1).choices("abcdefgh", k=K + WINDOW - 1)
    one, other = ["x y z", *letters], [*letters, "u v"]

    first, second = (winnow(every(word_tokens(" ".join(t)))) for t in (one, other))

    assert {p.value for p in first} & {p.value for p in second}


def test_each_window_keeps_its_smallest_hash_once():
    values = [77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98]
    prints = [Fingerprint(value, at) for at, value in enumerate(values)]

    kept = [(p.value, p.at) for p in winnow(prints)]

    assert kept == [(17, 3), (17, 6), (8, 8), (39, 11), (17, 15)]  # as in the paper


def test_a_text_shorter_than_a_run_has_no_fingerprint():
    assert list(winnow(every(word_tokens("one two three")))) == []


@pytest.mark.parametrize("blank", ["\n", " \n", "\t\r\n"])
def test_blank_lines_make_no_difference(blank):
    assert texts("x = 1\n" + blank * 3000 + "y = 2") == texts("x = 1\ny = 2")

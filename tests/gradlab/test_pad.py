"""The drawing pad: what a student draws is read by the student's own function."""

import numpy as np
import pytest

from gradlab.pad import Pad


def seven(image):
    return np.eye(10)[7] * 0.9 + 0.01


def test_an_empty_sheet_is_not_read():
    pad = Pad(seven)

    assert pad.shares == []
    assert pad.words == "Nothing is drawn yet."


def test_what_is_drawn_reaches_the_function_as_one_row_of_pixels():
    seen = []
    pad = Pad(lambda image: seen.append(image.copy()) or seven(image))

    pad.pixels = [0.5, *[0.0] * 62, 1.0]

    assert seen[-1].shape == (64,)
    assert (seen[-1][0], seen[-1][63]) == (0.5, 1.0)


def test_the_words_say_the_two_most_probable_digits():
    pad = Pad(lambda image: np.array([0, 0.3, 0, 0, 0.6, 0, 0, 0.1, 0, 0]))

    pad.draw(np.ones((8, 8)))

    assert pad.words == "Read as 4 (0.60), then 1 (0.30)."
    assert pad.shares[4] == 0.6


def test_without_a_kernel_the_drawing_and_the_answer_stand_as_text():
    pad = Pad(seven, np.eye(8))

    shown = pad._repr_mimebundle_()
    data = shown[0] if isinstance(shown, tuple) else shown

    assert data["text/plain"].splitlines()[0] == "|##              |"
    assert data["text/plain"].endswith("Read as 7 (0.91), then 9 (0.01).")


def broken(image):
    raise ZeroDivisionError("division by zero")


def unwritten(image):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (broken, "ZeroDivisionError: division by zero"),
        (unwritten, "not written yet"),
        (lambda image: np.zeros(3), "ten probabilities were expected, not shape (3,)"),
        (lambda image: np.full(10, 5.0), "numbers from 0 to 1"),
    ],
)
def test_a_function_that_gives_no_answer_is_told_in_words(read, words):
    pad = Pad(read, np.ones(64))

    assert pad.shares == []
    assert words in pad.words


@pytest.mark.parametrize("image", [np.zeros(63), np.full(64, 1.5), np.full(64, np.nan)])
def test_an_image_that_does_not_fit_is_refused_with_what_to_do(image):
    pad = Pad(seven)

    with pytest.raises(ValueError, match="take one row of the images"):
        pad.draw(image)

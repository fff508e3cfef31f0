"""The bundled digits: shapes, ranges, counts and the fixed split."""

import numpy as np
import pytest

import gradlab.data
from gradlab.data import load_digits

COUNTS = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]  # as published


def test_the_parts_have_the_shapes_of_the_docstring():
    digits = load_digits()

    assert [part.shape for part in digits] == [(1437, 64), (1437,), (360, 64), (360,)]
    assert [part.dtype.name for part in digits] == ["float64", "int64"] * 2


def test_a_pixel_is_a_sixteenth_from_0_to_1():
    pixels = np.concatenate([load_digits().x_train, load_digits().x_test])

    assert (pixels.min(), pixels.max()) == (0, 1)
    assert np.array_equal(pixels * 16, np.round(pixels * 16))


def test_each_digit_occurs_as_often_as_in_the_original():
    digits = load_digits()
    labels = np.concatenate([digits.t_train, digits.t_test])

    assert np.bincount(labels).tolist() == COUNTS


def test_no_class_is_rare_in_either_part():
    assert np.bincount(load_digits().t_train).min() >= 120
    assert np.bincount(load_digits().t_test).min() >= 20


def test_the_first_image_is_the_zero_that_everybody_shows():
    first = load_digits().x_test[0].reshape(8, 8) * 16

    assert first[0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert load_digits().t_test[0] == 0


def test_no_image_of_the_test_part_is_in_the_training_part():
    digits = load_digits()
    seen = {row.tobytes() for row in digits.x_train}

    assert not any(row.tobytes() in seen for row in digits.x_test)


def test_every_call_returns_arrays_of_its_own():
    load_digits().x_train[:] = 0

    assert load_digits().x_train.max() == 1


@pytest.mark.parametrize("words", ["CC BY 4.0", "Alpaydin", "10.24432/C50P49"])
def test_the_file_is_small_and_says_where_it_comes_from(words):
    folder = gradlab.data.FOLDER

    assert (folder / "digits.npz").stat().st_size < 50_000
    assert words in (folder / "digits.md").read_text(encoding="utf-8")

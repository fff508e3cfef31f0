"""Tests of `shifted` that students may write."""

import numpy as np
from numpy.testing import assert_array_equal

from gradlab import check
from gradlab.check import Mistake

from . import loses

ALL = ("accepts", "catches", "edges")


def drawn():
    images = np.zeros((2, 64))
    images[0, 0], images[0, 27], images[1, 63] = 0.5, 1.0, 0.25
    return images


def inked(**places):
    """Return two images; `a17=0.5` puts ink on pixel 17 of the first one."""
    images = np.zeros((2, 64))
    for place, ink in places.items():
        images["ab".index(place[0]), int(place[1:])] = ink
    return images


def same(found, right):
    return np.shape(found) == right.shape and np.allclose(found, right)


# right and unusual


@loses()
def three_moves(move):
    images = drawn()
    assert same(move(images, 2, 1), inked(a17=0.5, a44=1.0))
    assert same(move(images, -1, -2), inked(a17=1.0, b53=0.25))
    assert not np.any(move(images, 8, 0))
    assert not np.any(move(images, 0, -9))
    assert same(images, drawn())


@loses()
def with_numpy_testing(move):
    images = drawn()
    assert_array_equal(move(images, 2, 1), inked(a17=0.5, a44=1.0))
    assert_array_equal(move(images, -1, -2), inked(a17=1.0, b53=0.25))
    assert_array_equal(move(images, 11, 1), np.zeros((2, 64)))
    assert_array_equal(images, drawn())


@loses()
def beside_a_loop(move):
    rng = np.random.default_rng(2)
    images = rng.uniform(0.1, 0.9, (3, 64))
    for down, right in [(1, 3), (-2, 0), (0, -4), (9, 1), (-1, 12)]:
        kept, wanted = images.copy(), np.zeros((3, 64))
        for pixel in range(64):
            row, column = pixel // 8 + down, pixel % 8 + right
            if 0 <= row < 8 and 0 <= column < 8:
                wanted[:, 8 * row + column] = images[:, pixel]
        assert same(move(images, down, right), wanted)
        assert np.array_equal(images, kept)


@loses()
def raises_by_hand(move):
    try:
        three_moves(move)
    except Exception as error:
        raise AssertionError("not moved as it should be") from error


@loses()
def pixel_after_pixel(move):
    images = drawn()
    moved = move(images, 2, 1)
    assert abs(moved[0, 17] - 0.5) < 1e-12
    assert abs(moved[0, 44] - 1.0) < 1e-12
    assert abs(np.sum(moved) - 1.5) < 1e-12
    back = move(images, -1, -2)
    assert abs(back[1, 53] - 0.25) < 1e-12
    assert abs(np.sum(back) - 1.25) < 1e-12
    assert np.sum(np.abs(move(images, -10, 0))) == 0
    assert np.array_equal(images, drawn())


@loses()
def counted_and_summed_up(move):
    images, failures = drawn(), 0
    cases = [(2, 1, inked(a17=0.5, a44=1.0)), (-1, -2, inked(a17=1.0, b53=0.25))]
    for down, right, wanted in [*cases, (0, 9, inked())]:
        failures += not same(move(images, down, right), wanted)
    failures += not same(images, drawn())
    assert not failures


# wrong


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def asks_for_nothing(move):
    move(drawn(), 2, 1)


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def refuses_everything(move):
    raise AssertionError


@loses(*ALL, named=Mistake.TEST_RETURNED)
def returns_the_verdict(move):
    return same(move(drawn(), 2, 1), inked(a17=0.5, a44=1.0))


@loses(*ALL, named=Mistake.TEST_BROKE)
def stops_with_an_error(move):
    assert move(drawn(), 2, 1)[0, 64] == 0


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def rows_and_columns_mixed_up(move):
    assert same(move(drawn(), 2, 1), inked(a10=0.5, a37=1.0))


@loses(*ALL, named=Mistake.TEST_REFUSED_RIGHT)
def expects_ink_to_come_back(move):
    assert same(move(drawn(), 2, 1), inked(a17=0.5, a44=1.0, b8=0.25))


@loses("catches", "edges", named=Mistake.TEST_MISSED_WRONG)
def the_example_alone(move):
    assert same(move(inked(a0=1.0), 1, 2), inked(a10=1.0))


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def near_moves_alone(move):
    images = drawn()
    assert same(move(images, 2, 1), inked(a17=0.5, a44=1.0))
    assert same(move(images, -1, -2), inked(a17=1.0, b53=0.25))
    assert same(images, drawn())


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def never_looks_at_the_images(move):
    assert same(move(drawn(), 2, 1), inked(a17=0.5, a44=1.0))
    assert same(move(drawn(), -1, -2), inked(a17=1.0, b53=0.25))
    assert not np.any(move(drawn(), 8, 0))


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def never_up_or_left(move):
    images = drawn()
    assert same(move(images, 2, 1), inked(a17=0.5, a44=1.0))
    assert same(move(images, 0, 3), inked(a3=0.5, a30=1.0))
    assert not np.any(move(images, 8, 0))
    assert same(images, drawn())


@loses("edges", named=Mistake.TEST_MISSED_WRONG)
def full_ink_alone(move):
    images = np.ceil(drawn())
    kept = images.copy()
    assert same(move(images, 2, 1), inked(a17=1.0, a44=1.0))
    assert same(move(images, -1, -2), inked(a17=1.0, b53=1.0))
    assert not np.any(move(images, 8, 0))
    assert same(images, kept)


@loses("catches", named=Mistake.TEST_MISSED_WRONG)
def one_image_alone(move):
    images = drawn()[:1]
    assert same(move(images, 2, 1), inked(a17=0.5, a44=1.0)[:1])
    assert same(move(images, -1, -2), inked(a17=1.0)[:1])
    assert not np.any(move(images, 8, 0))
    assert same(images, drawn()[:1])


@loses(*ALL, named=Mistake.TEST_MISSED_WRONG)
def hands_on_to_the_check_of_the_course(move):
    check.shifted(move)

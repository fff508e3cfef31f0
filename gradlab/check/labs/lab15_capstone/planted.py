"""Visible check of lab 15 for a test of a student, tried on variants of an answer."""

import numpy as np

from gradlab.check import bench
from gradlab.check.expect import Array, Function
from gradlab.check.labs import lab15_capstone
from gradlab.check.visible import visible


@visible
def test_shifted(test: Function, own: Function) -> None:
    """Try a test of `shifted` on that function and on variants of it."""
    right = [first_down_then_right, one_image_at_a_time]
    wrong = [back_on_the_other_side, directions_swapped, up_and_left, first_image_alone]
    wrong += [never_up_or_left, cut_to_whole_numbers, moves_the_images_themselves]
    print(bench.judged_on_own(test, own, lab15_capstone.shifted, right, wrong))


def first_down_then_right(own: Function, images: Array, down: int, right: int) -> Array:
    """Return the same in two moves."""
    return _moved(own, _moved(own, images, down, 0), 0, right)


def one_image_at_a_time(own: Function, images: Array, down: int, right: int) -> Array:
    """Return the same, image by image."""
    return np.vstack([_moved(own, image[None], down, right) for image in images])


def back_on_the_other_side(
    own: Function, images: Array, down: int, right: int
) -> Array:
    """Return images whose ink comes back where it left."""
    pages = np.reshape(images, (-1, 8, 8))
    return np.roll(pages, (down, right), (1, 2)).reshape(-1, 64)


def directions_swapped(own: Function, images: Array, down: int, right: int) -> Array:
    """Return images that went right instead of down."""
    return _moved(own, images, right, down)


def up_and_left(own: Function, images: Array, down: int, right: int) -> Array:
    """Return images that went the other way."""
    return _moved(own, images, -down, -right)


def first_image_alone(own: Function, images: Array, down: int, right: int) -> Array:
    """Return images of which the first one has moved."""
    return np.vstack([_moved(own, images[:1], down, right), images[1:]])


def never_up_or_left(own: Function, images: Array, down: int, right: int) -> Array:
    """Return images that ignored negative steps."""
    return _moved(own, images, max(down, 0), max(right, 0))


def cut_to_whole_numbers(own: Function, images: Array, down: int, right: int) -> Array:
    """Return images of ink without fractions."""
    return np.trunc(_moved(own, images, down, right))


def moves_the_images_themselves(
    own: Function, images: Array, down: int, right: int
) -> Array:
    """Return the right images, and leave the ones that came in moved."""
    images[:] = _moved(own, images, down, right)
    return images.copy()


def _moved(own: Function, images: Array, down: int, right: int) -> Array:
    moved: Array = own(images, down, right)
    return moved

"""Answers to `shifted`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "extremes", "unchanged")


def padded(images, down, right):
    wide = np.pad(images.reshape(-1, 8, 8), ((0, 0), (8, 8), (8, 8)))
    top, left = (8 - min(max(step, -8), 8) for step in (down, right))
    return wide[:, top : top + 8, left : left + 8].reshape(-1, 64)


def rolled(images, down, right):
    return np.roll(images.reshape(-1, 8, 8), (down, right), axis=(1, 2))


# right and unusual


@loses()
def on_a_larger_sheet(images, down, right):
    return padded(images, down, right)


@loses()
def roll_and_wipe(images, down, right):
    sheets = rolled(images, down, right)
    rows, columns = np.arange(8) - down, np.arange(8) - right
    sheets[:, (rows < 0) | (rows > 7)] = 0
    sheets[:, :, (columns < 0) | (columns > 7)] = 0
    return sheets.reshape(-1, 64)


@loses()
def pixel_by_pixel(images, down, right):
    found = np.zeros(images.shape)
    for row in range(8):
        for column in range(8):
            if 0 <= row + down < 8 and 0 <= column + right < 8:
                place = 8 * (row + down) + column + right
                found[:, place] = images[:, 8 * row + column]
    return found


@loses()
def products_with_two_matrices(images, down, right):
    sheets = images.reshape(-1, 8, 8)
    return (np.eye(8, k=-down) @ sheets @ np.eye(8, k=right)).reshape(-1, 64)


@loses()
def one_step_at_a_time(images, down, right):
    sheets = np.array(images.reshape(-1, 8, 8))
    for axis, steps in [(1, down), (2, right)]:
        for _ in range(min(abs(steps), 8)):
            sheets = np.roll(sheets, np.sign(steps), axis)
            edge = 0 if steps > 0 else 7
            sheets[(slice(None),) * axis + (edge,)] = 0
    return sheets.reshape(-1, 64)


@loses()
def copied_parts(images, down, right):
    found, sheets = np.zeros((len(images), 8, 8)), images.reshape(-1, 8, 8)
    rows = [r for r in range(8) if 0 <= r + down < 8]
    columns = [c for c in range(8) if 0 <= c + right < 8]
    for r in rows:
        for c in columns:
            found[:, r + down, c + right] = sheets[:, r, c]
    return found.reshape(-1, 64)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(images, down, right):
    print(padded(images, down, right))


@loses("values", "extremes", named=Mistake.WRAPPED_AROUND)
def comes_back_on_the_other_side(images, down, right):
    return rolled(images, down, right).reshape(-1, 64)


@loses("values", "extremes", named=Mistake.SHIFTED_BACK)
def up_and_left(images, down, right):
    return padded(images, -down, -right)


@loses("values", named=Mistake.DOWN_AND_RIGHT_SWAPPED)
def directions_swapped(images, down, right):
    return padded(images, right, down)


@loses("values", "extremes", named=(Mistake.WRAPPED_AROUND, Mistake.RAN_INTO_NEXT_ROW))
def rolled_as_one_row(images, down, right):
    return np.roll(images, 8 * down + right, axis=1)


@loses("types", named=Mistake.WRONG_SHAPE)
def sheets_left_as_they_are(images, down, right):
    moved = padded(images, down, right)
    return moved.reshape(-1, 8, 8) if len(images) == 9 else moved


@loses("types", named=Mistake.RETURNED_LIST)
def as_a_list(images, down, right):
    return padded(images, down, right).tolist()


@loses("values", "extremes", named=Mistake.EDGE_REPEATED)
def edge_repeated(images, down, right):
    wide = np.pad(images.reshape(-1, 8, 8), ((0, 0), (20, 20), (20, 20)), mode="edge")
    top, left = 20 - down, 20 - right
    return wide[:, top : top + 8, left : left + 8].reshape(-1, 64)


@loses("extremes", named=Mistake.RESHAPED)
def cannot_move_far(images, down, right):
    wide = np.pad(images.reshape(-1, 8, 8), ((0, 0), (7, 7), (7, 7)))
    return wide[:, 7 - down :, 7 - right :][:, :8, :8].reshape(-1, 64)


@loses("values", "types", "extremes", named=(Mistake.ONE_TOO_FEW, Mistake.WRONG_SHAPE))
def first_image_only(images, down, right):
    return padded(images[:1], down, right)


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def changes_the_images(images, down, right):
    images[...] = padded(images, down, right)
    return images.copy()


@loses("unchanged", named=Mistake.SHARED_ARRAYS)
def the_same_array_where_nothing_moves(images, down, right):
    return images if down == right == 0 else padded(images, down, right)


@loses("values", "extremes", named=(Mistake.ARGUMENT_IGNORED, Mistake.INK_LEFT))
def never_to_the_side(images, down, right):
    return padded(images, down, 0 * right)


@loses("values", "extremes", named=Mistake.RAN_INTO_NEXT_ROW)
def pixels_counted_on(images, down, right):
    found, step = np.zeros(images.shape), 8 * down + right
    for pixel in range(64):
        if 0 <= pixel + step < 64:
            found[:, pixel + step] = images[:, pixel]
    return found


@loses("values", named=Mistake.SHIFTED_BACK)
def never_up_or_left(images, down, right):
    return padded(images, abs(down), abs(right))


@loses("values", "extremes", named=(Mistake.NOT_PAPER, Mistake.INK_LEFT))
def ink_comes_in(images, down, right):
    return np.where(
        padded(images + 1, down, right) == 0, 1, padded(images, down, right)
    )


@loses("extremes", named=Mistake.INK_LEFT)
def seven_pixels_at_most(images, down, right):
    return padded(images, *(min(max(step, -7), 7) for step in (down, right)))


@loses(
    "values", "types", "extremes", named=(Mistake.CUT_TO_INTEGERS, Mistake.NOT_FLOAT)
)
def cut_to_integers(images, down, right):
    return padded(images, down, right).astype(int)


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(images, down, right):
    return padded(images, down, right).astype(np.float32)

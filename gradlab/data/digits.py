"""Real handwritten digits: 1,797 images of 8 × 8 pixels (see digits.md)."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_FILE = Path(__file__).with_suffix(".npz")


class Digits(NamedTuple):
    """The images and their digits, in two parts that share no image.

    Attributes
    ----------
    x_train : (1437, 64), float64
        One image per row, row by row of pixels, from 0 (paper) to 1 (ink).
    t_train : (1437,), int64
        The digit of each image, 0 to 9.
    x_test, t_test : (360, 64) and (360,)
        The same for the images that are kept for testing.
    """

    x_train: npt.NDArray[np.float64]
    t_train: npt.NDArray[np.int64]
    x_test: npt.NDArray[np.float64]
    t_test: npt.NDArray[np.int64]


def load_digits() -> Digits:
    """Return new arrays of the bundled digits; nothing is downloaded.

    Every fifth image, the first included, is for testing. The file does not name the
    13 writers; counted out like this, practically all of them are in both parts.

    Returns
    -------
    Digits
        x_train (1437, 64), t_train (1437,), x_test (360, 64), t_test (360,).
    """
    with np.load(_FILE, allow_pickle=False) as file:
        x, t = file["images"] / 16, file["labels"].astype(np.int64)
    test = np.arange(len(t)) % 5 == 0
    return Digits(x[~test], t[~test], x[test], t[test])

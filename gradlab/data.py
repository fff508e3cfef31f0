"""Data that comes with the course: `from gradlab.data import load_digits`.

Real handwritten digits, 1,797 images of 8 × 8 pixels, and small networks that read
them. Where they come from is said beside them, in `gradlab/digits/`.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).with_name("digits")


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
    with np.load(FOLDER / "digits.npz", allow_pickle=False) as file:
        x, t = file["images"] / 16, file["labels"].astype(np.int64)
    test = np.arange(len(t)) % 5 == 0
    return Digits(x[~test], t[~test], x[test], t[test])


def load_trained(kind: str = "plain") -> dict[str, npt.NDArray[np.float64]]:
    """Return the parameters of a network of two layers that reads the digits.

    Parameters
    ----------
    kind
        "plain": it learned from x_train. "shifted": from x_train and the same images
        moved by one pixel to each of the four sides.

    Returns
    -------
    dict
        W1 (64, 30), b1 (30,), W2 (30, 10), b2 (10,).

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    with np.load(FOLDER / "digits_nets.npz", allow_pickle=False) as file:
        kinds = sorted({name.partition("_")[0] for name in file})
        if kind not in kinds:
            raise ValueError(f"kind is one of {', '.join(kinds)}, not {kind!r}")
        names = ("W1", "b1", "W2", "b2")
        return {name: file[f"{kind}_{name}"].astype(np.float64) for name in names}


def load_digit_network() -> dict[str, npt.NDArray[np.float64]]:
    """Return new arrays of a network of three layers; nothing is downloaded.

    Returns
    -------
    dict
        W1 (64, 24), b1 (24,), W2 (24, 16), b2 (16,), W3 (16, 10) and b3 (10,), float64.
        Sigmoid follows the first two layers, nothing the last.
    """
    with np.load(FOLDER / "digit_network.npz", allow_pickle=False) as file:
        return {name: file[name].astype(np.float64) for name in file.files}

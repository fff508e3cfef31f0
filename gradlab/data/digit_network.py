"""A small trained network that reads the bundled digits (see digit_network.md)."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

_FILE = Path(__file__).with_suffix(".npz")


def load_digit_network() -> dict[str, npt.NDArray[np.float64]]:
    """Return new arrays of a network of three layers; nothing is downloaded.

    Returns
    -------
    dict
        W1 (64, 24), b1 (24,), W2 (24, 16), b2 (16,), W3 (16, 10) and b3 (10,), float64.
        Sigmoid follows the first two layers, nothing the last.
    """
    with np.load(_FILE, allow_pickle=False) as file:
        return {name: file[name].astype(np.float64) for name in file.files}

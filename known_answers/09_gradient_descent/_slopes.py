"""The gradient that lab 09 gives to students."""

import numpy as np


def gradient(f, x, h=1e-4):
    slopes = [
        (f(x + step) - f(x - step)) / (2 * h)
        for step in h * np.eye(np.size(x)).reshape(-1, *np.shape(x))
    ]
    return np.reshape(slopes, np.shape(x))

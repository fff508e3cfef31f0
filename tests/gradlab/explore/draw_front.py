"""Draw the moving picture at the head of README.md.

Run from the course folder: ``python tests/gradlab/explore/draw_front.py``. It writes
docs/front/slope.webp, and slope.png for those who want no motion.
"""

from pathlib import Path

import numpy as np
from gallery import BY_NAME

from gradlab import explore
from gradlab.explore.core.images import raster

DOCS = Path(__file__).parents[3] / "docs" / "front"
REACH, COUNT = 4.5, 24  # of x0 on either side, and pictures there and back
PAUSE = 90  # milliseconds a picture


def sigmoid(x):
    """Give the picture the name that students write."""
    return BY_NAME.slope.functions[0](x)


def sigmoid_derivative(x):
    """The same for its slope."""
    return BY_NAME.slope.functions[1](x)


def main():
    """Write both pictures."""
    DOCS.mkdir(exist_ok=True)
    widget = explore.slope(sigmoid, sigmoid_derivative)
    places = REACH * np.sin(2 * np.pi * np.arange(COUNT) / COUNT)
    frames = [
        raster(widget.scene.picture(widget.values | {"x0": round(x0, 2)}))
        for x0 in places
    ]
    widget.close()
    first, *others = (frame.convert("RGB") for frame in frames)
    first.save(
        DOCS / "slope.webp",
        save_all=True,
        append_images=others,
        duration=PAUSE,
        loop=0,
        lossless=True,
        method=6,
    )
    frames[0].save(DOCS / "slope.png", bits=4, compress_level=9)


if __name__ == "__main__":
    main()

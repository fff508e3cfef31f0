"""Where a student draws a digit: 8 × 8 pixels of ink, by mouse, finger or keyboard.

    from gradlab.pad import Pad

    pad = Pad(read)  # read takes an image (64,), and returns ten probabilities
    pad

`pad.image` is what was drawn, and `pad.draw(image)` shows another image.
"""

from gradlab.pad.pad import Pad

__all__ = ["Pad"]

"""What several tests of explorers do."""

import json
import zlib

from gradlab.explore.core import draw
from gradlab.explore.core.explorer import _parts


def texts(shapes):
    """All the words among shapes in one string, unwrapped."""
    words = [shape.text for shape in shapes if isinstance(shape, draw.Text)]
    return " ".join(words).replace("\n", " ")


def held(view):
    """The frames that a view has in the browser: base and axes."""
    return json.loads(zlib.decompress(view.frames))


def find(widget, kind):
    """All widgets of a kind inside an explorer, in their order."""
    return [part for part in _parts(widget) if isinstance(part, kind)]

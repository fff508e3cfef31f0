"""What several tests of explorers do."""

from gradlab.explore.core.explorer import _parts
from gradlab.explore.core.shapes import Words


def texts(marks):
    """All the words among marks in one string, unwrapped."""
    words = [mark.text for mark in marks if isinstance(mark, Words)]
    return " ".join(words).replace("\n", " ")


def find(widget, kind):
    """All widgets of a kind inside an explorer, in their order."""
    return [part for part in _parts(widget) if isinstance(part, kind)]

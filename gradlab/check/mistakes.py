"""The closed list of mistakes that checks and hidden tests can name.

A feedback page shows a student nothing of a hidden test but a sentence of this list,
so no sentence may hold a number, an input or a line of an answer.
"""

from enum import Enum


class Mistake(Enum):
    """A likely cause of a wrong result, in the words that a student reads."""

    WRONG_VALUE = "Some values are not what the formula gives."
    RETURNED_LIST = (
        "You returned a list; return an array, which NumPy makes when the whole "
        "formula works on arrays at once."
    )
    RETURNED_NONE = "Your function returned None; does every path end in return?"
    NOT_NUMBERS = "What came back could not be read as numbers."
    WRONG_SHAPE = "The result has another shape than the contract asks for."
    NOT_FLOAT = "The result holds integers or other types; the contract asks for floats."
    CHANGED_INPUT = "Your function changed the array it was given; work on a new one."
    WARNED = "NumPy warned while your function ran; some step overflows or is undefined."

    @classmethod
    def named_in(cls, message: str) -> "Mistake | None":
        """Return the mistake whose sentence is the first line of `message`, if any."""
        first_line = message.partition("\n")[0]
        return next((known for known in cls if known.value == first_line), None)

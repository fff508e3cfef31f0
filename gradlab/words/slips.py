"""Names that may be meant for one another."""

from difflib import SequenceMatcher

_LETTERS = 2  # that may differ: one in place of another, or two that changed places


def alike(one: str, other: str) -> bool:
    """Say whether two names differ, but by no more than a slip of the fingers."""
    if one == other or min(len(one), len(other)) <= _LETTERS:
        return False
    first, second = (name.replace("_", "").casefold() for name in (one, other))
    blocks = SequenceMatcher(None, first, second).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return len(first) + len(second) - 2 * same <= _LETTERS

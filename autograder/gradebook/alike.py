"""Which written answers are alike, so that one decision can mark them all.

Answers are alike if they differ in blanks, in capitals, in words that carry no meaning
or in a slip of a letter: never in a number, a sign or any other word. Whoever marks
sees the differences, and can take a group apart.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
# What may be there or not: marks between words, and words that only join others.
_FILLING = {*",.;:*`", "a", "an", "the", "this", "that", "so", "then", "thus", "hence"}
_FILLING |= {"therefore", "because", "and", "also", "we", "it", "is", "are", "of"}
_NEAR = 85  # percent; below, no answers differ in slips alone
_SLIP = 5  # letters from which on two words may be one, misspelt


def normalised(text: str) -> str:
    """Return a text with single blanks and without capitals."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def alike(texts: Sequence[str]) -> list[list[int]]:
    """Return groups of indices of `texts`, the largest first.

    The first of a group is the commonest text in it, and each of the others is like
    that one: no chain leads from one answer to another that is not.
    """
    equal: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        equal[normalised(text)].append(index)
    distinct = sorted(equal, key=lambda text: -len(equal[text]))
    groups = [
        [index for text in group for index in equal[text]] for group in _near(distinct)
    ]
    return sorted(groups, key=lambda group: -len(group))


def _near(texts: Sequence[str]) -> Iterable[list[str]]:
    """Yield groups of texts, each led by the first of `texts` that is left."""
    if not texts:
        return
    ratios = process.cdist(
        texts, texts, scorer=fuzz.ratio, score_cutoff=_NEAR, dtype=np.uint8
    )
    left = dict.fromkeys(range(len(texts)))
    while left:
        leader = next(iter(left))
        led = [
            other
            for other in ratios[leader].nonzero()[0].tolist()
            if other in left
            and (other == leader or says_the_same(texts[leader], texts[other]))
        ]
        yield [texts[leader], *(texts[other] for other in led if other != leader)]
        for other in led:
            del left[other]


def says_the_same(one: str, other: str) -> bool:
    """Return whether two normalised texts differ in filling words and slips alone."""
    ours, theirs = _TOKEN.findall(one), _TOKEN.findall(other)
    for step in Levenshtein.opcodes(ours, theirs):
        if step.tag == "equal":
            continue
        gone = ours[step.src_start : step.src_end]
        come = theirs[step.dest_start : step.dest_end]
        paired = len(gone) == len(come) and all(map(_is_slip, gone, come))
        if not paired and not _FILLING.issuperset([*gone, *come]):
            return False
    return True


def _is_slip(one: str, other: str) -> bool:
    words = one.isalpha() and other.isalpha() and min(len(one), len(other)) >= _SLIP
    return words and one[0] == other[0] and OSA.distance(one, other) <= 1


def differences(one: str, other: str) -> list[tuple[str, str]]:
    """Return what is no longer and what is new in `other`, piece by piece.

    Each piece is words of `one`, and those that stand for them in `other`; in what both
    share the two are the same.
    """
    ours, theirs = one.split(), other.split()
    return [
        (
            " ".join(ours[step.src_start : step.src_end]),
            " ".join(theirs[step.dest_start : step.dest_end]),
        )
        for step in Levenshtein.opcodes(
            [normalised(word) for word in ours], [normalised(word) for word in theirs]
        )
    ]

"""Fingerprints of answers: what stays of a text when names and layout change.

Winnowing: S. Schleimer, D. Wilkerson and A. Aiken, *Winnowing: Local Algorithms for
Document Fingerprinting*, SIGMOD 2003. A text becomes tokens; each run of `K` tokens is
hashed; of each window of `WINDOW` hashes the smallest is kept. Two texts that share a
passage of ``K + WINDOW - 1`` tokens share a fingerprint, wherever the passage stands;
passages shorter than `K` are noise.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from pygments.lexers import PythonLexer
from pygments.token import Comment, Name, String, Whitespace

K = 10
WINDOW = 4
# Pygments looks at all blank lines that follow, at each: as a comment they cost once.
_BLANKS = re.compile(r"(?<=\n)\s+(?=\n)")
_WORD = re.compile(r"\w+")


class Token(NamedTuple):
    """One token: what is compared, and where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Fingerprint:
    """The hash of `K` tokens in a row, and the place of the first."""

    value: int
    at: int


def code_tokens(source: str) -> list[Token]:
    """Return the tokens of Python code, broken code too.

    Comments, docstrings and layout are left out. Every name that a student may choose
    is ``name``; what NumPy, `math` and Python themselves are called by stays.
    """
    found: list[Token] = []
    source = _BLANKS.sub(lambda blank: "#" * len(blank[0]), source)
    for start, kind, value in PythonLexer().get_tokens_unprocessed(source):
        if kind in Comment or kind in Whitespace or kind in String.Doc:
            continue
        if not value.strip():
            continue
        text, end = value, start + len(value)
        if kind in String:
            if found and found[-1].text == "text":
                found[-1] = found[-1]._replace(end=end)
                continue
            text = "text"
        elif kind in Name and not _is_given(kind, value, found):
            text = "name"
        found.append(Token(text, start, end))
    return found


def word_tokens(source: str) -> list[Token]:
    """Return the words of prose, without case."""
    return [Token(m[0].casefold(), *m.span()) for m in _WORD.finditer(source)]


def every(tokens: Sequence[Token]) -> list[Fingerprint]:
    """Return the fingerprint of each run of `K` tokens."""
    texts = [token.text for token in tokens]
    runs = (" ".join(texts[at : at + K]) for at in range(len(texts) - K + 1))
    return [Fingerprint(_hash(run), at) for at, run in enumerate(runs)]


def winnow(prints: Sequence[Fingerprint]) -> Iterator[Fingerprint]:
    """Yield the smallest of each window, the rightmost of equal ones, each once."""
    last = -1
    for first in range(max(0, len(prints) - WINDOW) + 1):
        window = prints[first : first + WINDOW]
        least = min(window, key=lambda one: (one.value, -one.at), default=None)
        if least is not None and least.at > last:
            last = least.at
            yield least


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest())


def _is_given(kind: object, value: str, before: Sequence[Token]) -> bool:
    """Return whether a name is a library's or the language's own."""
    if kind in (Name.Builtin, Name.Exception):
        return True
    return bool(before) and before[-1].text == "." and value in _library_names()


@cache
def _library_names() -> frozenset[str]:
    owners = (np, np.ndarray, np.linalg, np.random.Generator, math, dict, list, str)
    return frozenset(name for owner in owners for name in dir(owner))

"""Which places of hidden tests may be asked about together.

The tests of a place find the notebook as it was there, so a snapshot is taken: it costs
more than a cell does. None is needed where the cells up to the next place only define
functions that nothing mentions which tests could reach: later is then as good as there.

Sources are told apart by their lines and words alone, which costs little, whoever wrote
them. What is not plainly so is not so.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from autograder.course.notebook import Cell

_LONG = 20_000  # characters of a cell that is not looked at
_NAME = r"[^\W\d]\w*"
_VALUE = r"""(?:[\w.]+|-[\d.]+|'[^'\\]*'|"[^"\\]*")"""
_PARAMETER = rf"(?:\*{{0,2}}{_NAME}(?: ?: ?[\w.]+)?(?: ?= ?{_VALUE})?|\*|/)"
_DEFINITION = re.compile(
    rf"(?:async )?def ({_NAME}) ?\((?:{_PARAMETER}(?:, ?{_PARAMETER})*)?\)"
    r" ?(?:-> ?[\w.]+ ?)?:.*"
)
_NOTHING = re.compile(r"[ \t]*(?:#.*)?")
_WORD = re.compile(r"\w+")
# With these, code can reach a name that it does not mention: magics, IPython's history,
# and what reads a namespace.
_UNWORDED = re.compile(
    r"(?:^|=)[ \t]*[%!]|\bIn\s*\[|\b_(?:i+h?\d*|\d+)\b", re.MULTILINE
)
_READING_NAMES = """
    builtins ctypes dir doctest eval exec gc get_ipython globals importlib inspect
    locals runpy sys traceback unittest vars __builtins__ __dict__ __globals__
    __import__ __main__
"""
_REACHING = frozenset(_READING_NAMES.split())


def defined(source: str) -> frozenset[str] | None:
    """Return the functions that a cell defines; None if it does anything else.

    A line that is not indented begins what runs at once; each must begin a function
    whose defaults are names and constants.
    """
    if len(source) > _LONG:
        return None
    names: set[str] = set()
    for line in source.split("\n"):
        if "\r" in line or "\f" in line or line.endswith("\\"):
            return None
        if _NOTHING.fullmatch(line) or (names and line[0] in " \t"):
            continue
        found = _DEFINITION.fullmatch(line)
        if found is None:
            return None
        names.add(found[1])
    return frozenset(names)


@lru_cache(maxsize=512)  # tests are the same for the whole class
def _words(source: str) -> frozenset[str] | None:
    """Return the words of a source; None if it may reach names without a word."""
    if len(source) > _LONG:
        return None
    words = frozenset(_WORD.findall(source))
    return None if words & _REACHING or _UNWORDED.search(source) else words


def places(
    written: Sequence[Cell], tests: Iterable[str]
) -> list[tuple[list[Cell], list[list[Cell]]]]:
    """Return the student's cells with the tests that are to be asked about them.

    Parameters
    ----------
    written
        The notebook's cells of code.
    tests
        The ids of those that are tests.

    Returns
    -------
    list
        For each place where a snapshot is needed, the cells that run before it, since
        the place before; and the tests, those that follow each other in one list. The
        last place may have no tests.
    """
    ids = frozenset(tests)
    found: list[tuple[list[Cell], list[list[Cell]]]] = [([], [])]
    known: set[str] | None = set()
    for is_test, group in groupby(written, key=lambda cell: cell.id in ids):
        cells = list(group)
        before, asked = found[-1]
        if is_test:
            asked.append(cells)
        elif asked and not _is_unheard_of(cells, known):
            found.append((cells, []))
        else:
            before += cells
        known = _with_words(known, cells)
    return found


def _is_unheard_of(cells: Iterable[Cell], known: set[str] | None) -> bool:
    """Return whether cells define functions alone that nothing before them mentions."""
    if known is None:
        return False
    names = [defined(cell.source) for cell in cells]
    return all(some is not None and known.isdisjoint(some) for some in names)


def _with_words(known: set[str] | None, cells: Iterable[Cell]) -> set[str] | None:
    for cell in cells:
        words = _words(cell.source)
        if words is None or known is None:
            return None
        known |= words
    return known

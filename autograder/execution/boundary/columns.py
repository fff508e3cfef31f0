"""Columns of a table: arrays of one type each, as bytes, masks and plain values.

pandas is asked for by `loaded` and `needed` alone: nobody pays for importing it who has
no table.
"""

import importlib
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograder.errors import GraderLimit, WireError
from autograder.execution.boundary.tags import HANDLE, OWN, Node, dtype_name, numbers

# The first field of a column's node.
NUMBERS, TIMES, ZONED, MASKED, TEXTS, OBJECTS, CATEGORIES, INTERVALS, PERIODS = range(9)

Write = Callable[[Iterable[Any]], list[Node]]  # of the values inside
Read = Callable[[Iterable[Node]], list[Any]]

_TIME = re.compile(r"<[mM]8\[(s|ms|us|ns)\]")
_MAX_VALUES = 400_000  # texts or objects in a column
_UNITS = ("s", "ms", "us", "ns")
_FREQUENCY = re.compile(r"-?[\w-]{1,20}")


def loaded() -> Any:
    """Return pandas if this process has imported it, else None."""
    return sys.modules.get("pandas")


def needed() -> Any:
    """Return pandas, imported for a table that came.

    Raises
    ------
    WireError
        If it is not installed: no honest table came.
    """
    try:
        return importlib.import_module("pandas")
    except ImportError:
        raise WireError("a table came, and pandas is not installed") from None


def plain_nodes(nodes: list[Node], values: Iterable[object]) -> list[Node]:
    """Return the nodes of a column's values.

    Raises
    ------
    GraderLimit
        If one of them is an object that stays where it is.
    """
    for node, value in zip(nodes, values, strict=True):
        if _stays(node):
            kind = type(value).__name__
            raise GraderLimit(
                f"a table that holds an object of type {kind} cannot cross"
            )
    return nodes


def _few_enough(array: Any) -> Any:
    """Return an array of values that cross one by one, if it has not too many."""
    if len(array) > _MAX_VALUES:
        raise GraderLimit(f"a column of more than {_MAX_VALUES} texts cannot cross")
    return array


def _stays(node: Node) -> bool:
    return type(node) is list and node[0] in (HANDLE, OWN)


def written(array: Any, write: Write) -> Node:
    """Return the node of one of pandas' arrays, or one of NumPy's.

    Raises
    ------
    GraderLimit
        If it is of a type that cannot cross.
    """
    pandas, dtype = loaded(), array.dtype
    plain = pandas.arrays.NumpyExtensionArray  # texts are a kind of it
    if isinstance(dtype, np.dtype) or type(array) is plain:
        return _of_numpy(np.asarray(array), write)
    if isinstance(dtype, pandas.CategoricalDtype):
        codes = written(array.codes, write)
        return [CATEGORIES, bool(dtype.ordered), codes, *write([dtype.categories])]
    if isinstance(dtype, pandas.StringDtype):
        missing = "NA" if dtype.na_value is pandas.NA else "nan"
        texts = _few_enough(array).to_numpy(dtype=object, na_value=None)
        return [TEXTS, dtype.storage, missing, *write(texts)]
    if isinstance(dtype, pandas.DatetimeTZDtype):
        naive = np.asarray(array.tz_convert(None))
        return [ZONED, *write([dtype.tz]), *_of_numpy(naive, write)[1:]]
    if isinstance(dtype, pandas.PeriodDtype):
        return [PERIODS, array.freqstr, array.asi8.tobytes()]
    if isinstance(dtype, pandas.IntervalDtype):
        sides = (np.asarray(side.array) for side in (array.left, array.right))
        return [INTERVALS, dtype.closed, *(_of_numpy(side, write) for side in sides)]
    if isinstance(getattr(array, "_mask", None), np.ndarray):
        return _of_masked(array, dtype.numpy_dtype)
    raise GraderLimit(f"a table with a column of type {dtype!s:.50} cannot cross")


def _of_numpy(array: np.ndarray[Any, Any], write: Write) -> Node:
    dtype = array.dtype
    if dtype.kind == "O":
        return [OBJECTS, *plain_nodes(write(_few_enough(array)), array)]
    if _TIME.fullmatch(dtype.str):
        return [TIMES, dtype.str, array.tobytes()]
    return [NUMBERS, dtype_name(dtype), array.tobytes()]


def _of_masked(array: Any, dtype: "np.dtype[Any]") -> Node:
    values = array.to_numpy(dtype=dtype, na_value=dtype.type(0))
    return [MASKED, dtype_name(dtype), values.tobytes(), array.isna().tobytes()]


def read(node: Node, count: int, build: Read) -> Any:
    """Return the array of `count` values that a node stands for.

    Raises
    ------
    Exception
        Of any type, if `written` gives no such node.
    """
    kind, *fields = node
    if type(kind) is not int:
        raise WireError("a column of a kind that does not exist")
    array = _READERS[kind](count, build, *fields)
    if len(array) != count:
        raise WireError(f"a column of {len(array)} values in a table of {count} rows")
    return array


def _numbers(count: int, _: object, name: object, data: object) -> Any:
    found = numbers(name, data, count)
    if found.dtype.kind in "USmMV":
        raise WireError("a column of NumPy's texts, times or records")
    return found.copy()


def _times(count: int, _: object, name: object, data: object) -> Any:
    if type(name) is not str or not _TIME.fullmatch(name):
        raise WireError("a column of times of no such unit")
    return numbers("=q", data, count).copy().view(name)


def _zoned(count: int, build: Any, zone: Node, name: object, data: object) -> Any:
    naive = needed().DatetimeIndex(_times(count, build, name, data))
    return naive.tz_localize("UTC").tz_convert(build([zone])[0]).array


def _masked(count: int, _: object, name: object, data: object, mask: object) -> Any:
    values, missing = numbers(name, data, count), numbers("|?", mask, count)
    kinds = needed().arrays
    of = {"i": kinds.IntegerArray, "u": kinds.IntegerArray, "f": kinds.FloatingArray}
    make = of.get(values.dtype.kind, kinds.BooleanArray)
    return make(values.copy(), missing.copy())


def _texts(
    _: object, build: Any, storage: object, missing: object, *nodes: Node
) -> Any:
    pandas, values = needed(), build(nodes)
    if storage not in ("python", "pyarrow") or missing not in ("NA", "nan"):
        raise WireError("a column of texts of no such kind")
    if any(type(value) not in (str, type(None)) for value in values):
        raise WireError("a column of texts holds something else")
    na_value = pandas.NA if missing == "NA" else np.nan
    return pandas.array(values, dtype=pandas.StringDtype(storage, na_value=na_value))


def is_of_objects(values: Any) -> bool:
    """Return whether a column that was read holds plain values of several types."""
    return isinstance(values, np.ndarray) and values.dtype.kind == "O"


def _objects(count: int, build: Any, *nodes: Node) -> Any:
    if len(nodes) != count or any(map(_stays, nodes)):
        raise WireError("a column of objects holds no plain values")
    values = np.empty(count, object)
    values[:] = build(nodes)
    return values


def _categories(
    count: int, build: Any, ordered: object, codes: Node, categories: Node
) -> Any:
    if type(ordered) is not bool:
        raise WireError("categories are ordered or not")
    return needed().Categorical.from_codes(
        read(codes, count, build), categories=build([categories])[0], ordered=ordered
    )


def _intervals(count: int, build: Any, closed: object, *sides: Node) -> Any:
    left, right = (read(side, count, build) for side in sides)
    return needed().arrays.IntervalArray.from_arrays(left, right, closed=closed)


def _periods(count: int, _: object, frequency: object, data: object) -> Any:
    pandas = needed()
    dtype = pandas.PeriodDtype(frequency_named(frequency))
    return pandas.arrays.PeriodArray(numbers("=q", data, count).copy(), dtype=dtype)


def frequency_named(name: object) -> str:
    """Return the name of a frequency.

    Raises
    ------
    WireError
        If it is none.
    """
    if type(name) is str and _FREQUENCY.fullmatch(name):
        return name
    raise WireError("a frequency is a short name")


def frequency_name(frequency: Any) -> str | None:
    """Return the name of an index' frequency; None where it has none of its own."""
    name = None if frequency is None else str(frequency)
    return name if name and _FREQUENCY.fullmatch(name) else None


def unit_named(name: object) -> str:
    """Return a unit of time.

    Raises
    ------
    WireError
        If it is none.
    """
    if isinstance(name, str) and name in _UNITS:
        return name
    raise WireError("a time of no such unit")


_READERS: dict[int, Callable[..., Any]] = {
    NUMBERS: _numbers,
    TIMES: _times,
    ZONED: _zoned,
    MASKED: _masked,
    TEXTS: _texts,
    OBJECTS: _objects,
    CATEGORIES: _categories,
    INTERVALS: _intervals,
    PERIODS: _periods,
}

"""Tables of pandas by value: data frames, series, indices and what they hold.

The memory of a column crosses with its type, an index with its names. What pandas keeps
beside (attributes, flags, sub-classes) stays where it is.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from autograder.errors import GraderLimit, WireError
from autograder.execution.boundary import columns
from autograder.execution.boundary.columns import Read, Write, loaded, needed
from autograder.execution.boundary.tags import Node, few_equal

# The first field of what is a value of pandas.
NOT_A_TIME, MISSING, TIMESTAMP, TIMEDELTA, PERIOD, INTERVAL, VALUES, INDEX = range(8)
# The first field of an index, and of a table.
RANGED, PLAIN, MULTIPLE = range(3)
FRAME, SERIES = range(2)

_MAX_COLUMNS = 10_000
_MAX_RANGE = 20_000_000  # rows that nothing but their number stands for


def is_shared(value: object) -> bool:
    """Return whether a value is a table, which both sides keep alike."""
    pandas = loaded()
    return pandas is not None and isinstance(value, pandas.DataFrame | pandas.Series)


# Values that do not change


def fields(value: Any, write: Write) -> list[Node] | None:
    """Return the fields of one of pandas' values; None for any other value.

    Raises
    ------
    GraderLimit
        If it is of a type that cannot cross.
    """
    pandas = loaded()
    if pandas is None:
        return None
    if value is pandas.NaT or value is pandas.NA:
        return [NOT_A_TIME if value is pandas.NaT else MISSING]
    for kind, writer in _WRITERS.items():
        if isinstance(value, getattr(pandas, kind)):
            return writer(value, write)
    if isinstance(value, pandas.api.extensions.ExtensionArray):
        return [VALUES, len(value), columns.written(value, write)]
    return None


def _timestamp(value: Any, write: Write) -> list[Node]:
    naive = value.tz_convert(None) if value.tzinfo is not None else value
    moment = naive.asm8.view(np.int64)
    return [TIMESTAMP, value.unit, int(moment), *write([value.tzinfo])]


_WRITERS: dict[str, Callable[[Any, Write], list[Node]]] = {
    "Timestamp": _timestamp,
    "Timedelta": lambda v, _: [TIMEDELTA, v.unit, int(v.asm8.view(np.int64))],
    "Period": lambda v, _: [PERIOD, v.freqstr, v.ordinal],
    "Interval": lambda v, write: [INTERVAL, v.closed, *write([v.left, v.right])],
    "Index": lambda v, write: [INDEX, *index_fields(v, write)],
}


def built(read: Read, kind: object, *parts: Node) -> object:
    """Return the value with these fields.

    Raises
    ------
    Exception
        Of any type, if `fields` gives none such.
    """
    return _of_kind("a value of pandas", _BUILDERS, kind)(read, *parts)


def _built_timestamp(read: Read, unit: object, moment: object, zone: Node) -> object:
    naive = needed().Timestamp(_moment("M", unit, moment))
    (tz,) = read([zone])
    return naive if tz is None else naive.tz_localize("UTC").tz_convert(tz)


def _built_timedelta(_: Read, unit: object, length: object) -> object:
    return needed().Timedelta(_moment("m", unit, length))


def _moment(kind: str, unit: object, count: object) -> Any:
    dtype = np.dtype(f"{kind}8[{columns.unit_named(unit)}]")
    return np.array(_whole(count), np.int64).view(dtype)[()]


def _built_period(_: Read, frequency: object, ordinal: object) -> object:
    named = columns.frequency_named(frequency)
    return needed().Period(ordinal=_whole(ordinal), freq=named)


def _built_interval(read: Read, closed: object, left: Node, right: Node) -> object:
    return needed().Interval(*read([left, right]), closed=closed)


def _built_values(read: Read, count: object, column: Node) -> object:
    return _column(columns.read(column, _size(count), read), None).array


_BUILDERS: tuple[Callable[..., object], ...] = (
    lambda _: needed().NaT,
    lambda _: needed().NA,
    _built_timestamp,
    _built_timedelta,
    _built_period,
    _built_interval,
    _built_values,
    lambda read, *parts: index_built(read, *parts),
)


def _of_kind(what: str, builders: Sequence[Callable[..., Any]], kind: object) -> Any:
    if type(kind) is int and 0 <= kind < len(builders):
        return builders[kind]
    raise WireError(f"{what} of a kind that does not exist")


def _whole(number: object) -> int:
    if type(number) is int:
        return number
    raise WireError("a number of pandas is an integer")


def _size(number: object) -> int:
    if type(number) is int and number >= 0:
        return number
    raise WireError("a size is an integer, and not below zero")


# Indices


def index_fields(index: Any, write: Write) -> list[Node]:
    """Return the fields of an index.

    Raises
    ------
    GraderLimit
        If it holds what cannot cross.
    """
    pandas = loaded()
    if isinstance(index, pandas.RangeIndex):
        steps = [int(part) for part in (index.start, index.stop, index.step)]
        return [RANGED, *steps, *_names([index.name], write)]
    if isinstance(index, pandas.MultiIndex):
        levels = [index_fields(level, write) for level in index.levels]
        codes = [columns.written(each, write) for each in index.codes]
        return [MULTIPLE, len(index), levels, codes, _names(index.names, write)]
    frequency = columns.frequency_name(getattr(index, "freqstr", None))
    column = columns.written(index.array, write)
    return [PLAIN, len(index), column, frequency, *_names([index.name], write)]


def _names(names: Iterable[Any], write: Write) -> list[Node]:
    values = list(names)
    return columns.plain_nodes(write(values), values)


def index_built(read: Read, kind: object, *parts: Node) -> Any:
    """Return the index with these fields.

    Raises
    ------
    Exception
        Of any type, if `index_fields` gives none such.
    """
    return _of_kind("an index", _INDICES, kind)(read, *parts)


def _ranged(read: Read, start: Node, stop: Node, step: Node, name: Node) -> Any:
    rows = range(_whole(start), _whole(stop), _whole(step))
    if len(rows) > _MAX_RANGE:
        raise WireError(f"an index of {len(rows)} rows")
    return needed().RangeIndex(rows, name=read([name])[0])


def _plain(read: Read, count: Node, column: Node, frequency: Node, name: Node) -> Any:
    values = columns.read(column, _size(count), read)
    if columns.is_of_objects(values):
        few_equal(list(values))
    (named,) = read([name])
    pandas = needed()
    dtype = object if columns.is_of_objects(values) else None
    made = pandas.Index(values, dtype=dtype, name=named, tupleize_cols=False)
    timed = isinstance(made, pandas.DatetimeIndex | pandas.TimedeltaIndex)
    if frequency is not None and timed:
        made = type(made)(made, freq=columns.frequency_named(frequency))
    return made


def _multiple(read: Read, count: Node, levels: Any, codes: Any, names: Any) -> Any:
    rows = _size(count)
    return needed().MultiIndex(
        [index_built(read, *level) for level in levels],
        [columns.read(each, rows, read) for each in codes],
        names=read(names),
    )


_INDICES: tuple[Callable[..., Any], ...] = (_ranged, _plain, _multiple)


# Tables


def table_fields(table: Any, write: Write) -> list[Node]:
    """Return the content of a data frame or a series.

    Raises
    ------
    GraderLimit
        If a column, an index or a name cannot cross.
    """
    index = index_fields(table.index, write)
    if table.ndim == 1:
        column = columns.written(table.array, write)
        return [SERIES, index, column, *_names([table.name], write)]
    if table.shape[1] > _MAX_COLUMNS:
        raise GraderLimit(f"a table of more than {_MAX_COLUMNS} columns cannot cross")
    held = [columns.written(column.array, write) for _, column in table.items()]
    return [FRAME, index, index_fields(table.columns, write), held]


def empty(content: list[Node]) -> Any:
    """Return a table to be filled with that content.

    Raises
    ------
    WireError
        If there is no such kind of table.
    """
    kind = content[0]
    if type(kind) is not int or kind not in (FRAME, SERIES):
        raise WireError("a table of a kind that does not exist")
    return needed().DataFrame() if kind == FRAME else needed().Series(dtype=object)


def fill(table: Any, content: list[Node], read: Read) -> None:
    """Put a content into a table that exists.

    Raises
    ------
    Exception
        Of any type, if `table_fields` gives none such.
    """
    pandas = needed()
    kind, index, *parts = content
    rows = index_built(read, *index)
    base, make = (
        (pandas.DataFrame, _frame) if kind == FRAME else (pandas.Series, _series)
    )
    if not isinstance(table, base):
        raise WireError("a table became one of another kind")
    base.__init__(table, make(read, rows, *parts))


def _series(read: Read, rows: Any, column: Node, name: Node) -> Any:
    return _column(columns.read(column, len(rows), read), rows, read([name])[0])


def _column(values: Any, rows: Any, name: object = None) -> Any:
    dtype = (
        object if columns.is_of_objects(values) else None
    )  # else pandas looks for a better
    return needed().Series(values, index=rows, dtype=dtype, name=name, copy=False)


def _frame(read: Read, rows: Any, heads: Any, held: Any) -> Any:
    names = index_built(read, *heads)
    if type(held) is not list or len(held) != len(names) or len(held) > _MAX_COLUMNS:
        raise WireError("a table has a column for each name, and not too many")
    values = (columns.read(column, len(rows), read) for column in held)
    numbered = {
        n: _column(each, rows) if columns.is_of_objects(each) else each
        for n, each in enumerate(values)
    }
    frame = needed().DataFrame(numbered, index=rows)
    frame.columns = names
    return frame

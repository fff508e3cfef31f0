"""Values of the standard library that cannot change: dates, fractions, paths."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any
from zoneinfo import ZoneInfo

from autograder.errors import GraderLimit, WireError
from autograder.execution.boundary.tags import Node

# The first field of an exact value's node.
DATE, TIME, DATETIME, TIMEDELTA, TIMEZONE, ZONE, FRACTION, DECIMAL, PATH = range(9)

_MAX_DIGITS = 10_000  # of a fraction or a decimal number
_MAX_PATH = 4_096  # characters
_PATHS: tuple[type[PurePath], ...] = (Path, PurePosixPath, PureWindowsPath)
_DECIMAL = re.compile(r"-?(\d+(\.\d+)?(E[+-]\d{1,6})?|s?NaN\d*|Infinity)")
_ZONE = re.compile(r"[A-Za-z][\w+-]*(/[A-Za-z][\w+-]*){0,3}")


def fields(value: Any) -> list[Node] | None:
    """Return the fields of an exact value, of a sub-class those of its base.

    None for any other value.

    Raises
    ------
    GraderLimit
        If it is too long, or has a time zone of another kind.
    """
    for kind, write in _WRITERS.items():
        if issubclass(type(value), kind):
            return write(value)
    return None


def _date(value: date) -> list[Node]:
    return [DATE, value.year, value.month, value.day]


def _clock(value: time | datetime) -> list[Node]:
    parts = [value.hour, value.minute, value.second, value.microsecond, value.fold]
    return [*parts, _zone(value.tzinfo)]


def _zone(zone: tzinfo | None) -> Node:
    if zone is None:
        return None
    if type(zone) is timezone:
        return [TIMEZONE, *_delta(zone.utcoffset(None))[1:]]
    if type(zone) is ZoneInfo and zone.key:
        return [ZONE, zone.key]
    raise GraderLimit(f"a time zone {type(zone).__name__} cannot be handed over")


def _delta(value: timedelta) -> list[Node]:
    return [TIMEDELTA, value.days, value.seconds, value.microseconds]


def _fraction(value: Fraction) -> list[Node]:
    return [FRACTION, _digits(value.numerator), _digits(value.denominator)]


def _digits(number: int) -> str:
    if number.bit_length() > 3 * _MAX_DIGITS:
        raise GraderLimit("a fraction of so many digits cannot be handed over")
    return hex(number)


def _decimal(value: Decimal) -> list[Node]:
    text = Decimal.__str__(value)
    if len(text) > _MAX_DIGITS or not _DECIMAL.fullmatch(text):
        raise GraderLimit("a decimal number of that size cannot be handed over")
    return [DECIMAL, text]


def _path(value: PurePath) -> list[Node]:
    text = str(value)
    if len(text) > _MAX_PATH or not text.isprintable():
        raise GraderLimit("a path of such characters cannot be handed over")
    kind = next(n for n, one in enumerate(_PATHS) if isinstance(value, one))
    return [PATH, kind, text]


_WRITERS: dict[type, Callable[[Any], list[Node]]] = {
    datetime: lambda value: [DATETIME, *_date(value)[1:], *_clock(value)],
    date: _date,
    time: lambda value: [TIME, *_clock(value)],
    timedelta: _delta,
    timezone: lambda value: _zone(value),
    ZoneInfo: lambda value: _zone(value),
    Fraction: _fraction,
    Decimal: _decimal,
    PurePath: _path,
}


def built(kind: object, *parts: Node) -> object:
    """Return the value with these fields.

    Raises
    ------
    WireError
        If there is none.
    """
    if type(kind) is not int or kind not in _BUILDERS:
        raise WireError("an exact value of a kind that does not exist")
    try:
        return _BUILDERS[kind](*parts)
    except (TypeError, ValueError, OverflowError, ArithmeticError) as problem:
        raise WireError(f"no exact value: {problem!s:.100}") from None


def _whole(*numbers: object) -> list[Any]:
    if any(type(number) is not int for number in numbers):
        raise WireError("the parts of a date are integers")
    return list(numbers)


def _built_zone(node: Node) -> tzinfo | None:
    zone = None if node is None else built(*node)
    if zone is None or isinstance(zone, tzinfo):
        return zone
    raise WireError("a time zone is none")


def _named_zone(key: object) -> ZoneInfo:
    if type(key) is not str or len(key) > 100 or not _ZONE.fullmatch(key):
        raise WireError("no name of a time zone")
    try:
        return ZoneInfo(key)
    except (OSError, KeyError) as problem:
        raise WireError(f"no time zone is called {key}: {problem}") from None


def _built_datetime(*parts: Node) -> datetime:
    *moment, fold, zone = parts
    made = datetime(*_whole(*moment))
    return made.replace(fold=_whole(fold)[0], tzinfo=_built_zone(zone))


def _built_time(*parts: Node) -> time:
    *moment, fold, zone = parts
    made = time(*_whole(*moment))
    return made.replace(fold=_whole(fold)[0], tzinfo=_built_zone(zone))


def _number(text: object) -> int:
    if type(text) is not str or len(text) > _MAX_DIGITS:
        raise WireError("a part of a fraction is a short text")
    return int(text, 16)


def _built_decimal(text: object) -> Decimal:
    if type(text) is not str or len(text) > _MAX_DIGITS or not _DECIMAL.fullmatch(text):
        raise WireError("no decimal number")
    return Decimal(text)


def _built_path(kind: object, text: object) -> PurePath:
    if type(kind) is not int or not 0 <= kind < len(_PATHS):
        raise WireError("a path of a kind that does not exist")
    if type(text) is not str or len(text) > _MAX_PATH or not text.isprintable():
        raise WireError("a path is a short text")
    return _PATHS[kind](text)


_BUILDERS: dict[int, Callable[..., object]] = {
    DATE: lambda *parts: date(*_whole(*parts)),
    TIME: _built_time,
    DATETIME: _built_datetime,
    TIMEDELTA: lambda *parts: timedelta(*_whole(*parts)),
    TIMEZONE: lambda *parts: timezone(timedelta(*_whole(*parts))),
    ZONE: _named_zone,
    FRACTION: lambda upper, lower: Fraction(_number(upper), _number(lower)),
    DECIMAL: _built_decimal,
    PATH: _built_path,
}

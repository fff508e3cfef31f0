"""Reading the times that people and LMSs write; none is guessed.

A time is ISO 8601 (``2026-11-20 23:59``, with an offset, ``UTC`` or ``Europe/Berlin``),
or as Moodle writes it in one of its languages (``Friday, 20 November 2026, 11:59 PM``):
there the month is a word, and day and year cannot be taken for each other.
``05.11.2026`` means November to some and May to others, so it is refused; and so is an
hour that the clock shows twice, or never, as summer time ends or begins.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale

EXPECTED = "expected ISO, such as '2026-11-20 23:59' or '2026-10-25 02:30+01:00'"

# Languages that an LMS is set to, the most usual first.
_LANGUAGES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs"),
    *("sk", "sl", "hr", "hu", "ro", "bg", "ru", "uk", "el", "tr", "ca", "et", "lv"),
    *("lt", "id"),
)
# Small words that stand in dates, in some of these languages.
_LINKS = frozenset(
    ["at", "de", "del", "d", "le", "à", "às", "om", "um", "den", "kl", "klo", "в", "г"]
)
_NUMBERED = re.compile(r"(?P<year>\d{4})年\s*(?P<month>\d\d?)月\s*(?P<day>\d\d?)日")
_CLOCK = re.compile(
    r"\b(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?(?:\s?(?P<offset>[+-]\d\d:?\d\d))?"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b\d\d?\b")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", re.UNICODE)


def parse_time(text: str) -> datetime | None:
    """Return a time as UTC without a zone, as nbgrader keeps it; None if it is unclear.

    A time that names no zone is one of this machine's zone.
    """
    plain = " ".join(text.split())
    when = _iso(plain) or _in_words(plain)
    if when is None:
        return None
    try:
        first, second = (when.replace(fold=n).astimezone(UTC) for n in (0, 1))
    except (ValueError, OverflowError):  # the years 1 and 9999 have no neighbours
        return None
    return first.replace(tzinfo=None) if first == second else None


def in_words(when: datetime) -> str:
    """Return a time in UTC as this machine's clock shows it, with its zone."""
    local = when.replace(tzinfo=UTC).astimezone()
    return f"{local:%A, %d %B %Y, %H:%M} {local:%Z} (UTC{local:%z})"


def _iso(text: str) -> datetime | None:
    stated, zone = text, None
    last = text.rpartition(" ")[2]
    if last == "UTC" or "/" in last:
        try:
            stated, zone = text.rpartition(" ")[0], ZoneInfo(last)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
    if not re.match(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d", stated):
        return None  # a date alone does not say when the day is over
    try:
        when = datetime.fromisoformat(stated)
    except ValueError:
        return None
    if zone and when.tzinfo:
        return None
    return when.replace(tzinfo=zone) if zone else when


def _in_words(text: str) -> datetime | None:
    """Return a time whose month is a word, if all languages that know it agree."""
    numbered, clock = _NUMBERED.search(text), _CLOCK.search(text)
    if clock is None:
        return None
    if numbered:
        year, month, day = map(int, numbered.group("year", "month", "day"))
        return _made(year, month, day, clock)
    date = text.replace(clock[0], " ", 1)
    years, days = _YEAR.findall(date), _DAY.findall(date)
    words = [word.casefold() for word in _WORD.findall(date)]
    rest = re.sub(rf"{_YEAR.pattern}|{_DAY.pattern}|{_WORD.pattern}", "", date)
    if len(years) != 1 or len(days) != 1 or rest.strip(" ,."):
        return None
    found = {
        when
        for month, weekday in _meanings(words)
        if (when := _made(int(years[0]), month, int(days[0]), clock))
        and weekday in (None, when.weekday())
    }
    return found.pop() if len(found) == 1 else None


def _made(year: int, month: int, day: int, clock: re.Match[str]) -> datetime | None:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    time = f"{hour:02}:{clock['minute']}:{clock['second'] or '00'}"
    try:
        return datetime.fromisoformat(
            f"{year}-{month:02}-{day:02} {time}{clock['offset'] or ''}"
        )
    except ValueError:
        return None


def _meanings(words: list[str]) -> Iterator[tuple[int, int | None]]:
    """Yield month and weekday, or None, in each language that knows all of the words.

    One month may have two names in a language, and one name two months in two: Czech
    and Croatian differ by a month in what they call listopad.
    """
    for language in _LANGUAGES:
        months, weekdays, known = _names(language)
        if not known.issuperset(words):
            continue
        named = {months[word] for word in words if word in months}
        days = {weekdays[word] for word in words if word in weekdays}
        if len(named) == 1 and len(days) <= 1:
            yield named.pop(), days.pop() if days else None


@cache
def _names(language: str) -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    """Return the months from 1 and the weekdays from 0 by name, and all known words."""
    locale = Locale.parse(language)
    months, weekdays = _numbered(locale.months), _numbered(locale.days)
    return months, weekdays, _LINKS.union(months, weekdays)


def _numbered(forms: Mapping[str, Mapping[str, Mapping[int, str]]]) -> dict[str, int]:
    return {
        name.strip(".").casefold(): number
        for form in forms.values()
        for width in ("wide", "abbreviated")
        for number, name in form[width].items()
    }

"""Tables as LMSs and spreadsheets save them: CSV of any encoding and delimiter."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from autograder import formulas
from autograder.errors import UsageError
from autograder.files import whole_file

_MAX_BYTES = 50 * 1024 * 1024
# What spreadsheets of the world save beside Unicode; others are taken for these.
CODE_PAGES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254"),
    *("cp932", "gb18030", "big5", "cp949"),
]
# What Excel writes, and reads, above the names where commas are decimal.
_SEPARATOR = re.compile(r'\s*"?sep=(?P<sign>[^"\r\n])"?[,;\t]*(?=[\r\n])', re.I)
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")  # of Excel, now and before 2007
_PAGE = re.compile(r"\s*(<!doctype html|<html)", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """A table with a header.

    Attributes
    ----------
    rows
        As long as `columns`, whatever stood in the file; empty lines left out.
    page
        The code page that was guessed, where the file is not Unicode; else empty.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    page: str = ""

    def records(self, *, ours: bool = False) -> list[dict[str, str]]:
        """Return each row by the names of the columns in lower case.

        Parameters
        ----------
        ours
            Whether `write_table` may have written it: values are then as it got them.
        """
        plain = formulas.restore if ours else str
        names = tuple(map(column_name, self.columns))
        return [
            dict(zip(names, (plain(value.strip()) for value in row), strict=True))
            for row in self.rows
        ]


def column_name(column: str) -> str:
    """Return a column's name as it is compared: in lower case, single blanks."""
    return " ".join(column.lower().split())


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file, UTF-8 or not, with commas, semicolons or tabs.

    Raises
    ------
    UsageError
        If it cannot be read, is not text, or has fewer than two columns; or if a row
        has more values than there are columns, or a quote that does not end.
    """
    text, page = _decode(_bytes(path), path)
    named = _SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = named["sign"] if named else max(",;\t", key=header.count)
    rows = _rows(text, delimiter, path)
    if not rows or len(rows[0]) < 2:
        raise UsageError(
            f"{path} is not a table: expected two or more column names in its first "
            "line, with commas, semicolons or tabs between"
        )
    width = len(rows[0])
    return Sheet(
        tuple(column.strip() for column in rows[0]),
        tuple(tuple((row + [""] * width)[:width]) for row in rows[1:]),
        delimiter,
        page,
    )


def _rows(text: str, delimiter: str, path: Path) -> list[list[str]]:
    """Return the rows that hold something; none of them is wider than the first."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    line = 1
    try:
        for row in lines:
            while rows and len(row) > len(rows[0]) and not row[-1].strip():
                row.pop()
            if rows and len(row) > len(rows[0]) > 1:
                raise UsageError(
                    f"{path}, line {line}: {len(row)} values for {len(rows[0])} "
                    f"columns; put quotes around a value that holds {delimiter!r}"
                )
            rows += [row] if any(row) else []
            line = lines.line_num + 1
    except csv.Error as error:
        raise UsageError(
            f"{path}, line {line}: a quote is not closed, or stands within a value "
            f"({error}): close it, or write it twice"
        ) from error
    return rows


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write a table for a program whole, as UTF-8, each value as it is.

    Raises
    ------
    AutograderError
        If the system refuses; an old file then stands.
    """
    _write(path, sheet.columns, sheet.rows, sheet.delimiter)


def write_table(path: Path, sheet: Sheet) -> None:
    """Write a table for people, in which a spreadsheet finds no formula.

    Raises
    ------
    AutograderError
        If the system refuses; an old file then stands.
    """
    write_rows(path, sheet.columns, sheet.rows, sheet.delimiter)


def write_rows(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    delimiter: str = ",",
) -> None:
    """Write a table as `write_table` does, of rows that need not be there at once."""
    _write(path, columns, (map(formulas.defuse, row) for row in rows), delimiter)


def _write(
    path: Path, columns: Sequence[str], rows: Iterable[Iterable[str]], delimiter: str
) -> None:
    with whole_file(path) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        text.detach()


def sheet_of(columns: Sequence[str], records: Iterable[Mapping[str, str]]) -> Sheet:
    """Return a table of records, each with a value for each column."""
    return Sheet(tuple(columns), tuple(tuple(r[c] for c in columns) for r in records))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(f"{path} is larger than {_MAX_BYTES:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text, and the code page if that was guessed."""
    if data.startswith(_WORKBOOKS):
        raise UsageError(f"{path} is a workbook or a zip: save it as CSV")
    for encoding in (_by_mark(data), "utf-8-sig"):
        try:
            return _plain(data.decode(encoding), path), ""
        except UnicodeDecodeError:
            continue
    text, page = guess(data)
    return _plain(text, path), page


def _by_mark(data: bytes) -> str:
    """Return the encoding that the first bytes give away; without marks, UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data[1:20:2].count(0) > 5:
        return "utf-16-le"
    return "utf-16-be" if data[0:20:2].count(0) > 5 else "utf-8-sig"


def guess(data: bytes) -> tuple[str, str]:
    """Return text that is not UTF-8, and the code page that it is likely in."""
    best = from_bytes(data, cp_isolation=CODE_PAGES).best()
    if best is None:
        return data.decode("cp1252", "replace"), "cp1252"
    return str(best), best.encoding


def _plain(text: str, path: Path) -> str:
    if "\0" in text:
        raise UsageError(f"{path} is not text: expected a CSV table")
    if _PAGE.match(text):
        raise UsageError(
            f"{path} is a web page, such as that of a login: download it again"
        )
    return text

"""Tables as LMSs and spreadsheets save them: CSV of any encoding and delimiter."""

import csv
import io
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


@dataclass(frozen=True)
class Sheet:
    """A table with a header.

    Attributes
    ----------
    rows
        As long as `columns`, whatever stood in the file; empty lines left out.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","

    def records(self, *, ours: bool = False) -> list[dict[str, str]]:
        """Return each row by the names of the columns in lower case.

        Parameters
        ----------
        ours
            Whether `write_table` may have written it: values are then as it got them.
        """
        plain = formulas.restore if ours else str
        names = [column.strip().lower() for column in self.columns]
        return [
            dict(zip(names, (plain(value.strip()) for value in row), strict=True))
            for row in self.rows
        ]


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file, UTF-8 or not, with commas, semicolons or tabs.

    Raises
    ------
    UsageError
        If it cannot be read, is not text, or has fewer than two columns.
    """
    text = _decode(_bytes(path), path)
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=header.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [row for row in lines if any(row)]
    except csv.Error as error:
        raise UsageError(f"{path} is not a CSV table: {error}") from error
    if not rows or len(rows[0]) < 2:
        raise UsageError(f"{path} is not a table: expected a line of column names")
    width = len(rows[0])
    return Sheet(
        tuple(column.strip() for column in rows[0]),
        tuple(tuple((row + [""] * width)[:width]) for row in rows[1:]),
        delimiter,
    )


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


def _decode(data: bytes, path: Path) -> str:
    if data.startswith(b"PK"):
        raise UsageError(f"{path} is a workbook or a zip: save it as CSV")
    for encoding in (_by_mark(data), "utf-8-sig"):
        try:
            return _without_nul(data.decode(encoding), path)
        except UnicodeDecodeError:
            continue
    return _without_nul(guess(data), path)


def _by_mark(data: bytes) -> str:
    """Return the encoding that the first bytes give away; without marks, UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data[1:20:2].count(0) > 5:
        return "utf-16-le"
    return "utf-16-be" if data[0:20:2].count(0) > 5 else "utf-8-sig"


def guess(data: bytes) -> str:
    """Return text that is not UTF-8, read in the code page that it is likely in."""
    best = from_bytes(data, cp_isolation=CODE_PAGES).best()
    return data.decode("cp1252", "replace") if best is None else str(best)


def _without_nul(text: str, path: Path) -> str:
    if "\0" in text:
        raise UsageError(f"{path} is not text: expected a CSV table")
    return text

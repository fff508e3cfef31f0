"""The files that were handed in, wherever they are: in a zip, in a folder.

Nothing is ever unpacked: a file is read into memory when it was chosen, and written
under a name of our own. So no path in an archive leads anywhere.
"""

import io
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from dateutil import parser

from autograder.errors import BrokenArchive, SubmissionRefused, UsageError
from autograder.grading.submission import MAX_BYTES

MAX_FILES = 50_000
MAX_TOTAL = 8 * 1024**3  # bytes, unpacked; read one by one
_RATIO = 200  # a notebook of text packs to a tenth, one of zeros to a thousandth
_SMALL = 1024 * 1024
_JUNK = ("__MACOSX", ".ipynb_checkpoints", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Incoming:
    """One file as it was handed in.

    Attributes
    ----------
    path
        Where it stands in the zip or folder, with ``/``.
    refusal
        Why it may not be read; else empty.
    in_zip
        Whether it came in a zip, and not in a folder of this machine.
    """

    path: str
    read: Callable[[], bytes]
    refusal: str = ""
    in_zip: bool = False

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return self.path.rpartition("/")[2]


def incoming(source: Path, stack: ExitStack) -> Iterator[Incoming]:
    """Yield the files in a folder or a zip; zips in it are looked into, once.

    Parameters
    ----------
    stack
        Closes the archives; the files can be read until then.

    Raises
    ------
    UsageError
        If there is nothing of that name.
    BrokenArchive
        If a file is not a zip, or holds more than a class hands in.
    """
    if source.is_dir():
        yield from _in_folder(source)
    elif source.is_file():
        yield from _in_archive(_opened(source, stack), "", stack)
    else:
        raise UsageError(f"no file or folder {source}: expected a zip or a folder")


def _in_folder(folder: Path) -> Iterator[Incoming]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield Incoming(name, bytes, "a symbolic link")
        elif path.is_file() and not _is_junk(name):
            large = path.stat().st_size > MAX_BYTES
            yield Incoming(name, path.read_bytes, _too_large() if large else "")


def _opened(source: Path | io.BytesIO, stack: ExitStack) -> zipfile.ZipFile:
    try:
        return stack.enter_context(zipfile.ZipFile(source))
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise BrokenArchive(
            f"{source} is not a zip file ({error}): download it again, or name a folder"
        ) from error


def _in_archive(
    archive: zipfile.ZipFile, prefix: str, stack: ExitStack
) -> Iterator[Incoming]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _refuse_bombs(archive, entries)
    counts = Counter(entry.filename for entry in entries)
    for entry in entries:
        if _is_junk(entry.filename):
            continue
        duplicate = "is in the zip twice" if counts[entry.filename] > 1 else ""
        refusal = _refusal(entry) or duplicate
        one = Incoming(
            prefix + entry.filename, _reader(archive, entry), refusal, in_zip=True
        )
        nested = not prefix and not refusal and one.name.lower().endswith(".zip")
        yield from _in_nested(one, stack) if nested else [one]


def _in_nested(one: Incoming, stack: ExitStack) -> Iterator[Incoming]:
    """Yield the files of a zip that a student handed in; a broken one is a file."""
    try:
        inner = _opened(io.BytesIO(one.read()), stack)
        yield from list(_in_archive(inner, f"{one.path}/", stack))
    except (BrokenArchive, SubmissionRefused):
        yield Incoming(one.path, bytes, "a zip that cannot be read", in_zip=True)


def _refuse_bombs(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES or total > MAX_TOTAL:
        raise BrokenArchive(
            f"{archive.filename} holds {len(entries):,} files of {total:,} bytes: "
            f"expected at most {MAX_FILES:,} of {MAX_TOTAL:,}"
        )


def _refusal(entry: zipfile.ZipInfo) -> str:
    """Return why an entry may not be read; else empty."""
    path = PurePosixPath(entry.filename)
    tricky = "\\" in entry.orig_filename or ":" in path.parts[0]
    if path.is_absolute() or ".." in path.parts or tricky:
        return "a path that leads out of the zip"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a symbolic link"
    if entry.flag_bits & 1:
        return "encrypted"
    packed = entry.file_size > _SMALL and entry.file_size > _RATIO * entry.compress_size
    if packed:
        return "packed like a zip bomb"
    return _too_large() if entry.file_size > MAX_BYTES else ""


def _too_large() -> str:
    return f"larger than {MAX_BYTES:,} bytes"


def _reader(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive.open(entry) as file:
                data = file.read(MAX_BYTES + 1)  # its header may lie about the size
        except Exception as error:  # zlib, zipfile and the system each have their own
            raise SubmissionRefused(f"cannot be unpacked: {error}") from error
        if len(data) > MAX_BYTES:
            raise SubmissionRefused(_too_large())
        return data

    return read


def _is_junk(name: str) -> bool:
    return any(part in _JUNK or part.startswith("._") for part in name.split("/"))


def parse_time(text: str) -> datetime | None:
    """Return a time as UTC without a zone, as nbgrader keeps it; None if it is not one.

    A time that names no zone is one of this machine's zone.
    """
    try:
        when: datetime = parser.parse(text.removesuffix(" UTC"), fuzzy=True)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None and text.endswith(" UTC"):
        return when
    return when.astimezone(UTC).replace(tzinfo=None)

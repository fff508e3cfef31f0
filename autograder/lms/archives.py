"""The files that were handed in, wherever they are: in a zip, in a folder.

Nothing is ever unpacked: a file is read into memory when it was chosen, and written
under a name of our own. So no path in an archive leads anywhere.
"""

import io
import os
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder import tables
from autograder.errors import BrokenArchive, SubmissionRefused, UsageError
from autograder.grading.submission import MAX_BYTES

MAX_FILES = 50_000
MAX_TOTAL = 8 * 1024**3  # bytes, unpacked; read one by one
_LINK = "a symbolic link"
IsKnown = Callable[[str], bool]  # whether a path names somebody of the class
_PAGES = ("utf-8", *tables.CODE_PAGES, "cp437", "cp850", "cp852", "cp866")
_UTF8 = 0x800  # of an entry's flags: its name is UTF-8
_JUNK = ("__MACOSX", ".ipynb_checkpoints", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Incoming:
    """One file as it was handed in.

    Attributes
    ----------
    path
        Where it stands in the zip or folder, with ``/``; that of a folder that may not
        be read, or of a link that leads nowhere, ends in one.
    refusal
        Why it may not be read; else empty.
    in_zip
        Whether it came in a zip, and not in a folder of this machine.
    is_junk
        Whether a system or Jupyter put it there, and no person.
    guessed
        Whether the zip does not say in which letters its name is written, and nobody
        whom the class knows is named by any.
    """

    path: str
    read: Callable[[], bytes]
    refusal: str = ""
    in_zip: bool = False
    is_junk: bool = False
    guessed: bool = False

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return self.path.rpartition("/")[2]


def incoming(
    source: Path, stack: ExitStack, is_known: IsKnown = lambda path: False
) -> Iterator[Incoming]:
    """Yield the files in a folder or a zip; zips in it are looked into, once.

    Parameters
    ----------
    stack
        Closes the archives; the files can be read until then.
    is_known
        Whether a path names somebody of the class: so the letters are found in which a
        zip of an older program was written.

    Raises
    ------
    UsageError
        If there is nothing of that name, or a folder that may not be opened.
    BrokenArchive
        If a file is not a zip, or holds more than a class hands in.
    """
    if source.is_dir():
        yield from _in_folder(source)
    elif source.is_file():
        yield from _in_archive(_opened(source, stack), "", stack, is_known)
    else:
        raise UsageError(f"no file or folder {source}: expected a zip or a folder")


def _in_folder(folder: Path) -> Iterator[Incoming]:
    closed: list[OSError] = []
    for inside, folders, files in os.walk(folder, onerror=closed.append):
        folders.sort()
        place = Path(inside)
        links = [one for one in folders if _not_plain(place / one) == _LINK]
        yield from (_on_disk(place / one, folder) for one in sorted([*links, *files]))
    for error in closed:
        path, reason = Path(error.filename), f"cannot be opened: {error.strerror}"
        if path == folder:
            raise UsageError(f"{folder} {reason}")
        name = f"{_written(path, folder)}/"
        yield Incoming(name, bytes, reason, is_junk=_is_junk(name))


def _on_disk(path: Path, folder: Path) -> Incoming:
    refusal = _not_plain(path)
    no_file = refusal == _LINK and not _is_file(path)
    name = _written(path, folder) + "/" * no_file
    return Incoming(name, path.read_bytes, refusal, is_junk=_is_junk(name))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # it leads where nobody may look
        return False


def _not_plain(path: Path) -> str:
    """Return why what is on disk may not be read; else empty."""
    try:
        about = path.lstat()
    except OSError as error:
        return f"cannot be opened: {error.strerror}"
    if stat.S_ISLNK(about.st_mode):
        return _LINK
    if not stat.S_ISREG(about.st_mode):
        return "neither a file nor a folder"
    return _too_large() if about.st_size > MAX_BYTES else ""


def _written(path: Path, folder: Path) -> str:
    """Return a path below a folder as text, with bytes that are no UTF-8 in hex."""
    name = path.relative_to(folder).as_posix()
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _opened(source: Path | io.BytesIO, stack: ExitStack) -> zipfile.ZipFile:
    try:
        return stack.enter_context(zipfile.ZipFile(source))
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise BrokenArchive(
            f"{source} is not a zip file ({error}): download it again, or unpack it "
            "and name the folder"
        ) from error


def _in_archive(
    archive: zipfile.ZipFile, prefix: str, stack: ExitStack, is_known: IsKnown
) -> Iterator[Incoming]:
    entries = archive.infolist()
    _refuse_bombs(archive, entries)
    names, guessed = _names(entries, lambda path: is_known(prefix + path))
    known = Counter(names)
    for name, entry in zip(names, entries, strict=True):
        if name.endswith("/"):
            continue
        twice = "is in the zip twice" if known[name] > 1 else ""
        refusal = _refusal(entry, name) or twice
        read, odd = _reader(archive, entry), name in guessed
        one = Incoming(prefix + name, read, refusal, True, _is_junk(name), odd)
        zipped = one.name.lower().endswith(".zip") and not one.is_junk
        nested = zipped and not prefix and not refusal
        yield from _in_nested(one, stack, is_known) if nested else [one]


def _in_nested(
    one: Incoming, stack: ExitStack, is_known: IsKnown
) -> Iterator[Incoming]:
    """Yield the files of a zip that a student handed in; a broken one is a file."""
    try:
        inner = _opened(io.BytesIO(one.read()), stack)
        yield from list(_in_archive(inner, f"{one.path}/", stack, is_known))
    except (BrokenArchive, SubmissionRefused):
        yield Incoming(one.path, bytes, "a zip that cannot be read", in_zip=True)


def _refuse_bombs(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES or total > MAX_TOTAL:
        raise BrokenArchive(
            f"{archive.filename} holds {len(entries):,} files of {total:,} bytes: "
            f"expected at most {MAX_FILES:,} of {MAX_TOTAL:,}"
        )


def _names(
    entries: Sequence[zipfile.ZipInfo], is_known: IsKnown
) -> tuple[list[str], set[str]]:
    """Return the path of each entry, with ``/``, and those whose letters are guessed.

    Windows writes paths with backslashes, and names in the code page of its language;
    zipfile takes what is not marked as UTF-8 for the code page of the first PCs.
    """
    foreign = {e.orig_filename for e in entries if not e.flag_bits & _UTF8}
    odd = sorted(n for n in foreign if not n.isascii() and "\n" not in n)
    meant, sure = _decoded(odd, is_known) if odd else ([], True)
    known = dict(zip(odd, meant, strict=False))
    marked = [e.flag_bits & _UTF8 for e in entries]
    written = [e.orig_filename for e in entries]
    names = [
        _path(name if utf8 else known.get(name, name))
        for name, utf8 in zip(written, marked, strict=True)
    ]
    return names, set() if sure else {_path(name) for name in meant}


def _path(name: str) -> str:
    return name.partition("\0")[0].replace("\\", "/")


def _decoded(names: Sequence[str], is_known: IsKnown) -> tuple[list[str], bool]:
    """Return what names that zipfile took for code page 437 are; whether that is sure.

    It is if they are UTF-8, or name somebody of the class in some code page.
    """
    written = [name.encode("cp437") for name in names]
    texts = [text for page in _PAGES if (text := _all_in(page, written))]
    if texts and texts[0] == _all_in("utf-8", written):
        return texts[0], True
    best = max(texts, key=lambda text: sum(map(is_known, map(_path, text))), default=[])
    if any(map(is_known, map(_path, best))):
        return best, True
    guessed, _ = tables.guess(b"\n".join(written))  # together: one alone is too short
    return guessed.split("\n"), False


def _all_in(page: str, names: Iterable[bytes]) -> list[str]:
    """Return names read in a code page; none if one of them does not fit."""
    try:
        return [name.decode(page) for name in names]
    except UnicodeDecodeError:
        return []


def _refusal(entry: zipfile.ZipInfo, name: str) -> str:
    """Return why an entry may not be read; else empty."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "a path that leads out of the zip"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return _LINK
    if entry.flag_bits & 1:
        return "encrypted"
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

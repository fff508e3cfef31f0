"""The folder in which a student's code may write: private, bounded, and emptied."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
MAX_FILES = 5_000  # folders included
MATPLOTLIB = "matplotlib"  # its folder, which it wants to be writable
WORK = "work"  # the working folder in it
_PARTS = (WORK, "home", "tmp", MATPLOTLIB)
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_LONG = 2000  # characters of a path, of which the kernel takes 4095


class Scratch:
    """The folder, with the working folder, the home and temporary files in it.

    Parameters
    ----------
    folder
        Exists, and is this process's alone.
    fonts
        Lists that matplotlib made of the fonts; linked into its folder.
    """

    def __init__(self, folder: Path, fonts: Sequence[Path] = ()) -> None:
        self.folder = folder
        self._fonts = fonts

    def renew(self) -> Path:
        """Delete what is there, and return a folder for a process: this one."""
        _empty(self.folder)
        return self._furnished(self.folder)

    def beside(self) -> Path:
        """Return a folder for one more process; the others keep theirs."""
        return self._furnished(Path(tempfile.mkdtemp(dir=self.folder)))

    def is_over_full(self, processes: int = 1) -> bool:
        """Return whether there is more in it than students' processes may write."""
        files, size = 0, 0
        for entries in _walk(self.folder):
            for entry in entries:
                files += 1
                with suppress(OSError):  # deleted meanwhile
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                if files > MAX_FILES * processes or size > MAX_BYTES * processes:
                    return True
        return False

    def _furnished(self, folder: Path) -> Path:
        for part in _PARTS:
            (folder / part).mkdir()
        for one in self._fonts:
            (folder / MATPLOTLIB / one.name).symlink_to(one)
        return folder


def _walk(folder: Path) -> Iterator[Iterable[os.DirEntry[str]]]:
    """Yield what is in a folder, and in those below, of which students' code is busy.

    A path may be longer than the kernel takes: it is opened in parts.
    """
    with ExitStack() as opened:
        folders: list[tuple[int | None, str]] = [(None, str(folder))]
        while folders:
            base, path = folders.pop()
            try:
                here = os.open(path, _FOLDER, dir_fd=base)
            except OSError:  # deleted meanwhile; `confine` lets none be closed
                continue
            close = opened.enter_context(ExitStack())
            close.callback(os.close, here)
            with os.scandir(here) as entries:
                found = list(entries)
            yield found
            names = [e.name for e in found if e.is_dir(follow_symlinks=False)]
            if len(path) > _LONG and names:
                folders += [(here, name) for name in names]
            else:
                folders += [(base, f"{path}/{name}") for name in names]
                close.close()


def enter(folder: Path) -> None:
    """Make one of a scratch's folders this process's own: its current one, its home.

    Parameters
    ----------
    folder
        What `Scratch.renew` or `Scratch.beside` gave.
    """
    work, home, tmp, matplotlib = (folder / part for part in _PARTS)
    os.environ |= {"HOME": str(home), "TMPDIR": str(tmp)}
    os.environ["IPYTHONDIR"] = str(home / ".ipython")
    os.environ["MPLCONFIGDIR"] = str(matplotlib)
    tempfile.tempdir = None  # to be looked for again
    os.chdir(work)


def import_from_here() -> None:
    """Let modules in the working folder be found where a kernel finds them.

    Not before this process is a child: nothing else may import from there.
    """
    installed = ("site-packages", "dist-packages")
    places = (n for n, path in enumerate(sys.path) if path.endswith(installed))
    sys.path.insert(next(places, len(sys.path)), "")


def _empty(folder: Path) -> None:
    """Delete all in a folder, however deep it goes, and make it the current one.

    `shutil.rmtree` takes a stack frame and an open file for each level.
    """
    os.chdir(folder)
    levels = [_unlink_files()]
    while levels:
        if levels[-1]:
            Path(levels[-1][-1]).chmod(0o700)
            os.chdir(levels[-1][-1])
            levels.append(_unlink_files())
            continue
        levels.pop()
        if levels:
            os.chdir("..")
            Path(levels[-1].pop()).rmdir()


def _unlink_files() -> list[str]:
    """Delete the files of the current folder; return the folders in it."""
    folders = []
    with os.scandir() as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            else:
                Path(entry.name).unlink()
    return folders

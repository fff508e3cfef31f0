"""The folder in which a student's code may write: private, bounded, and emptied."""

import os
from collections.abc import Sequence
from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
MAX_FILES = 5_000  # folders included
MATPLOTLIB = "matplotlib"  # its folder, which it wants to be writable
_PARTS = ("work", "home", "tmp", MATPLOTLIB)


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

    def renew(self) -> None:
        """Delete what is there, and make and enter an empty working folder."""
        _empty(self.folder)
        for part in _PARTS:
            (self.folder / part).mkdir()
        for one in self._fonts:
            (self.folder / MATPLOTLIB / one.name).symlink_to(one)
        os.chdir(self.folder / _PARTS[0])

    def is_over_full(self) -> bool:
        """Return whether there is more in it than a student's code may write."""
        files, size, folders = 0, 0, [self.folder]
        while folders:
            try:
                with os.scandir(folders.pop()) as entries:
                    for entry in entries:
                        files += 1
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(Path(entry.path))
                        else:
                            size += entry.stat(follow_symlinks=False).st_blocks * 512
                        if files > MAX_FILES or size > MAX_BYTES:
                            return True
            except OSError:  # deleted meanwhile, or hidden in paths that are too long
                files += 1
        return False


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

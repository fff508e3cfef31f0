"""Writing files whole."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from autograder.errors import AutograderError

_NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre"),
        *("gpfs", "beegfs", "glusterfs", "fuse.glusterfs", "fuse.sshfs", "davfs"),
    )
)
_OCTAL = re.compile(r"\\([0-7]{3})")  # how the system writes a blank in a name
_SHORT = 4096  # bytes of what holds a line, such as a time


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Name the file, and what to do, where the system refuses to write it.

    Raises
    ------
    AutograderError
        In place of an `OSError`.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AutograderError(
            f"{path} not written: {reason}; what is done is kept, run the command again"
        ) from error


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write, which is at `path` once the block has ended well.

    A reader sees the old file or the new, never half. Missing folders are made.

    Raises
    ------
    AutograderError
        If the system refuses; the old file then stands.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def write_whole(path: Path, data: str | bytes) -> None:
    """Write `data` to `path` as a `whole_file`; text as UTF-8, newlines as they stand.

    Raises
    ------
    AutograderError
        If the system refuses; the old file then stands.
    """
    with whole_file(path) as file:
        file.write(data.encode() if isinstance(data, str) else data)


def write_changed(path: Path, data: str) -> None:
    """Write `data` as `write_whole` does, unless the file holds it already.

    Raises
    ------
    AutograderError
        If the system refuses; the old file then stands.
    """
    try:
        same = path.read_bytes() == data.encode()
    except OSError:
        same = False
    if not same:
        write_whole(path, data)


def read_short(path: Path) -> str:
    """Return the text of a small plain file; of anything else a stranger left, none."""
    try:
        plain = path.is_file() and not path.is_symlink()
        if not plain or path.stat().st_size > _SHORT:
            return ""
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def is_on_network(path: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Return whether a file lies on a drive of the network; False where none tells.

    Parameters
    ----------
    mounts
        The system's table of drives: device, place, kind.
    """
    try:
        lines = [line.split() for line in mounts.read_text("utf-8").splitlines()]
    except OSError:
        return False
    kinds = {_OCTAL.sub(_letter, line[1]): line[2] for line in lines if len(line) > 2}
    folders = (str(folder) for folder in path.resolve().parents)
    return next((kinds[f] for f in folders if f in kinds), "") in _NETWORK


def _letter(code: re.Match[str]) -> str:
    return chr(int(code[1], 8))

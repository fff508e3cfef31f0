"""What the processes of one notebook take of the machine, seen from outside.

Limits of the kernel hold for one process, or for a whole user. Here what a group of
them takes together is looked at now and then: memory, threads, and files that they
deleted and keep open, which no folder shows and which take room until they end.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

MAX_MEMORY = 2560 * 1024 * 1024  # bytes; a cell or test may have 1 GiB, snapshots share
MAX_THREADS = 1000
MAX_DELETED = 64 * 1024 * 1024  # bytes
_UNKNOWN = 32 * 1024 * 1024  # bytes that a file counts of which the size is not known
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Member(NamedTuple):
    """One process: its pid, and what its `stat` says."""

    pid: int
    threads: int
    resident: int


def excess(groups: Mapping[int, Path | None]) -> str:
    """Return what processes of these groups take too much of; empty if nothing.

    Parameters
    ----------
    groups
        By its number, the folder in which a group may write, if that lies on this
        machine's own disk.
    """
    members = list(_members(set(groups)))
    threads = sum(member.threads for member in members)
    if threads > MAX_THREADS:
        return f"more than {MAX_THREADS:,} threads"
    if sum(member.resident for member in members) > MAX_MEMORY:  # shared: counted often
        memory = sum(map(_own_memory, members))
        if memory > MAX_MEMORY:
            return f"more than {MAX_MEMORY >> 20:,} MB of memory"
    folders = tuple(f"{folder}/" for folder in groups.values() if folder)
    if folders and _deleted(members, folders) > MAX_DELETED:
        return f"more than {MAX_DELETED >> 20:,} MB in files that are deleted"
    return ""


def _members(groups: set[int]) -> Iterator[Member]:
    """Yield the processes of these groups."""
    for pid in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 - many names
        with suppress(OSError):  # gone meanwhile
            text = Path("/proc", pid, "stat").read_text("utf-8", "replace")
            fields = text.rpartition(")")[2].split()
            if int(fields[2]) in groups:
                yield Member(int(pid), int(fields[17]), int(fields[21]) * _PAGE)


def _own_memory(member: Member) -> int:
    """Return a process's memory; what it shares with others counts by its part."""
    with suppress(OSError):
        for line in Path(f"/proc/{member.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _deleted(members: Iterable[Member], folders: tuple[str, ...]) -> int:
    """Return the bytes of files that are deleted and still open or mapped."""
    known: dict[tuple[int, int], int] = {}
    mapped: set[int] = set()
    for member in members:
        with suppress(OSError):  # gone meanwhile
            known.update(_open_files(member.pid))
            mapped |= _mapped_files(member.pid, folders)
    open_too = {number for _, number in known}
    return sum(known.values()) + _UNKNOWN * len(mapped - open_too)


def _open_files(pid: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield identity and size of each deleted file that a process has open."""
    with os.scandir(f"/proc/{pid}/fd") as entries:
        for entry in entries:
            with suppress(OSError):
                found = entry.stat()
                if stat.S_ISREG(found.st_mode) and found.st_nlink == 0:
                    yield (found.st_dev, found.st_ino), found.st_blocks * 512


def _mapped_files(pid: int, folders: tuple[str, ...]) -> set[int]:
    """Return the numbers of deleted files of these folders that a process maps."""
    text = Path(f"/proc/{pid}/maps").read_text("utf-8", "replace")
    lines = (line.split(maxsplit=5) for line in text.splitlines())
    return {
        int(line[4])
        for line in lines
        if len(line) == 6
        and line[5].startswith(folders)
        and line[5].endswith(" (deleted)")
    }

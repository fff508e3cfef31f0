"""What a group of processes takes is seen, also what no folder shows."""

import mmap
import os
import tempfile
import threading
from pathlib import Path

import pytest

from autograder.execution.isolated import footprint

GROUP = os.getpgid(0)


@pytest.fixture
def deleted(tmp_path):
    """Return an open file that is deleted, with something in it."""
    with tempfile.TemporaryFile(dir=tmp_path) as file:
        file.write(bytes(100_000))
        file.flush()
        yield file


def test_a_group_that_takes_little_is_let_be(tmp_path):
    assert footprint.excess({GROUP: tmp_path}) == ""


def test_deleted_files_that_are_open_are_counted(deleted, tmp_path, monkeypatch):
    monkeypatch.setattr(footprint, "MAX_DELETED", 50_000)

    assert "deleted" in footprint.excess({GROUP: tmp_path})
    assert footprint.excess({GROUP: None}) == ""


def test_deleted_files_that_are_only_mapped_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(footprint, "MAX_DELETED", 0)
    path = tmp_path / "file"
    path.write_bytes(bytes(mmap.PAGESIZE))
    before = footprint._mapped_files(os.getpid(), (f"{tmp_path}/",))

    with path.open("rb+") as file, mmap.mmap(file.fileno(), 0) as mapped:
        number = path.stat().st_ino
        path.unlink()
        found = footprint._mapped_files(os.getpid(), (f"{tmp_path}/",))
        assert mapped[0] == 0

    assert found - before == {number}


def test_memory_and_threads_are_counted(monkeypatch):
    monkeypatch.setattr(footprint, "MAX_MEMORY", 1)
    assert "memory" in footprint.excess({GROUP: None})

    monkeypatch.setattr(footprint, "MAX_THREADS", 1)
    stay = threading.Event()
    thread = threading.Thread(target=stay.wait)
    thread.start()
    assert "threads" in footprint.excess({GROUP: None})
    stay.set()
    thread.join()


def test_strangers_are_not_counted(monkeypatch):
    monkeypatch.setattr(footprint, "MAX_MEMORY", 1)

    assert footprint.excess({0: Path("/")}) == ""

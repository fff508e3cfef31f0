import os
import tempfile
from pathlib import Path

import pytest

from autograder.execution.isolated import scratch
from autograder.execution.isolated.scratch import Scratch, enter


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # and back again
    made = tmp_path / "scratch"
    made.mkdir()
    return made


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def environment(monkeypatch):
    """Put back what entering a folder changes."""
    for name in ("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setattr(tempfile, "tempdir", None)


def test_who_enters_a_scratch_has_a_working_folder_a_home_and_a_place_for_files(
    folder, environment
):
    enter(Scratch(folder).renew())

    assert names(folder) == ["home", "matplotlib", "tmp", "work"]
    assert Path.cwd() == folder / "work"
    assert Path.home() == folder / "home"
    assert tempfile.gettempdir() == str(folder / "tmp")


def test_a_process_beside_another_has_folders_of_its_own(folder, environment):
    room = Scratch(folder)
    enter(room.renew())
    Path("kept").touch()

    enter(room.beside())

    assert names(Path.cwd()) == []
    assert (folder / "work" / "kept").exists()
    assert Path.home().parent == Path.cwd().parent != folder


def test_the_lists_of_fonts_are_linked_anew_each_time(folder, tmp_path):
    made = tmp_path / "fontlist-v1.json"
    made.write_text("{}")
    room = Scratch(folder, [made])

    for _ in range(2):
        room.renew()
        assert (folder / "matplotlib" / made.name).read_text() == "{}"

    assert made.is_file()


def test_whatever_was_left_is_deleted_however_deep_or_closed(folder):
    room = Scratch(folder)
    os.chdir(room.renew() / "work")
    for _ in range(2000):  # longer than a path may be
        Path("deep").mkdir()
        os.chdir("deep")
        Path("file").touch()
    os.chdir(folder / "work")
    Path("closed").mkdir(0)

    room.renew()

    assert names(folder / "work") == []


def test_a_link_out_of_the_scratch_is_deleted_and_not_followed(folder, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    room = Scratch(folder)
    os.chdir(room.renew() / "work")
    Path("link").symlink_to(tmp_path / "kept")

    room.renew()

    assert (tmp_path / "kept" / "file").exists()


def test_a_scratch_is_over_full_with_too_many_files(folder):
    room = Scratch(folder)
    os.chdir(room.renew() / "work")
    for number in range(scratch.MAX_FILES - 10):
        Path(str(number)).mkdir()
    assert not room.is_over_full()

    for number in range(10):
        Path(f"file {number}").touch()

    assert room.is_over_full()


def test_a_scratch_is_over_full_with_too_many_bytes(folder, monkeypatch):
    monkeypatch.setattr(scratch, "MAX_BYTES", 100_000)
    room = Scratch(folder)
    room.renew()
    (folder / "tmp" / "one").write_bytes(bytes(60_000))
    assert not room.is_over_full()

    (folder / "work" / "two").write_bytes(bytes(60_000))

    assert room.is_over_full()


def test_what_lies_deeper_than_a_path_may_be_long_is_counted(folder, monkeypatch):
    monkeypatch.setattr(scratch, "MAX_BYTES", 400_000)
    room = Scratch(folder)
    os.chdir(room.renew() / "work")
    for _ in range(30):
        Path("d" * 200).mkdir()
        os.chdir("d" * 200)
    assert not room.is_over_full()

    Path("hidden").write_bytes(bytes(500_000))

    assert room.is_over_full()

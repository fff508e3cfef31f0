from pathlib import Path

import pytest

from autograder.files import is_on_network, write_changed


def test_a_file_that_holds_the_text_already_is_not_written_again(tmp_path):
    file = tmp_path / "page.html"
    write_changed(file, "σ")
    first = file.stat()

    write_changed(file, "σ")

    assert file.stat().st_ino == first.st_ino  # a new file would take its place


def test_another_text_is_written(tmp_path):
    file = tmp_path / "page.html"
    write_changed(file, "one")

    write_changed(file, "two")

    assert file.read_text() == "two"


@pytest.mark.parametrize(
    ("path", "remote"),
    [("/home/ada/course/a.db", True), ("/home/b c/a.db", True), ("/data/a.db", False)],
)
def test_a_drive_of_the_network_is_told_from_one_that_is_here(tmp_path, path, remote):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nserver:/home /home/ada nfs4 rw 0 0\n"
        "//server/c /home/b\\040c cifs rw 0 0\n"
    )

    assert is_on_network(Path(path), mounts) is remote
    assert not is_on_network(Path(path), tmp_path / "none")

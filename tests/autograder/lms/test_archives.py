import json
import os
import stat
import subprocess
import sys
import zipfile
from contextlib import ExitStack

import pytest

from autograder.errors import BrokenArchive, SubmissionRefused, UsageError
from autograder.lms import archives as files
from autograder.lms.archives import incoming
from tests.autograder.container import as_ordinary
from tests.autograder.lms_files import zipped


def listed(source):
    with ExitStack() as stack:
        return {one.path: one.refusal for one in incoming(source, stack)}


def without_rights(source):
    """List a folder as somebody to whom the system's rights apply, root or not."""
    script = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from autograder.errors import UsageError\n"
        "from autograder.lms.archives import incoming\n"
        "try:\n"
        "    found = {x.path: x.refusal for x in incoming(Path(sys.argv[1]), None)}\n"
        "except UsageError as error:\n"
        "    found = {'': str(error)}\n"
        "print(json.dumps(found))\n"
    )
    command = as_ordinary([sys.executable, "-c", script, source])
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def contents(source):
    with ExitStack() as stack:
        return {one.path: one.read() for one in incoming(source, stack)}


@pytest.mark.parametrize(
    "name",
    ["../a.ipynb", "/etc/a.ipynb", "x/../../a.ipynb", "C:\\a.ipynb", "..\\a.ipynb"],
)
def test_a_path_that_leads_out_of_the_zip_is_refused(tmp_path, name):
    (refusal,) = listed(zipped(tmp_path / "in.zip", {name: "x"})).values()

    assert refusal == "a path that leads out of the zip"


def test_a_symbolic_link_in_a_zip_is_refused(tmp_path):
    link = zipfile.ZipInfo("ada.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    found = listed(zipped(tmp_path / "in.zip", {link: "/etc/passwd"}))

    assert found == {"ada.ipynb": "a symbolic link"}


def test_a_symbolic_link_in_a_folder_is_refused(tmp_path):
    (tmp_path / "ada.ipynb").symlink_to("/etc/passwd")

    assert listed(tmp_path) == {"ada.ipynb": "a symbolic link"}


def test_what_a_folder_holds_beside_files_is_named(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "ada").symlink_to(tmp_path / "real")
    (tmp_path / "bob").symlink_to("nowhere")
    os.mkfifo(tmp_path / "cyd.ipynb")

    assert listed(tmp_path) == {
        "ada/": "a symbolic link",
        "bob/": "a symbolic link",
        "cyd.ipynb": "neither a file nor a folder",
    }


def test_a_name_that_is_no_utf8_is_written_so_that_it_can_be(tmp_path):
    (tmp_path / os.fsdecode(b"Zo\xeb.ipynb")).write_text("x")

    assert contents(tmp_path) == {"Zo\\xeb.ipynb": b"x"}


def test_a_folder_without_rights_is_named_and_the_rest_is_read(tmp_path):
    (tmp_path / "in" / "ada").mkdir(parents=True)
    (tmp_path / "in" / "bob.ipynb").write_text("x")
    (tmp_path / "in" / "ada").chmod(0)

    found = without_rights(tmp_path / "in")

    (tmp_path / "in" / "ada").chmod(0o700)
    assert found == {"bob.ipynb": "", "ada/": "cannot be opened: Permission denied"}


def test_a_source_without_rights_is_refused_with_the_reason(tmp_path):
    tmp_path.chmod(0)

    found = without_rights(tmp_path)

    tmp_path.chmod(0o700)
    assert found == {"": f"{tmp_path} cannot be opened: Permission denied"}


def test_a_zip_bomb_is_refused_and_the_rest_is_read(tmp_path):
    bomb = {"bomb.ipynb": b"0" * 30_000_000, "ada.ipynb": "fine"}

    found = listed(zipped(tmp_path / "in.zip", bomb))

    assert found == {"bomb.ipynb": "larger than 20,971,520 bytes", "ada.ipynb": ""}


def test_a_notebook_with_a_million_equal_lines_is_no_bomb(tmp_path):
    path = zipped(tmp_path / "in.zip", {"ada.ipynb": "the same line\n" * 1_000_000})

    assert path.stat().st_size < 100_000
    assert listed(path) == {"ada.ipynb": ""}


def test_paths_with_backslashes_are_paths(tmp_path):
    found = listed(zipped(tmp_path / "in.zip", {"ada\\sub\\a.ipynb": "x"}))

    assert found == {"ada/sub/a.ipynb": ""}


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("utf-8", ["Zoë/a.ipynb", "José/a.ipynb"]),
        ("cp949", ["김민수/과제.ipynb", "이영희/과제.ipynb", "박지성/과제.ipynb"]),
        ("gb18030", ["王小明/作业一.ipynb", "李华/作业一.ipynb", "张伟/作业一.ipynb"]),
        ("cp932", ["田中さくら/レポート.ipynb", "山本たろう/レポート.ipynb"]),
    ],
)
def test_names_in_a_code_page_of_windows_are_read(tmp_path, encoding, names):
    path = tmp_path / "in.zip"
    written = {f"<{number}": name.encode(encoding) for number, name in enumerate(names)}
    with zipfile.ZipFile(path, "w") as archive:
        for mark, name in written.items():
            archive.writestr(mark.ljust(len(name), ">"), "x")
    data = path.read_bytes()
    for mark, name in written.items():
        data = data.replace(mark.ljust(len(name), ">").encode(), name)
    path.write_bytes(data)

    assert list(listed(path)) == names


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp949", "김민준"), ("cp850", "João"), ("cp437", "Müller"), ("cp866", "Иванов")],
)
def test_one_short_name_is_read_in_the_letters_that_name_a_student(
    tmp_path, encoding, name
):
    path = zipped(tmp_path / "in.zip", {"<" * len(name.encode(encoding)): "x"})
    written = name.encode(encoding)
    path.write_bytes(path.read_bytes().replace(b"<" * len(written), written))

    with ExitStack() as stack:
        (one,) = incoming(path, stack, lambda path: path == name)

    assert (one.path, one.guessed) == (name, False)


def test_a_header_that_lies_about_the_size_does_not_fill_the_memory(
    tmp_path, monkeypatch
):
    path = zipped(tmp_path / "in.zip", {"a.ipynb": b"0" * 5000})
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    with ExitStack() as stack:
        (one,) = incoming(path, stack)
        monkeypatch.setattr(one.read.__closure__[1].cell_contents, "file_size", 10)

        with pytest.raises(SubmissionRefused, match=r"larger than 1,000|unpacked"):
            one.read()


def test_more_files_than_a_class_hands_in_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILES", 2)

    with pytest.raises(BrokenArchive, match="holds 3 files"):
        listed(zipped(tmp_path / "in.zip", dict.fromkeys("abc", "x")))


def test_more_bytes_than_a_class_hands_in_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_TOTAL", 2)

    with pytest.raises(BrokenArchive, match="of 3 bytes"):
        listed(zipped(tmp_path / "in.zip", {"a": "xyz"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_both_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("ada.ipynb", "one")
        archive.writestr("ada.ipynb", "two")

    assert listed(tmp_path / "in.zip") == {"ada.ipynb": "is in the zip twice"}


def test_an_encrypted_file_is_refused(tmp_path):
    path = zipped(tmp_path / "in.zip", {"ada.ipynb": "x"})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)

    assert listed(path) == {"ada.ipynb": "encrypted"}


def test_a_damaged_file_in_a_zip_is_refused_when_it_is_read(tmp_path):
    path = zipped(tmp_path / "in.zip", {"ada.ipynb": "some text" * 100})
    data = path.read_bytes()
    path.write_bytes(data[:45] + b"\xff\xff\xff" + data[48:])

    with pytest.raises(SubmissionRefused, match="cannot be unpacked"):
        contents(path)


def test_a_zip_that_is_none_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "in.zip").write_text("<html>please log in</html>")

    with pytest.raises(BrokenArchive, match=r"is not a zip file .*download it again"):
        listed(tmp_path / "in.zip")


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match="nowhere"):
        listed(tmp_path / "nowhere")


def test_a_zip_in_the_zip_is_looked_into_once(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"lab.ipynb": "x", "deep.zip": "PK"})
    packed = {"ada.zip": inner.read_bytes(), "bob.zip": "no zip"}

    found = listed(zipped(tmp_path / "in.zip", packed))

    assert found == {
        "ada.zip/lab.ipynb": "",
        "ada.zip/deep.zip": "",
        "bob.zip": "a zip that cannot be read",
    }


def test_what_systems_leave_behind_is_told_from_work(tmp_path):
    junk = {"__MACOSX/._a.ipynb", "x/.ipynb_checkpoints/a.ipynb", ".DS_Store"}
    names = [*junk, "x/a.ipynb", "x/Thumbs.db.ipynb"]

    with ExitStack() as stack:
        found = incoming(zipped(tmp_path / "in.zip", dict.fromkeys(names, "")), stack)
        assert {one.path for one in found if one.is_junk} == junk


def test_a_large_file_in_a_folder_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 3)
    (tmp_path / "a.ipynb").write_text("four")

    assert listed(tmp_path) == {"a.ipynb": "larger than 3 bytes"}

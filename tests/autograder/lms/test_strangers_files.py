"""What students and their machines make of names: nobody's work is lost or swapped."""

import unicodedata

import pytest

from autograder.lms.collect import collect
from autograder.lms.collected_table import FileStatus
from tests.autograder.double_lab import LAB
from tests.autograder.lms_files import correct, held, zipped

ODD = ["sean.o'brien", "ann+x@uni.edu", "jane doe", "अमित", "अमिता", "Zoë"]


@pytest.fixture
def listed(tmp_path):
    """Return a class whose ids are not all of plain letters."""
    path = tmp_path / "class.csv"
    lines = [f'"{one}",{one},' for one in [*ODD, "ada", "bob"]]
    path.write_text("\n".join(["student_id,first_name,last_name", *lines]), "utf-8")
    return path


@pytest.fixture
def gather(course, tmp_path, listed):
    """Return a function that collects a zip, and gives its rows."""

    def run(files, roster=listed):
        return collect(course, LAB, [zipped(tmp_path / "in.zip", files)], roster).rows

    return run


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_odd_name_is_a_students(course, gather, name, form):
    folder = unicodedata.normalize(form, name)

    rows = gather({f"{folder}/{LAB}.ipynb": "work"})

    assert [row.student for row in rows if row.status is FileStatus.COLLECTED] == [name]
    assert held(course, name) == "work"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_list_may_spell_letters_and_accents_apart(course, gather, tmp_path, form):
    path = tmp_path / "mac.csv"
    path.write_text(
        unicodedata.normalize("NFD", "student_id,name\nZoë,Zoë Q\n"), "utf-8"
    )

    gather({f"{unicodedata.normalize(form, 'Zoë')}/{LAB}.ipynb": "work"}, roster=path)

    assert held(course, "Zoë") == "work"


def test_work_a_folder_deeper_belongs_to_the_student_of_the_list(course, gather):
    gather({f"{who}/submission/{LAB}.ipynb": who for who in ("ada", "bob")})

    assert (held(course, "ada"), held(course, "bob")) == ("ada", "bob")


def test_a_folder_that_several_have_is_nobody(course, gather):
    rows = gather(
        {f"{who}/submission/{LAB}.ipynb": who for who in ("eve", "fay")}, roster=None
    )

    assert {row.status for row in rows} == {FileStatus.UNKNOWN}
    assert "in each of eve, fay" in rows[0].note
    assert not (course.submitted / "submission").exists()


@pytest.mark.parametrize(
    "called",
    [
        *(f"{LAB}.ipynb.txt", f"{LAB}.json", f"{LAB}.ipynb.json", f"{LAB}.IPYNB"),
        *(f"{LAB} - Copy.ipynb", f"{LAB} - Kopie (2).ipynb", f"{LAB}(1).ipynb"),
        *(f"{LAB} copy 2.ipynb", f"Copy of {LAB}.ipynb", f"{LAB}.ipynb.ipynb"),
        *(f"{LAB}.ipynb.download", f"{LAB}.ipynb.crdownload", f"{LAB} (2).ipynb.txt"),
        *("x" * 249 + ".ipynb", f"CON/{LAB}.ipynb", f"a./b /{LAB}.ipynb"),
    ],
)
def test_a_notebook_whose_name_changed_on_the_way_is_collected(course, gather, called):
    gather({f"ada/{called}": "work"})

    assert held(course, "ada") == "work"


@pytest.mark.parametrize("called", ["text.html", "link.html"])
@pytest.mark.parametrize("late", ["", "LATE_"])
def test_who_typed_into_canvas_page_did_not_hand_in_nothing(
    gather, roster, called, late
):
    rows = gather({f"charissecyd_{late}103_{called}": "<p>My answer is"}, roster)

    assert [r.status for r in rows if r.student == "cyd"] == [
        "no notebook",
        "handed in no notebook",
    ]


def test_nobody_handed_in_nothing_while_files_are_nobodys(gather, roster):
    lovelace = "Ada Lovelace_9001_assignsubmission_file_/01_double.ipynb"
    rows = gather({lovelace: "{}"}, roster)

    (unknown,) = [row for row in rows if row.needs_a_look]
    assert (unknown.student, unknown.status) == ("", "unknown student")
    (ada,) = [row for row in rows if row.student == "ada"]
    assert ada.status == "nothing known to be theirs"
    assert "nobody's yet: 1" in ada.note


@pytest.mark.parametrize(
    "called",
    [
        *("answers.pdf", "notes.json", f"{LAB}.html", f"{LAB}.py", "image.png"),
        *(".DS_Store", f"._{LAB}.ipynb", f"{LAB}-checkpoint.ipynb", "Thumbs.db"),
    ],
)
def test_who_handed_in_something_did_not_hand_in_nothing(gather, called):
    place = ".ipynb_checkpoints/" if "checkpoint" in called else ""
    files = gather({f"ada/{place}{called}": "x"})
    rows = {row.student: row for row in files if not row.file}

    assert rows["ada"].status is FileStatus.UNREADABLE
    assert rows["ada"].needs_a_look
    assert f"there is {called}" in rows["ada"].note
    assert rows["bob"].status is FileStatus.ABSENT


@pytest.mark.parametrize(
    "called", ["work.rar", "a.7z", "work.tar.gz", "WORK.TGZ", "broken.zip", "deep.zip"]
)
def test_what_is_packed_and_not_looked_into_is_asked_beside_work_too(
    tmp_path, gather, called
):
    deepest = zipped(tmp_path / "deepest.zip", {f"{LAB}.ipynb": "late"}).read_bytes()
    deep = zipped(tmp_path / "deep.zip", {"deep.zip": deepest}).read_bytes()
    content = deep if called == "deep.zip" else "packed"

    for beside in ({}, {f"ada/{LAB}.ipynb": "early"}):
        rows = gather({f"ada/{called}": content, **beside})

        (asked,) = [row for row in rows if row.needs_a_look]
        assert (asked.student, asked.status) == ("ada", FileStatus.REFUSED)
        assert "unpack it and collect the folder" in asked.note


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("<!DOCTYPE html><title>Log in</title>", "is a web page"),
        ("\ufeff\n<html>", "is a web page"),
        ("PK\x03\x04", "is a zip"),
        ("%PDF-1.7", "is a PDF"),
    ],
)
def test_another_file_under_a_notebooks_name_is_kept_and_told(
    course, gather, content, kind
):
    first = gather({f"ada/{LAB}.ipynb": content})
    again = gather({f"ada/{LAB}.ipynb": content})

    assert held(course, "ada") == content
    for rows in (first, again):
        (asked,) = [row for row in rows if row.needs_a_look]
        assert asked.status is FileStatus.BROKEN
        assert kind in asked.note


def test_a_students_folder_that_is_a_link_is_that_students(course, tmp_path, listed):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada").symlink_to(tmp_path)

    rows = collect(course, LAB, [tmp_path / "in"], listed).rows

    (link,) = [row for row in rows if row.file]
    assert (link.student, link.status) == ("ada", FileStatus.REFUSED)
    assert "ada" not in [row.student for row in rows if not row.file]


def test_names_that_differ_in_capitals_are_attempts_and_counted(gather):
    rows = gather({f"ada/{LAB}.ipynb": "one", f"Ada/{LAB.upper()}.ipynb": "two"})

    notes = sorted(row.note for row in rows if row.student == "ada")
    assert notes == ["", "attempt 2 of 2"]


def test_a_folder_name_of_255_bytes_is_nobodys(gather):
    (row,) = [row for row in gather({f"{'y' * 255}/{LAB}.ipynb": "x"}) if row.file]

    assert (row.student, row.status) == ("", FileStatus.UNKNOWN)


def test_one_file_is_for_a_whole_group_where_the_table_says_so(course, gather):
    file = f"ada/{LAB}.ipynb"
    gather({file: "ours"})

    correct(course, file, "ada, bob")
    rows = gather({file: "ours"})
    again = gather({file: "ours"})

    assert (held(course, "ada"), held(course, "bob")) == ("ours", "ours")
    assert {row.student: row.note for row in rows if row.file} == {
        "ada": "handed in together with bob",
        "bob": "handed in together with ada",
    }
    assert {row.status for row in again if row.file} == {FileStatus.SAME}


def test_a_time_in_the_list_that_could_be_two_is_named(course, tmp_path, gather):
    path = tmp_path / "times.csv"
    path.write_text("student_id,name,submitted\nada,Ada L,04.11.2026 10:00\n", "utf-8")

    done = collect(course, LAB, [zipped(tmp_path / "in.zip", {})], path)

    (problem,) = done.problems
    assert "Ada L: the time '04.11.2026 10:00' is not clear" in problem


def test_a_name_in_unknown_letters_makes_no_student(course, tmp_path):
    path = zipped(tmp_path / "in.zip", {f"<<<</{LAB}.ipynb": "x"})
    path.write_bytes(path.read_bytes().replace(b"<<<<", "김준".encode("cp949")))

    (row,) = collect(course, LAB, [path]).rows

    assert row.status is FileStatus.UNKNOWN
    assert "in which letters" in row.note

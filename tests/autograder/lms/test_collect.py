import errno
import os
from datetime import datetime

import pytest

from autograder.errors import AutograderError, GradebookError, UsageError
from autograder.grading.submission import submitted_at
from autograder.lms import attempts
from autograder.lms.best_attempt import Best
from autograder.lms.collect import collect, exchange
from autograder.lms.collected_table import FileStatus
from tests.autograder.double_lab import LAB, RIGHT, WRONG
from tests.autograder.lms_files import correct, held, moodle_list, text_of, zipped

DUE = datetime(2026, 11, 20, 22, 0)


def test_canvas_files_reach_their_students(course, take):
    found = take({f"mullerbob_102_9_{LAB}.ipynb": "b", f"x_101_8_{LAB}.ipynb": "a"})

    assert (held(course, "ada"), held(course, "bob")) == ("a", "b")
    assert found["cyd"] is FileStatus.ABSENT


def test_moodle_files_reach_their_students_with_their_time(course, take, tmp_path):
    when = '"Friday, 20 November 2026, 11:59 PM +0100"'
    line = f"Participant 77,Ada Lovelace,ada@x,Submitted,,6.00,Yes,{when},-,"
    roster = moodle_list(tmp_path / "m.csv", line)

    take({f"A L_77_assignsubmission_file_/{LAB}.ipynb": "a"}, roster=roster)

    assert held(course, "ada@x") == "a"
    when = submitted_at(course.submitted / "ada@x" / LAB)
    assert when == datetime(2026, 11, 20, 22, 59)


def test_the_exchange_is_the_source_if_none_is_named(course, tmp_path):
    course.config.Exchange.root = str(tmp_path)
    inbound = tmp_path / "gradlab" / "inbound"
    for second, answer in enumerate("ab"):
        folder = inbound / f"zoe+{LAB}+2026-11-20 21:04:0{second} UTC+r"
        folder.mkdir(parents=True)
        (folder / f"{LAB}.ipynb").write_text(answer)
        (folder / "timestamp.txt").write_text(f"2026-11-20 21:04:0{second}.5 UTC")
        (folder / "submission_secret.txt").write_text(f"secret {answer}")

    collect(course, LAB, [])

    assert held(course, "zoe") == "b"
    beside = {p.name: p.read_text() for p in (course.submitted / "zoe" / LAB).iterdir()}
    assert beside["timestamp.txt"] == "2026-11-20 21:04:01.5 UTC"
    assert beside["submission_secret.txt"] == "secret b"


def test_the_exchange_of_a_jupyterhub_is_found(course, tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    config = tmp_path / "nbgrader_config.py"
    config.write_text("c = get_config()\nc.Exchange.root = '/srv/exchange'\n")

    assert str(exchange(course)) == "/srv/exchange/gradlab/inbound"

    config.write_text("oops(")
    with pytest.raises(UsageError, match=r"nbgrader_config\.py does not run"):
        exchange(course)


def test_the_last_attempt_counts_or_the_first(course, take):
    files = {
        f"a_101_9_{LAB}.ipynb": "one",
        f"a_101_12_{LAB}-1.ipynb": "two",
        f"a_101_13_{LAB}-10.ipynb": "three",
    }

    found = take(files)
    assert held(course, "ada") == "three"
    assert list(found.values()).count(FileStatus.EARLIER) == 2

    take(files, chooser=attempts.first, replaces=True)
    assert held(course, "ada") == "one"


def test_the_best_attempt_counts_if_asked_for(course, take, lab, executor, released):
    files = {
        f"a_101_9_{LAB}.ipynb": text_of(released, RIGHT),
        f"a_101_12_{LAB}-1.ipynb": text_of(released, WRONG),
        f"a_101_13_{LAB}-2.ipynb": "broken",
    }

    take(files, chooser=Best(lab, executor))

    assert held(course, "ada") == files[f"a_101_9_{LAB}.ipynb"]


def test_a_late_mark_counts_as_just_late_where_no_time_is_known(course, take):
    take({f"a_LATE_101_9_{LAB}.ipynb": "a", f"b_102_9_{LAB}.ipynb": "b"}, due=DUE)

    assert submitted_at(course.submitted / "ada" / LAB) == DUE.replace(second=1)
    assert submitted_at(course.submitted / "bob" / LAB) is None


def test_the_due_date_is_kept_for_the_next_collection(course, take):
    from nbgrader.api import Gradebook

    take({}, due=DUE)
    take({f"a_LATE_101_9_{LAB}.ipynb": "a"})

    assert submitted_at(course.submitted / "ada" / LAB) == DUE.replace(second=1)
    with Gradebook(course.gradebook_url) as gradebook:
        assert gradebook.find_assignment(LAB).duedate == DUE


def test_an_unknown_file_is_collected_once_the_table_says_whose_it_is(course, take):
    name = f"somebody_555_9_{LAB}.ipynb"
    assert take({name: "a"})[name] is FileStatus.UNKNOWN
    assert not course.submitted.exists()

    correct(course, name, "ada")

    assert take({name: "a"})[name] is FileStatus.COLLECTED
    assert held(course, "ada") == "a"
    assert take({name: "a"})[name] is FileStatus.SAME  # what was written stays in force


def test_a_correction_to_nobody_known_is_not_followed(course, take):
    name = f"somebody_555_9_{LAB}.ipynb"
    take({name: "a"})
    correct(course, name, "adda")

    assert take({name: "a"})[name] is FileStatus.UNKNOWN


def test_a_correction_that_is_no_folder_name_is_not_followed(course, tmp_path):
    (tmp_path / "in" / "zoe").mkdir(parents=True)
    (tmp_path / "in" / "zoe" / f"{LAB}.ipynb").write_text("z")
    collect(course, LAB, [tmp_path / "in"])
    correct(course, f"zoe/{LAB}.ipynb", "../zoe")

    (row,) = collect(course, LAB, [tmp_path / "in"]).rows

    assert row.status is FileStatus.UNKNOWN


def test_a_folder_that_names_nobody_known_is_taken_and_asked(course, take, tmp_path):
    take({})  # the gradebook now knows ada, bob and cyd
    (tmp_path / "in" / "adda").mkdir(parents=True)
    (tmp_path / "in" / "adda" / f"{LAB}.ipynb").write_text("a")

    done = collect(course, LAB, [tmp_path / "in"])

    (row,) = [row for row in done.rows if row.student == "adda"]
    assert (row.status, row.needs_a_look) == (FileStatus.NEW, True)
    assert "not in the student list: if that is a slip" in row.note

    still = collect(course, LAB, [tmp_path / "in"]).rows
    assert [row.status for row in still if row.needs_a_look] == [FileStatus.NEW]

    correct(course, row.file, "adda")
    again = collect(course, LAB, [tmp_path / "in"]).rows
    assert not [row for row in again if row.needs_a_look]


@pytest.mark.parametrize("to", ["ada", "-", "nobody?"])
def test_work_that_was_put_down_to_the_wrong_student_is_taken_back(
    course, take, tmp_path, to
):
    take({})
    (tmp_path / "in" / "adda").mkdir(parents=True)
    (tmp_path / "in" / "adda" / f"{LAB}.ipynb").write_text("a")
    collect(course, LAB, [tmp_path / "in"])

    correct(course, f"adda/{LAB}.ipynb", to)
    (row,) = [r for r in collect(course, LAB, [tmp_path / "in"]).rows if r.file]

    there = sorted(path.parents[1].name for path in course.submitted.rglob("*.ipynb"))
    old = course.grading / "replaced" / "adda" / LAB / "1" / f"{LAB}.ipynb"
    assert there == {"ada": ["ada"], "-": [], "nobody?": ["adda"]}[to]
    assert old.is_file() == (to != "nobody?") == ("taken from adda" in row.note)


def test_a_correction_takes_nothing_from_who_has_other_work(course, take):
    first, second = f"adal_101_1_{LAB}.ipynb", f"adal_101_2_{LAB}-1.ipynb"
    take({first: "hers", second: "his"}, chooser=attempts.first)

    correct(course, second, "bob")
    take({first: "hers", second: "his"}, chooser=attempts.first)

    assert (held(course, "ada"), held(course, "bob")) == ("hers", "his")


def test_a_full_disk_is_told_and_the_same_command_goes_on(course, take, monkeypatch):
    files = {f"{who}/{LAB}.ipynb": who for who in ("ada", "bob", "cyd")}
    left = iter([None, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))])

    def fsync(handle):
        if isinstance(error := next(left), OSError):
            raise error

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fsync)
        with pytest.raises(AutograderError, match=r"No space left .*command again"):
            take(files)
    there = sorted(p.name for p in course.submitted.rglob("*") if p.is_file())
    assert there == [f"{LAB}.ipynb"]

    assert take(files) == {
        f"ada/{LAB}.ipynb": FileStatus.SAME,
        f"bob/{LAB}.ipynb": FileStatus.COLLECTED,
        f"cyd/{LAB}.ipynb": FileStatus.COLLECTED,
    }


def test_a_broken_gradebook_stops_before_anything_is_written(course, take):
    database = course.grading / "gradebook.db"
    database.write_text("this is no database, but somebody's file")

    with pytest.raises(GradebookError, match="gradebook"):
        take({f"a_101_1_{LAB}.ipynb": "a"})

    assert database.read_text().startswith("this is no database")
    assert not course.submitted.exists()


def test_of_several_strange_files_none_is_taken_until_one_is_left_out(course, take):
    files = {"a_101_1_final.ipynb": "f", "a_101_2_draft.ipynb": "d"}
    assert set(take(files).values()) >= {FileStatus.SEVERAL}

    correct(course, "a_101_2_draft.ipynb", "-")

    assert take(files)["a_101_1_final.ipynb"] is FileStatus.COLLECTED
    assert held(course, "ada") == "f"


def test_a_renamed_file_is_taken_and_noted(course, tmp_path, roster):
    path = zipped(tmp_path / "in.zip", {"a_101_1_homework final.ipynb": "f"})

    done = collect(course, LAB, [path], roster)

    assert "was called homework final.ipynb" in [row.note for row in done.rows]
    assert held(course, "ada") == "f"


def test_two_students_with_the_same_file_are_noted(course, tmp_path, roster):
    files = {f"a_101_1_{LAB}.ipynb": "f", f"b_102_1_{LAB}.ipynb": "f"}

    done = collect(course, LAB, [zipped(tmp_path / "in.zip", files)], roster)

    notes = {row.student: row.note for row in done.rows}
    assert notes["ada"] == "the same file as bob"


def test_what_is_there_is_not_overwritten(course, take):
    name = f"a_101_1_{LAB}.ipynb"
    take({name: "first"})

    assert take({name: "first"})[name] is FileStatus.SAME
    assert take({name: "second"})[name] is FileStatus.KEPT
    assert held(course, "ada") == "first"


def test_replaced_work_is_kept_elsewhere(course, take):
    name = f"a_101_1_{LAB}.ipynb"
    for text in ("first", "second", "third"):
        assert take({name: text}, replaces=True)[name] is FileStatus.COLLECTED

    kept = course.grading / "replaced" / "ada" / LAB
    assert held(course, "ada") == "third"
    assert [(kept / n / f"{LAB}.ipynb").read_text() for n in "12"] == [
        "first",
        "second",
    ]


def test_a_refused_file_does_not_stop_the_others(course, take):
    found = take(
        {f"a_101_1_{LAB}.ipynb": "0" * 21_000_000, f"b_102_1_{LAB}.ipynb": "b"}
    )

    assert found[f"a_101_1_{LAB}.ipynb"] is FileStatus.REFUSED
    assert held(course, "bob") == "b"


def test_an_lms_zip_without_a_student_list_says_what_to_name(course, take):
    with pytest.raises(UsageError, match="--roster FILE"):
        take({f"a_101_1_{LAB}.ipynb": "a"}, roster=None)


def test_the_list_need_be_named_only_once(course, take):
    take({})

    take({f"a_101_1_{LAB}.ipynb": "a"}, roster=None)

    assert held(course, "ada") == "a"


def test_a_correction_outlives_the_collection_of_another_zip(course, take):
    stray = f"visitor_999_9_{LAB}.ipynb"
    take({stray: "c"})
    correct(course, stray, "cyd")

    found = take({f"a_101_9_{LAB}.ipynb": "a"})
    assert found[stray] is FileStatus.ELSEWHERE
    take({stray: "c"})

    assert held(course, "cyd") == "c"


def test_who_handed_in_before_is_not_counted_as_absent(take):
    take({f"a_101_9_{LAB}.ipynb": "a"})

    found = take({f"b_102_9_{LAB}.ipynb": "b"})

    assert "ada" not in found
    assert found["cyd"] is FileStatus.ABSENT


def test_a_broken_table_is_not_overwritten(course, take):
    table = course.grading / "collect" / f"{LAB}.csv"
    table.parent.mkdir()
    table.write_text("file;oops\n")

    with pytest.raises(UsageError, match="lacks the columns file and correct_to"):
        take({})

    assert table.read_text() == "file;oops\n"

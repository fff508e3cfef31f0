from autograder.files import write_changed


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

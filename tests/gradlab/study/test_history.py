"""The file in which a student's predictions and checks are kept."""

import json
import sys
from types import SimpleNamespace

import pytest

from gradlab import history
from gradlab.history import Check, History, KeptPrediction, Record

ONE = KeptPrediction("01_sigmoid", "sigmoid", "number", "0.7", "0.88", False, -0.18)


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".gradlab" / "progress.json"


def commit(log, name="first", made=ONE):
    log.change(lambda record: record.predictions.update({name: made}))


def test_what_is_kept_is_there_for_the_next_kernel(path):
    commit(History(path))
    History(path).change(lambda record: record.checks.update(c=Check("l", "c")))

    found = History(path).read()

    assert found == Record({"first": ONE}, {"c": Check("l", "c")}, {})
    assert [file.name for file in path.parent.iterdir()] == ["progress.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 2}',
        '{"version": 1}',
        '{"version": 1, "predictions": [], "checks": {}, "recall": {}}',
        '{"version": 1, "predictions": {"a": 1}, "checks": {}, "recall": {}}',
        '{"version": 1, "predictions": {"a": {}}, "checks": {}, "recall": {}}',
        '{"version": 1, "predictions": {}, "checks": {}, "recall": {"a": 1}}',
        '{"version": 1, "predictions": {}, "recall": {}, "checks": {"a": '
        '{"lab": "l", "concept": "c", "mistakes": {"M": "x"}}}}',
        "[" * 100_000,
        "\ud800",
    ],
)
def test_a_broken_file_is_set_aside_and_said_once(path, text):
    path.parent.mkdir()
    path.write_text(text, "utf-8", "surrogatepass")
    log = History(path)

    assert log.read() == Record()
    assert "was broken" in log.take_trouble()
    assert log.take_trouble() == ""
    commit(log)

    assert log.read().predictions == {"first": ONE}
    assert path.with_suffix(".broken.json").exists()


def test_a_folder_that_cannot_be_written_is_said_once_and_all_works_on(tmp_path):
    (tmp_path / "file").write_text("")
    log = History(tmp_path / "file" / ".gradlab" / "progress.json")

    commit(log)
    commit(log, "second")

    assert set(log.read().predictions) == {"first", "second"}
    assert "is forgotten when the kernel stops" in log.take_trouble()
    assert log.take_trouble() == ""


def test_a_write_that_breaks_off_leaves_the_old_file(path, monkeypatch):
    commit(History(path))
    before = path.read_text()
    monkeypatch.setattr("pathlib.Path.replace", fail)

    commit(History(path), "second")

    assert path.read_text() == before


def fail(*_):
    raise OSError(28, "No space left on device")


@pytest.fixture
def jupyter(monkeypatch):
    """A kernel that Jupyter's server has started."""
    shell = SimpleNamespace(kernel=object(), user_ns={})
    ipython = SimpleNamespace(get_ipython=lambda: shell)
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setenv("JPY_SESSION_NAME", "01_sigmoid.ipynb")
    for name in (history.PLACE, "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)


def test_the_file_is_beside_the_folder_that_is_handed_in(
    jupyter, tmp_path, monkeypatch
):
    folder = tmp_path / "01_sigmoid"
    folder.mkdir()
    (folder / "01_sigmoid.ipynb").write_text("{}")
    monkeypatch.chdir(folder)

    assert history.place() == tmp_path / ".gradlab" / "progress.json"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NBGRADER_EXECUTION", "validate"),
        ("NBGRADER_EXECUTION", "autograde"),
        (history.PLACE, "off"),
        ("JPY_SESSION_NAME", None),
    ],
)
def test_nothing_is_kept_where_nobody_works(jupyter, monkeypatch, name, value):
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)

    assert history.place() is None


def test_another_file_may_be_named(jupyter, monkeypatch, tmp_path):
    monkeypatch.setenv(history.PLACE, str(tmp_path / "mine.json"))

    assert history.place() == tmp_path / "mine.json"


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("01_sigmoid", "sigmoid"),
        ("lab08_slopes", "slopes"),
        ("work", "work"),
        ("7", "7"),
    ],
)
def test_a_topic_is_the_name_without_its_number(name, topic):
    assert history.topic(name) == topic


def test_the_file_is_json_that_says_its_version(path):
    commit(History(path))

    assert json.loads(path.read_text())["version"] == history.VERSION


def test_a_file_from_before_there_were_goals_keeps_all_that_it_holds(path):
    old = json.loads(history.written(Record()))
    del old["goals"]
    path.parent.mkdir()
    path.write_text(json.dumps(old))
    log = History(path)

    assert log.read() == Record()
    assert log.take_trouble() == ""

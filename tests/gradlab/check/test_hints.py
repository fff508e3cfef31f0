"""A check that fails again and again points to the next hint."""

import pytest

from gradlab import check, history
from gradlab.check import hints
from gradlab.study import bank


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """A lab's folder where somebody works; its notebook holds three hints."""
    hints = " ".join(f"Hint {n} of sigmoid" for n in (1, 2, 3))
    (tmp_path / "lab.ipynb").write_text(hints)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(history.PLACE, str(tmp_path / "progress.json"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    history.current.cache_clear()
    yield tmp_path
    history.current.cache_clear()


def sigmoid(x):
    return x


def other(x):
    return x


def story(function=sigmoid):
    """Return what a student reads of a failing check."""
    with pytest.raises(check.CheckFailed) as caught:
        check.sigmoid(function)
    return "\n".join(caught.value._render_traceback_())


def test_the_second_failure_names_the_first_hint_and_each_further_one_the_next(lab):
    told = [story() for _ in range(5)]

    assert "Hint" not in told[0]
    for number, text in zip([1, 2, 3], told[1:4], strict=True):
        assert f"Open “Hint {number} of sigmoid” below it" in text


def test_who_has_seen_all_hints_is_told_what_else_helps(lab):
    told = [story() for _ in range(6)]

    for text in told[4:]:
        assert "Hint" not in text
        assert "the example of its docstring, print what each of its" in text


def test_a_check_that_passes_begins_anew(lab, capsys):
    story()
    check.sigmoid(lambda x: 0.5 + 0.5 * check.expect.np.tanh(x / 2))

    assert "the check passes" in capsys.readouterr().out
    assert "Hint" not in story()


def test_a_hint_that_the_notebook_does_not_have_is_not_named(lab):
    assert "Hint" not in [story(other), story(other)][1]


@pytest.mark.parametrize("lab", [*bank.load()])
def test_the_checks_of_a_lab_are_kept_under_its_topic_alone(lab, monkeypatch):
    log = history.History(None)
    monkeypatch.setattr(history, "current", lambda: log)
    monkeypatch.setattr(history, "attended", lambda: True)
    number = f".lab{lab[:3]}"
    modules = {
        module
        for name in check.__all__
        if number in (module := getattr(getattr(check, name), "__module__", ""))
    }
    assert modules

    for module in modules:
        hints.passed(module, module)

    kept = log.read().checks.values()
    assert {one.concept for one in kept} == {history.topic(lab)}


def test_the_mistakes_are_kept_by_name(lab):
    story(lambda x: 1 / (1 + check.expect.np.exp(x)))

    kept = history.current().read().checks["sigmoid"]
    assert kept.mistakes == {"SIGN_OF_EXPONENT": 1}
    assert (kept.concept, kept.passed) == ("sigmoid", False)


def test_a_function_that_is_not_written_has_not_failed(lab):
    def unwritten(x):
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        check.sigmoid(unwritten)

    assert history.current().read().checks == {}


def test_nothing_is_counted_where_nobody_works(lab, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")

    told = [story() for _ in range(3)]

    assert "Hint" not in "".join(told)
    assert list(lab.iterdir()) == [lab / "lab.ipynb"]

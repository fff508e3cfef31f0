"""Committing a prediction, by the card that a cell shows."""

import pytest

from gradlab import predict
from gradlab.history import History
from gradlab.study import folded
from gradlab.study.card import Card
from gradlab.study.prediction import Prediction
from gradlab.study.questions import NumberQuestion


@pytest.fixture
def log(tmp_path):
    return History(tmp_path / "progress.json")


def asked(log, answer=lambda: 0.88):
    question = NumberQuestion(
        "What is it?", answer, "It is **{answer:.1f}**.", low=0, high=1
    )
    return Prediction("first", question, "sigmoid", log=log)


def not_written():
    raise NotImplementedError


def send(card, given):
    """Do what the browser does when a student presses Commit."""
    data = {"method": "custom", "content": {"commit": given}}
    card.entry._handle_msg({"content": {"data": data}, "buffers": []})


def test_nothing_of_the_answer_is_in_the_widgets_before_commit(log):
    card = Card(asked(log, lambda: 0.8808))

    state = str([child.get_state() for child in card.children])

    assert "0.88" not in state
    assert "It is" not in state


def test_commit_unfolds_the_answer_and_draws_both(log):
    card = Card(asked(log))

    send(card, "0,7")

    shown = card.result.value
    assert "You said 0.7; the answer is 0.88. Not near: 18% of the range away." in shown
    assert "It is <strong>0.9</strong>." in shown
    assert 'class="gradlab-guess" cx="318.0"' in shown
    assert 'points="393.6,42.0' in shown
    assert card.entry.given == "0,7"


def test_what_cannot_be_read_is_not_committed(log):
    card = Card(asked(log))

    send(card, "many")

    assert "“many” is not a number" in card.result.value
    assert card.entry.given == ""
    assert log.read().predictions == {}


def test_a_prediction_stands_once_it_is_committed(log):
    card = Card(asked(log))

    send(card, "0.7")
    send(card, "0.88")

    assert log.read().predictions["first"].given == "0.7"


def test_a_rerun_shows_what_was_committed(log):
    Card(asked(log)).commit("0.9")

    again = Card(asked(log))

    assert again.entry.given == "0.9"
    assert "You said 0.9" in again.result.value
    assert "alert" not in again.result.value


def test_an_answer_that_is_not_known_yet_is_judged_at_the_next_run(log):
    first = Card(asked(log, not_written))
    first.commit("0.9")
    assert "Kept: 0.9. The function that gives the answer" in first.result.value
    assert log.read().predictions["first"].right is None

    Card(asked(log))

    assert log.read().predictions["first"].right is True


def test_a_question_that_has_changed_is_asked_anew(log):
    Card(asked(log)).commit("0.9")

    changed = predict.choice("first", "Which?", ["a", "b"], answer=lambda: "a")
    changed.log = log

    assert Card(changed).entry.given == ""


def test_a_student_who_cannot_keep_it_is_told_beside_the_answer(tmp_path):
    (tmp_path / "file").write_text("")
    card = Card(asked(History(tmp_path / "file" / "progress.json")))

    card.commit("0.9")

    assert "is forgotten when the kernel stops" in card.result.value


def test_without_a_kernel_the_answer_is_in_a_fold(log):
    html = folded.bundle(asked(log))["text/html"]

    before, _, fold = html.partition("<details>")
    assert "What is it?" in before
    assert "0.88" not in before
    assert "It is <strong>0.9</strong>." in fold


def test_the_folded_form_is_the_same_before_and_after_a_commit(log):
    before = folded.bundle(asked(log))

    Card(asked(log)).commit("0.7")

    assert folded.bundle(asked(log)) == before


def test_markup_in_a_text_is_shown_not_obeyed(log):
    question = NumberQuestion("<script>`<b>`</script>", lambda: 1.0, low=0, high=2)
    card = Card(Prediction("second", question, log=log))

    card.commit("1.0")

    assert "<script>" not in card.children[1].value
    assert "<code>&lt;b&gt;</code>" in card.children[1].value


def test_while_a_notebook_is_graded_one_line_is_shown(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    shown = predict.number("n", "?", answer=not_written, low=0, high=1)
    shown._ipython_display_()

    assert "n: not asked while the notebook is graded" in capsys.readouterr().out

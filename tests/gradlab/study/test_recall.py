"""Which questions of earlier labs a student is asked."""

from collections import Counter
from dataclasses import replace

import pytest

from gradlab import recall
from gradlab.check import Mistake
from gradlab.history import Check, History, KeptPrediction, Record
from gradlab.study import bank
from gradlab.study.card import Card


def entry(lab, name, mistakes=()):
    return bank.BankQuestion(
        lab, name, f"{name}?", ("a", "b"), "a", "", tuple(mistakes)
    )


BANK = {
    "00_a": (entry("00_a", "a1"), entry("00_a", "a2", ["CHANGED_INPUT"])),
    "01_b": (entry("01_b", "b1"), entry("01_b", "b2", ["WARNED"])),
    "02_c": (entry("02_c", "c1"), entry("02_c", "c2")),
}


def names(lab, record=None):
    return [one.name for one in bank.choose(BANK, lab, record or Record())]


def test_without_a_history_one_of_each_lab_is_asked_the_labs_wide_apart():
    labs = [one.lab for one in bank.choose(BANK, "03_d", Record())]

    assert labs == ["02_c", "01_b", "00_a"]


def test_only_earlier_labs_are_asked_about():
    assert {one.lab for one in bank.choose(BANK, "01_b", Record())} == {"00_a"}
    assert names("00_a") == []


def test_a_mistake_calls_its_question_first():
    made = Check("01_b", "b", mistakes={"WARNED": 1})

    assert names("03_d", Record(checks={"b": made}))[0] == "b2"


def test_the_more_frequent_mistake_comes_first():
    checks = {
        "b": Check("01_b", "b", mistakes={"WARNED": 1}),
        "a": Check("00_a", "a", mistakes={"CHANGED_INPUT": 2}),
    }

    assert names("03_d", Record(checks=checks))[:2] == ["a2", "b2"]


def test_a_wrong_prediction_calls_the_questions_of_its_concept():
    wrong = KeptPrediction("00_a", "a", "number", "1", "2", False, -0.5)

    assert set(names("03_d", Record({"p": wrong}))[:2]) == {"a1", "a2"}


def test_a_right_prediction_calls_none():
    right = KeptPrediction("00_a", "a", "number", "2", "2", True, 0.0)

    assert names("03_d", Record({"p": right})) == names("03_d")


def test_what_was_remembered_wrongly_comes_again():
    wrong = KeptPrediction("02_c", "b", "recall", "b", "a", False)

    assert names("03_d", Record({"recall/02_c/b1": wrong}))[0] == "b1"


def test_a_second_run_asks_the_same_again(tmp_path):
    log = History(tmp_path / "progress.json")
    first = repr(recall.Recall("02_softmax", log))
    made = Check("00_warmup", "warmup", mistakes={"CUT_TO_INTEGERS": 3})
    log.change(lambda record: record.checks.update(x=made))

    assert repr(recall.Recall("02_softmax", log)) == first
    assert repr(recall.Recall("03_cross_entropy", log)) != first


def test_an_answer_is_kept_as_remembered_not_as_predicted(tmp_path):
    log = History(tmp_path / "progress.json")
    question = recall.Recall("02_softmax", log).questions[0]

    Card(question).commit(question.question.options[0])

    (kept,) = log.read().predictions.values()
    assert (kept.kind, kept.concept, kept.lab) == ("recall", "sigmoid", "01_sigmoid")


def test_what_is_remembered_is_called_an_answer(tmp_path):
    question = recall.Recall("02_softmax", History(tmp_path / "p.json")).questions[0]
    card = Card(question)

    card.commit(question.question.options[0])

    assert card.entry.called == "Your answer"
    assert "your answer" in card.result.value
    assert "prediction" not in card.result.value


def test_no_place_among_the_options_gives_the_answer_away():
    for questions in bank.load().values():
        places = [one.options.index(one.answer) for one in questions]
        assert len(set(places)) > 1
    every = [one for questions in bank.load().values() for one in questions]
    for length in (3, 4):
        of_length = [one for one in every if len(one.options) == length]
        places = Counter(one.options.index(one.answer) for one in of_length)
        assert set(places) == set(range(length))
        assert max(places.values()) <= 0.4 * len(of_length)


def test_every_question_of_the_course_names_mistakes_that_exist():
    entries = [one for lab in bank.load().values() for one in lab]

    assert {m for one in entries for m in one.mistakes} <= set(Mistake.__members__)
    assert len({one.name for one in entries}) == len(entries)
    assert all(one.why for one in entries)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('answer = "a"', 'answer = "c"', "the answer is no option"),
        ('why = ""', "", "why"),
        ('why = ""', 'why = ""\nhint = "x"', "hint"),
    ],
)
def test_an_entry_that_is_not_right_names_its_file(old, new, words):
    text = '[[question]]\nname = "n"\nask = "?"\noptions = ["a", "b"]\nanswer = "a"\n'

    with pytest.raises(ValueError, match=rf"01_b\.toml.*{words}"):
        bank.parse("01_b", f'{text}why = ""\n'.replace(old, new))


def test_an_entry_is_as_the_docstring_says():
    example = bank.__doc__.partition("::")[2]

    (made,) = bank.parse("01_sigmoid", example)

    assert replace(made, why="") == bank.BankQuestion(
        "01_sigmoid",
        "sigmoid_of_zero",
        "What is `sigmoid(0)`?",
        ("0", "0.25", "0.5", "1"),
        "0.5",
        "",
        ("SIGN_OF_EXPONENT",),
    )

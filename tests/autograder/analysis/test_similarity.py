import json
from copy import deepcopy

import pytest

from autograder.analysis import similarity
from autograder.grading.grade import Task
from tests.autograder.double_lab import RIGHT, answer
from tests.cells import cell

LOOP = """
def double(x):
    total = 0
    for step in range(2):
        total = total + x if step else x * 1
    if total == 0 and x != 0:
        raise ValueError("this cannot be")
    return total
"""
RENAMED = LOOP.replace("total", "acc").replace("step", "i").replace("    ", "  ")
WHY = "Twice a number is what you get by adding it to itself, so the sum has two equal \
parts and half of it is the number that went in, whatever number that was at first."
ALIKE = {"ada": (LOOP, WHY), "bob": (RENAMED, WHY)}


@pytest.fixture
def compare(lab, released):
    """Return a function that compares a class: code and written answer by student."""

    def run(classroom, **options):
        tasks = [
            Task(who, json.dumps(answer(deepcopy(released), *work)).encode())
            for who, work in classroom.items()
        ]
        return similarity.compare(tasks, lab, **options)

    return run


def test_renamed_variables_do_not_hide_a_copy(compare):
    (pair,) = compare({**ALIKE, "cyd": (RIGHT, "I think so.")}).pairs

    assert [s.work.student for s in (pair.one, pair.other)] == ["ada", "bob"]
    assert pair.share == 1


def test_the_common_passages_are_marked_where_they_stand(compare):
    (pair,) = compare(ALIKE).pairs
    names = [part.name for part in pair.other.work.parts]
    ((start, end),) = pair.other.spans[names.index("double")]

    assert "for i in range(2)" in RENAMED[start:end]


def test_what_many_have_is_usual(compare):
    many = {
        f"student{i}": (LOOP, f"{i} " * 40) for i in range(similarity.LEAST_HOLDERS + 1)
    }

    assert compare(many).pairs == ()


def test_what_the_lab_gave_is_no_copy(compare, released):
    stub = "".join(c.source for c in released.cells if "raise" in c.source)

    assert compare({"ada": (stub, "*Write*"), "bob": (stub, "*Write*")}).pairs == ()


def test_a_short_answer_is_no_copy(compare):
    assert compare({"ada": (RIGHT, "So."), "bob": (RIGHT, "So.")}).pairs == ()


def test_a_copied_text_is_found_beside_code_of_ones_own(compare):
    other = "def double(x):\n    return sum([x, x])"

    (pair,) = compare({"ada": (RIGHT, WHY), "bob": (other, WHY)}).pairs

    assert [bool(spans) for spans in pair.one.spans] == [False, True]


def test_a_small_part_in_common_is_not_listed(compare):
    own = " ".join(f"word{i}" for i in range(400))
    mixed = {"ada": (LOOP, own), "bob": (RENAMED, own[::-1])}

    assert compare(mixed).pairs == ()
    assert len(compare(mixed, at_least=0.05).pairs) == 1


def test_a_file_that_cannot_be_read_is_left_out_and_named(lab):
    tasks = [Task("ada", b"no JSON"), Task("bob", refusal="expected a notebook")]

    assert similarity.compare(tasks, lab).left_out == ("ada", "bob")


def test_the_same_class_gives_the_same_pairs(compare):
    assert compare(ALIKE) == compare(ALIKE)


def test_a_small_class_that_answers_as_the_model_does_is_not_similar(compare, lab):
    model = [
        cell(
            f"### BEGIN SOLUTION{LOOP}### END SOLUTION",
            "double",
            solution=True,
        ),
        cell(WHY, "double_why", kind="markdown", points=2, solution=True),
    ]

    assert compare(ALIKE, model=model).pairs == ()
    assert len(compare(ALIKE).pairs) == 1

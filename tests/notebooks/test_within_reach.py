"""Nothing that students can import answers an exercise of theirs."""

from types import ModuleType

import numpy as np
import pytest
from known import COURSE, LABS  # the files beside this one
from within_reach import Course, candidates, modules

import gradlab

MEANINGFUL = 0.4  # of an exercise's points

every_lab = pytest.mark.parametrize("name", LABS)


@pytest.fixture(scope="module")
def reachable():
    found = [one for module in modules(gradlab) for one in candidates(module, "gradlab")]
    return list({id(one[1]): one for one in found}.values())


@every_lab
def test_no_callable_of_gradlab_answers_an_exercise(
    name, reachable, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)

    assert Course(COURSE, name).answered_by(reachable, MEANINGFUL) == []


def test_an_answer_is_found_wherever_it_lies_in_a_module():
    def curve(x):
        return 0.5 + 0.5 * np.tanh(0.5 * np.asarray(x, dtype=float))

    class Shapes:
        @staticmethod
        def _curve(x):
            return curve(x)

    module = ModuleType("gradlab.planted")
    Shapes.__module__ = Shapes._curve.__module__ = curve.__module__ = module.__name__
    vars(module).update(_secret=curve, BOX={"s": curve}, Shapes=Shapes, other=np.tanh)
    found = list(candidates(module, "gradlab"))

    assert Course(COURSE, "01_sigmoid").answered_by(found, MEANINGFUL) == [
        "sigmoid: gradlab.planted._secret",
        "sigmoid: gradlab.planted.BOX['s']",
        "sigmoid: gradlab.planted.Shapes._curve",
    ]

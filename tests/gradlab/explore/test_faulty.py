"""Every explorer on students' functions that go wrong in a known way."""

import sys
from functools import cache

import faulty
import gallery
import numpy as np
import pytest
import student_functions as functions
from widgets import texts

from gradlab import explore
from gradlab.explore.core import draw, ink

each = pytest.mark.parametrize("shown", gallery.GALLERY, ids=gallery.NAMES)
OTHERS = ("tape", "boundary", "weights")  # of classes, and of a dictionary
numeric = pytest.mark.parametrize(
    "shown",
    [shown for shown in gallery.GALLERY if shown.name not in OTHERS],
    ids=lambda shown: shown.name,
)
LIMIT = 0.2  # seconds for a call


def by_name(fault):
    return fault.__name__


@pytest.fixture(autouse=True)
def undrawn(monkeypatch):
    """Explorers as grading makes them: without a picture, which these tests draw."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")


def opened(shown, functions):
    """An explorer of these functions, and what it reads out."""
    widget = getattr(explore, shown.name)(*functions)
    widget.close()
    return widget, repr(widget)


@cache
def right_readout(name):
    shown = getattr(gallery.BY_NAME, name)
    return opened(shown, shown.functions)[1]


@numeric
@pytest.mark.parametrize("fault", faulty.WRONG, ids=by_name)
def test_wrong_numbers_are_said_and_drawn_without_a_warning(shown, fault, capsys):
    widget, readout = opened(shown, faulty.all_faulty(fault, shown.functions))
    widget.scene.picture(widget.values)
    assert readout != right_readout(shown.name)
    assert any(word in readout for word in ("returned", "nan", "inf"))
    assert capsys.readouterr() == ("", "")


@each
def test_lists_are_drawn_and_asked_to_become_arrays(shown):
    right = right_readout(shown.name).rstrip(".")
    _, readout = opened(shown, faulty.all_faulty(faulty.lists, shown.functions))
    assert readout.startswith(right)
    if readout.rstrip(".") != right:
        assert readout.endswith("returned a list; return an array.")


@each
@pytest.mark.parametrize("fault", faulty.HARMLESS, ids=by_name)
def test_prints_and_changed_arguments_make_no_difference(shown, fault, capsys):
    _, readout = opened(shown, faulty.all_faulty(fault, shown.functions))
    assert readout == right_readout(shown.name)
    assert capsys.readouterr() == ("", "")


@each
def test_a_loop_of_ten_seconds_is_stopped_and_named(shown, monkeypatch):
    for name in ("core.student", "training", "boundary"):
        monkeypatch.setattr(sys.modules[f"gradlab.explore.{name}"], "SECONDS", LIMIT)
    first, *others = shown.functions
    _, readout = opened(shown, [faulty.ten_seconds(first), *others])
    assert f"{first.__name__} took longer than" in readout


@each
def test_a_remark_is_written_in_whole_words(shown):
    widget, readout = opened(shown, faulty.all_faulty(faulty.lists, shown.functions))
    words = texts(widget.scene.frame(widget.values).shapes)
    if "returned a list" in readout and shown.name != "slope":  # its curves say so
        assert "returned a list; return an array." in words


@each
def test_what_is_not_written_yet_shows_its_formula(shown):
    widget, _ = opened(shown, [functions.unwritten] * len(shown.functions))
    shapes = widget.scene._behind(widget.values)
    assert any(isinstance(shape, draw.Formula) for shape in shapes)


def test_a_map_is_grey_where_there_is_no_number():
    shown = gallery.BY_NAME.two_classes
    widget, _ = opened(shown, faulty.all_faulty(faulty.nan, shown.functions))
    (heat,) = (m for m in widget.scene.still(widget.values) if isinstance(m, draw.Heat))
    assert {heat.colours[i] for i in np.unique(heat.level)} == {ink.FAINT}


@each
def test_no_function_is_called_where_nothing_is_drawn(shown, capsys):
    calls = []

    def called(*args, **kwargs):
        calls.append(args)

    widget = getattr(explore, shown.name)(*[called] * len(shown.functions))
    widget._ipython_display_()
    widget.close()
    assert calls == []
    assert "not drawn while the notebook is graded" in capsys.readouterr().out

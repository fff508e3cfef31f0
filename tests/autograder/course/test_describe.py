"""Texts of pictures, from the cell to its outputs."""

import nbformat
import pytest

from autograder.course.describe import DescribePictures


def shown(cell_metadata, picture_metadata=None):
    """Return the metadata of a picture after the step."""
    picture = nbformat.v4.new_output(
        "display_data", {"image/png": "aGk="}, metadata=picture_metadata or {}
    )
    text = nbformat.v4.new_output("stream", text="a number\n")
    cell = nbformat.v4.new_code_cell(outputs=[text, picture], metadata=cell_metadata)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    described, _ = DescribePictures().preprocess(notebook, {})
    return described.cells[0].outputs[1].metadata


@pytest.mark.parametrize(
    ("cell", "picture", "words"),
    [
        ({"alt": "A curve."}, {}, {"image/png": {"alt": "A curve."}}),
        ({"alt": "A curve."}, {"image/png": {"alt": "Its own."}}, None),
        ({}, {}, {}),
    ],
    ids=["from the cell", "its own stays", "nothing to say"],
)
def test_a_picture_gets_the_words_of_its_cell_unless_it_has_some(cell, picture, words):
    assert shown(cell, picture) == (picture if words is None else words)

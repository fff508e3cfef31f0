"""Running a lab again changes nothing that did not change."""

from copy import deepcopy

import nbformat
import pytest

from autograder.course.stable_outputs import StableOutputs

WIDGET = "application/vnd.jupyter.widget-view+json"


def ran(model_id, seconds, tags=(), source="show()"):
    """Return a notebook after a run: a widget, and a line that was measured."""
    data = {WIDGET: {"model_id": model_id, "version_major": 2}}
    outputs = [
        nbformat.v4.new_output("display_data", data),
        nbformat.v4.new_output("stream", text=f"{seconds} s\n"),
    ]
    cell = nbformat.v4.new_code_cell(source, outputs=outputs, id="a")
    cell.metadata["tags"] = list(tags)
    info = {"name": "python", "version": f"3.11.{seconds}"}
    return nbformat.v4.new_notebook(cells=[cell], metadata={"language_info": info})


@pytest.fixture
def settle(tmp_path):
    """Return a function that gives what is stored after a run over a stored file."""
    resources = {"metadata": {"path": str(tmp_path), "name": "lab"}}

    def step(before, after):
        nbformat.write(before, tmp_path / "lab.ipynb")
        return StableOutputs().preprocess(deepcopy(after), resources)[0]

    return step


def test_ids_and_versions_of_a_run_are_not_stored(settle):
    once = settle(ran("1", 5), ran("1", 5))

    assert once == settle(ran("1", 5), ran("2", 5))
    assert once.metadata.language_info == {"name": "python"}
    assert len(once.cells[0].outputs[0].data[WIDGET]["model_id"]) == 32


def test_what_varies_by_its_tag_stays_as_it_was(settle):
    tags = ["nbval-ignore-output"]

    kept = settle(ran("1", 5, tags), ran("1", 6, tags))

    assert kept.cells[0].outputs[1].text == "5 s\n"


@pytest.mark.parametrize(
    ("tags", "source"), [([], "show()"), (["nbval-ignore-output"], "show(2)")]
)
def test_another_output_or_another_source_is_stored_anew(settle, tags, source):
    after = ran("1", 6, tags, source)

    assert settle(ran("1", 5, tags), after).cells[0].outputs[1].text == "6 s\n"

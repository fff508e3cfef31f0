"""Replaying a lesson compares its outputs: an altered one is found."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
LESSON = ROOT / "solutions" / "01_sigmoid" / "01_sigmoid.ipynb"


def replay(path):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-q",
        "-p",
        "no:cacheprovider",
        "--nbval-sanitize-with",
        str(ROOT / "tests" / "notebooks" / "nbval.cfg"),
    ]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, str(path)], cwd=path.parent, env=env, capture_output=True, text=True
    )


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("cell_id", "old", "new"),
    [
        ("sigmoid_table", "0.73105858", "0.73105859"),
        ("slope", "your slope = 0.2500", "your slope = 0.2501"),
    ],
    ids=["a printed digit", "the explorer's numbers"],
)
def test_replaying_a_lesson_finds_an_altered_output(tmp_path, cell_id, old, new):
    text = LESSON.read_text(encoding="utf-8")
    lesson = nbformat.reads(text, as_version=4)
    cell = next(cell for cell in lesson.cells if cell.id == cell_id)
    for output in cell.outputs:
        held = output if "text" in output else output.data
        for key in {"text", "text/plain"} & set(held):
            held[key] = held[key].replace(old, new)
    altered = tmp_path / "altered.ipynb"
    nbformat.write(lesson, altered)

    replayed = replay(altered)

    assert replayed.returncode == 1
    assert "1 failed" in replayed.stdout

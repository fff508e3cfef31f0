"""What rerunning an explorer's cell leaves behind in a real kernel."""

import os
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

pytestmark = pytest.mark.kernel

START = """
from gradlab import explore
from gradlab.explore.core import view
view.FIRST_SECONDS = 0.0
"""
FUNCTIONS = """
class Number:
    def __init__(self, data):
        raise NotImplementedError
"""
CELL = "explore.tape(Number)"
COUNT = """
import gc
from comm import get_comm_manager
from ipywidgets.widgets import widget
gc.collect()
kinds = [type(o).__name__ for o in gc.get_objects()]
print(len(widget._instances), len(get_comm_manager().comms),
      *map(kinds.count, ("Explorer", "View", "Tape", "ExploredFunction")))
"""


@pytest.fixture
def kernel():
    """A function that runs a cell as JupyterLab does, and returns what it prints."""
    folder = str(Path(__file__).parents[4])
    manager, client = start_new_kernel(env={**os.environ, "PYTHONPATH": folder})

    def run(cell, source):
        content = {"code": source, "store_history": True, "silent": False}
        metadata = {"cellId": cell}
        asked = client.session.msg("execute_request", content, metadata=metadata)
        client.shell_channel.send(asked)
        printed = []
        while True:
            told = client.get_iopub_msg(timeout=30)
            if told["parent_header"].get("msg_id") != asked["header"]["msg_id"]:
                continue
            assert told["msg_type"] != "error", told["content"]["evalue"]
            if told["msg_type"] == "stream":
                printed.append(told["content"]["text"])
            if told["content"].get("execution_state") == "idle":
                return "".join(printed)

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def rerun(run, times):
    """Define the function anew and show the explorer, again and again; count."""
    for _ in range(times):
        run("functions", FUNCTIONS)
        run("explorer", CELL)
    return run("count", COUNT)


def test_after_200_reruns_the_kernel_holds_what_it_held_after_5(kernel):
    kernel("start", START)
    few = rerun(kernel, 5)
    assert rerun(kernel, 195) == few


def test_an_explorer_with_a_name_of_its_own_keeps_it_when_its_cell_runs_again(kernel):
    kernel("start", START + FUNCTIONS)
    kernel("explorer", "shown = explore.tape(Number)\nshown")
    kernel("aside", "mine = shown")
    kernel("explorer", "shown = explore.tape(Number)\nshown")
    assert kernel("look", "print(mine is shown, mine.comm)").strip() == "False None"

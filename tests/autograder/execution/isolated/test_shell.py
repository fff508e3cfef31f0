"""Lines for a shell or a front end: what they do here, and in a real kernel."""

import nbformat
import pytest

from autograder.errors import NoIsolation
from autograder.execution.interface import HiddenTests
from autograder.execution.isolated.executor import IsolatedExecutor
from autograder.execution.isolated.tiers import Tier
from autograder.execution.kernel import KernelExecutor
from tests import needs
from tests.cells import cell

UNSEEN = "exec('import mat' + 'plotlib.font_' + 'manager')"
PROGRAMS = [
    *("!pip install -q numpy", "%pip install numpy", "%conda install -y numpy", "!!ls"),
    *("%mamba list", "%uv pip list", "%sx ls", "%system ls", "!sleep 9 &", "%ls -l"),
    *("%sc names=ls", "get_ipython().system('ls')", "get_ipython().getoutput('ls')"),
    *("get_ipython().system_raw('ls')", "%man ls", "%alias mine ls\n%mine"),
    "%config NotebookShell.system_raise_on_error = True\n!ls",
]
SCRIPTS = [
    *("%%bash\nls", "%%sh\nls", "%%script perl -w\n1", "%%perl\n1", "%%ruby\n1"),
    *("%%python3\n1", "%%bash --bg --proc p\nls", "%%sx\nls", "%%!\nls", "%%cmd\ndir"),
]
FRONT_END = [
    *("%autosave 60", "%edit", "%less x", "%more x", "%connect_info", "%qtconsole"),
    *("%clear", "%subshell", "%matplotlib widget", "%matplotlib ipympl", "%gui qt"),
    *("%matplotlib notebook", "%matplotlib qt", "%matplotlib tk", "%store -r"),
]
# Each line's outputs must be those of a kernel.
ALIKE = [
    *("%cd /", "%cd nowhere", "%pushd /\n%dirs", "%popd", "%cd -q {_dh[0]}", "%who"),
    *("%env A=1\n%env A", "%%writefile f.py\nx = 5", "%run f.py\nx", "%load f.py"),
    *("%%timeit -n1 -r1 -q\nx", "%%capture c\nprint(x)", "c.stdout"),
    *("%config InlineBackend.figure_formats = ['svg']", "%store x\n%store", "%pylab"),
    *("%load_ext autoreload\n%autoreload 2", "%matplotlib inline"),
    *("x = !true", "y = !true\ny, type(y)", "get_ipython().getoutput('true', False)"),
    *("%history -n 1-2", "%macro m 1", "%precision 3", "1 / 3", "%no_such_magic"),
    *("%%html\n<b>x</b>", "%xmode plain", "%pwd\n1", "%reset -f\n%who"),
]


@pytest.fixture(scope="module", params=[Tier.NAMESPACES, Tier.LANDLOCK], ids=str)
def executor(request):
    try:
        with IsolatedExecutor(request.param) as started:
            yield started
    except NoIsolation as reason:
        needs.missing(request.param, str(reason))


def run(executor, *sources):
    """Return how each of these cells ended, and its outputs."""
    notebook = nbformat.v4.new_notebook(cells=[cell(source) for source in sources])
    execution = executor.run(notebook, HiddenTests())
    runs = [execution.runs[made.id] for made in notebook.cells]
    return runs, [made.outputs for made in execution.notebook.cells]


def printed(outputs, stream):
    return "".join(out.text for out in outputs if out.get("name") == stream)


@pytest.mark.parametrize("line", PROGRAMS)
def test_a_line_for_a_shell_says_so_and_its_cell_goes_on(executor, line):
    runs, (outputs, _) = run(executor, f"{line}\nkept = 1", "kept, _exit_code")

    assert [one.status for one in runs] == ["done", "done"]
    assert runs[1].value == "(1, 127)"
    assert printed(outputs, "stderr").startswith("grading runs no programs: ")
    assert printed(outputs, "stderr").count("\n") == 1


@pytest.mark.parametrize("source", SCRIPTS)
def test_a_cell_for_another_language_says_so_and_ends_well(executor, source):
    runs, (outputs, _) = run(executor, source, "_exit_code")

    assert [one.status for one in runs] == ["done", "done"]
    assert runs[1].value == "127"
    assert printed(outputs, "stderr").startswith("grading runs no programs: ")


@pytest.mark.parametrize("line", FRONT_END)
def test_a_line_for_a_front_end_does_not_end_its_cell(executor, line):
    runs, _ = run(executor, f"{line}\nkept = 1", "kept")

    assert [one.status for one in runs] == ["done", "done"]


def test_what_a_program_would_have_put_out_is_empty(executor):
    script = "%%bash --out a --err b\nls"

    runs, _ = run(executor, "x = !ls", script, "x.s, x.l, a, b", "!!ls")

    assert runs[2].value == "('', [], '', '')"
    assert runs[3].value == "[]"


def test_what_python_inserts_into_a_command_is_evaluated_as_in_ipython(executor):
    _, outputs = run(executor, "x = 3\n!echo {x + 1} $x")

    assert printed(outputs[0], "stderr").endswith(": echo 4 3\n")


def test_a_long_command_is_named_by_its_beginning(executor):
    _, outputs = run(executor, f"!echo {'a' * 10_000}\n")

    assert 200 < len(printed(outputs[0], "stderr")) < 300


def test_python_s_own_ways_to_run_programs_fail_without_harm(executor):
    run_one = "import os, subprocess\nsubprocess.run(['ls'])"

    runs, _ = run(executor, run_one, "os.waitstatus_to_exitcode(os.system('ls'))")

    assert runs[0].exception == "PermissionError"
    assert runs[1].value == "127"


@pytest.mark.kernel
def test_other_magics_do_what_they_do_in_a_kernel(executor):
    with KernelExecutor() as kernel:
        there = told(kernel, *ALIKE)

    assert told(executor, *ALIKE) == there


def told(executor, *sources):
    """Return what each cell shows of itself, by its source."""
    runs, shown = run(executor, *sources)
    return {
        source: (one.value, printed(outputs, "stdout"), one.exception or "")
        for source, one, outputs in zip(sources, runs, shown, strict=True)
    }


@pytest.mark.parametrize("source", ["import matplotlib.pyplot as plt", UNSEEN])
def test_matplotlib_complains_of_nothing_and_knows_the_fonts(executor, source):
    made = "sys.modules['mat' + 'plotlib.font_' + 'manager'].fontManager"
    listed = f"import sys\n{made}._version == {made}.__class__.__version__"
    linked = (
        "import os, pathlib\nkept = pathlib.Path(os.environ['MPLCONFIGDIR'])\n"
        "{path.is_symlink() for path in kept.glob('fontlist*')}"
    )

    runs, outputs = run(executor, source, listed, linked)

    assert outputs[0] == []
    assert [one.value for one in runs[1:]] == ["True", "{True}"]


def test_no_coloured_traceback_is_made_of_an_exception(executor):
    ends, outputs = run(executor, "1 / 0", "import sys\n'asttokens' in sys.modules")

    assert ends[0].exception == "ZeroDivisionError"
    assert outputs[0][0].traceback[0].endswith(": division by zero\n")
    assert outputs[1][0].data["text/plain"] == "False"  # it colours, and takes long

"""Running a notebook's cells with IPython's semantics, without a kernel.

Magics, rich display, plots and top-level await work as in Jupyter; what would be sent
to a front end is kept as notebook outputs, with a limit on their size.
"""

import ast
import builtins
import io
import re
import sys
import traceback
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import LSString, SList
from traitlets import Type

from autograder.execution.isolated import absent

_CUT = "\n[the rest of this cell's output was left out]\n"

_PROMPT = re.compile(r"^\s*In \[\d+\]:", re.MULTILINE)

Output = dict[str, Any]


class Recorder:
    """Keeps what one cell puts out, as notebook outputs, as far as there is room."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self._left = 0
        self._displays: dict[str, list[Output]] = {}
        self._clear_next = False

    def begin(self, room: int) -> None:
        """Keep up to `room` characters from here on."""
        self.outputs, self._left = [], room

    def take(self) -> list[Output]:
        """Return what was kept."""
        taken, self.outputs = self.outputs, []
        return taken

    def write(self, stream: str, text: str) -> None:
        """Add text of stdout or stderr."""
        kept = self._within_limit(text)
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == stream and not self._clear_next:
            last["text"] += kept
        elif kept:
            self._add({"output_type": "stream", "name": stream, "text": kept})

    def display(self, kind: str, data: Output, metadata: Output, **more: Any) -> None:
        """Add a rich output: ``display_data`` or ``execute_result``."""
        size = sum(len(str(value)) for value in data.values())
        if size > self._left:
            data, metadata = {"text/plain": self._within_limit(_CUT * 2)}, {}
        self._left -= size
        transient = more.pop("transient", None) or {}
        output = {"output_type": kind, "data": data, "metadata": metadata, **more}
        self._displays.setdefault(transient.get("display_id", ""), []).append(output)
        self._add(output)

    def update(self, display_id: str, data: Output, metadata: Output) -> None:
        """Replace what was displayed under an id."""
        for output in self._displays.get(display_id, []):
            output.update(data=data, metadata=metadata)

    def fail(self, error: BaseException, lines: list[str]) -> None:
        """Add an exception."""
        text = self._within_limit("\n".join(lines))
        output = {"ename": type(error).__name__, "evalue": str(error)[:10_000]}
        self._add({"output_type": "error", **output, "traceback": [text]})

    def clear(self, *, wait: bool) -> None:
        """Drop what was put out, now or when the next output comes."""
        self._clear_next = wait
        if not wait:
            self.outputs.clear()

    def _add(self, output: Output) -> None:
        if self._clear_next:
            self.outputs.clear()
            self._clear_next = False
        self.outputs.append(output)

    def _within_limit(self, text: str) -> str:
        if self._left <= 0:
            return ""
        kept, self._left = text[: self._left], self._left - len(text)
        return kept if self._left > 0 else kept + _CUT


class _Stream(io.TextIOBase):
    """A text stream that writes into the shell's recorder."""

    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder, self.name = recorder, f"<{name}>"
        self._stream = name

    def write(self, text: str) -> int:
        self._recorder.write(self._stream, str(text))
        return len(text)

    def writable(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"


class _Publisher(DisplayPublisher):  # type: ignore[misc]
    """Records what `display` publishes."""

    def publish(
        self,
        data: Output,
        metadata: Output | None = None,
        source: object = None,
        *,
        transient: Output | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        recorder = self.shell.recorder
        if update and transient:
            recorder.update(transient.get("display_id", ""), data, metadata or {})
        else:
            more = {"transient": transient}
            recorder.display("display_data", dict(data), dict(metadata or {}), **more)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.recorder.clear(wait=wait)


class _Hook(DisplayHook):  # type: ignore[misc]
    """Records a cell's last value."""

    def write_output_prompt(self) -> None:
        """Write nothing: the notebook shows the count."""

    def write_format_data(
        self, format_dict: Output, md_dict: Output | None = None
    ) -> None:
        count = self.shell.execution_count - 1  # IPython counts before it shows
        recorder = self.shell.recorder
        more = {"execution_count": count}
        recorder.display("execute_result", format_dict, md_dict or {}, **more)

    def finish_displayhook(self) -> None:
        """End quietly: there is no terminal to flush."""


class NotebookShell(InteractiveShell):  # type: ignore[misc]
    """IPython's shell with a recorder in place of a terminal or a kernel."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **options: Any) -> None:
        self.recorder = Recorder()
        super().__init__(**options)
        self._usual = self._transformers()

    def init_history(self) -> None:
        """Keep the history in memory alone."""
        self.history_manager = HistoryManager(shell=self, parent=self, enabled=False)
        self.configurables.append(self.history_manager)

    def init_virtualenv(self) -> None:
        """Leave sys.path as it is."""

    def transform_cell(self, raw_cell: str) -> str:
        """Leave what is Python as it is: most cells are, and looking takes longer."""
        whole = raw_cell if raw_cell.endswith("\n") else f"{raw_cell}\n"
        if self._is_python_alone(whole):
            return whole
        transformed: str = super().transform_cell(raw_cell)
        return transformed

    def _is_python_alone(self, cell: str) -> bool:
        """Say whether nothing of IPython's own can be in a cell, as it is set up now.

        A single line may name a magic, what was copied from IPython has prompts, and
        empty lines at the top are not counted.
        """
        if cell.count("\n") < 2 or cell[0].isspace() or _PROMPT.search(cell):
            return False
        if self._transformers() != self._usual:
            return False
        try:
            ast.parse(cell)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return False
        return True

    def _transformers(self) -> list[Any]:
        manager = self.input_transformer_manager
        before = manager.cleanup_transforms + manager.line_transforms
        return [*before, *manager.token_transformers, *self.input_transformers_post]

    def should_run_async(self, raw_cell: str, **given: Any) -> bool:
        """Say whether a cell awaits something."""
        if "await" not in raw_cell and "async" not in raw_cell:
            return False
        awaits: bool = super().should_run_async(raw_cell, **given)
        return awaits

    def system(self, cmd: str) -> None:
        """Say that grading runs no programs, and set the exit code."""
        absent.not_run(self, self.var_expand(cmd, depth=1))

    system_piped = system_raw = system

    def getoutput(
        self, cmd: str, split: bool = True, depth: int = 0
    ) -> SList | LSString:
        """Say that grading runs no programs, and return empty output."""
        absent.not_run(self, self.var_expand(cmd, depth=depth + 1))
        return SList() if split else LSString()

    def enable_gui(self, gui: str | None = None) -> None:
        """Ignore a request for an event loop: there is no screen."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str | None, str]:
        """Draw inline what should go to a window or a widget: there is no screen."""
        from matplotlib.backends import registry

        backends: Any = registry.backend_registry  # published without types
        files = backends.list_builtin(registry.BackendFilter.NON_INTERACTIVE)
        known = gui in (None, "auto", *files)
        chosen: tuple[str | None, str]
        chosen = super().enable_matplotlib(gui if known else "inline")
        return chosen

    def use_inline_figures(self) -> None:
        """Show a cell's figures after it, as the front ends do."""
        from IPython.core.pylabtools import activate_matplotlib
        from matplotlib_inline.backend_inline import configure_inline_support

        backend = "module://matplotlib_inline.backend_inline"
        activate_matplotlib(backend)
        configure_inline_support(self, backend)

    def _showtraceback(
        self, etype: type[BaseException], evalue: BaseException, stb: list[str]
    ) -> None:
        self.recorder.fail(evalue, stb)

    def _format_exception_for_storage(
        self, exception: BaseException, *_: Any, **__: Any
    ) -> dict[str, Any]:
        """Keep an exception's name in the history: a coloured traceback takes long."""
        return {"ename": type(exception).__name__, "evalue": "", "traceback": []}

    def show_usage_error(self, exc: BaseException) -> None:
        """Record the wrong use of a magic."""
        self.recorder.fail(exc, [f"UsageError: {exc}"])

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Record the exception being handled, with a plain traceback."""
        error = sys.exc_info()[1]
        if error is None:
            return
        render: Callable[[], list[str]] = getattr(error, "_render_traceback_", list)
        try:
            lines = list(render()) or _plain_traceback(error)
        except Exception as fault:  # a student's exception may fail to print
            lines = [f"{type(error).__name__}: its message raised {fault!r}"]
        self.recorder.fail(error, lines)

    showsyntaxerror = showtraceback


def _plain_traceback(error: BaseException) -> list[str]:
    """Return a traceback from the student's cell on, without IPython's own frames."""
    trace = error.__traceback__
    while trace and "IPython" in trace.tb_frame.f_code.co_filename:
        trace = trace.tb_next
    return traceback.format_exception(type(error), error, trace, limit=-20)


def make_shell() -> NotebookShell:
    """Return a shell that is ready for the first cell.

    Standard streams are the shell's from here on; ``input`` refuses.
    """
    shell: NotebookShell = NotebookShell.instance()
    shell.separate_in = ""
    shell.extension_manager.load_extension("storemagic")  # as a kernel does
    absent.register(shell)
    shell.builtin_trap.activate()
    sys.stdout = _Stream(shell.recorder, "stdout")
    sys.stderr = _Stream(shell.recorder, "stderr")
    builtins.input = _no_input
    return shell


def _no_input(prompt: object = "") -> str:
    raise EOFError("nobody is there to answer input() while grading")

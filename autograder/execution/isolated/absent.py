"""What a notebook may ask for and grading has not: other programs, and a front end.

Each magic for one says so in a line and lets the cell go on: a ``!pip install numpy``
above the imports costs nothing.
"""

import sys
from functools import partial
from typing import TYPE_CHECKING

from IPython.core.magics.script import ScriptMagics
from IPython.utils.process import arg_split

if TYPE_CHECKING:
    from autograder.execution.isolated.shell import NotebookShell

NOT_RUN = 127  # what a shell, and so os.system, says of a command that it cannot run
_LONGEST = 200  # characters of a command in its line
# IPython would run the first on any system, the last on Windows.
_PROGRAMS = ["pip", "conda", "mamba", "micromamba", "uv", "man"]
_PROGRAMS += ["cls", "copy", "ddir", "dir", "echo", "ren"]
_FRONT_END = ["autosave", "clear", "connect_info", "ed", "edit", "less", "more"]
_FRONT_END += ["qtconsole", "subshell"]
_SCRIPTS = ["cmd", "script"]


def register(shell: "NotebookShell") -> None:
    """Put magics that do nothing in place of those that need what is absent."""
    for name in _PROGRAMS:
        shell.register_magic_function(partial(_program, shell, name), "line", name)
    for name in _FRONT_END:
        shell.register_magic_function(partial(_front_end, name), "line", name)
    known = shell.magics_manager.registry["ScriptMagics"].script_magics
    for name in [*_SCRIPTS, *known]:
        shell.register_magic_function(partial(_script, shell, name), "cell", name)


def not_run(shell: "NotebookShell", command: str) -> None:
    """Say that a command was not run, and keep its exit code where IPython does."""
    _say(f"grading runs no programs: {command.strip()}")
    shell.user_ns["_exit_code"] = NOT_RUN


def _program(shell: "NotebookShell", name: str, line: str) -> None:
    not_run(shell, f"{name} {line}")


def _script(shell: "NotebookShell", name: str, line: str, cell: str) -> None:
    """Stand for ``%%script``, ``%%bash`` and the like: their outputs are empty."""
    del cell
    given, _ = ScriptMagics.shebang.parser.parse_known_args(arg_split(line))
    for variable in filter(None, (given.out, given.err)):
        shell.user_ns[variable] = ""
    not_run(shell, f"%%{name} {line}")


def _front_end(name: str, line: str) -> None:
    _say(f"grading has no screen and no keyboard: %{name} {line}")


def _say(words: str) -> None:
    first, *more = words.splitlines()
    cut = bool(more) or len(first) > _LONGEST
    print(first[:_LONGEST].rstrip() + " …" * cut, file=sys.stderr)

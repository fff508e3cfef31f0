"""The `autograder` command; also ``python -m autograder``."""

import gc
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any

# What importing nbgrader imports too, and only its servers call: with a web server and
# the clients of kernels, half of the processor time of a command that grades nothing.
_FOR_SERVERS = (
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "setuptools.archive_util",
)


def main() -> None:
    """Run the command line.

    Exit codes: 0 done, 1 something could not be graded, 2 usage.
    """
    gc.set_threshold(50_000)  # modules are no garbage: looking for it costs a tenth
    put_off(_FOR_SERVERS)
    _put_off_whole("requests")  # nbgrader's, for JupyterHub's sake
    try:
        from autograder.cli import app  # here, so that what is missing can be told
    except ModuleNotFoundError as error:
        sys.exit(
            f"autograder: {error.name} is not installed: "
            f'run python -m pip install "gradlab[grading]"'
        )
    app()


def put_off(modules: Iterable[str]) -> None:
    """Let modules be imported when a function of theirs is called, and not before."""
    for name in modules:
        if name not in sys.modules:
            sys.modules[name] = _PutOff(name)


def _put_off_whole(name: str) -> None:
    """Let a module be imported when something of it is looked up."""
    spec = find_spec(name)
    if spec is None or spec.loader is None or name in sys.modules:
        return
    spec.loader = LazyLoader(spec.loader)
    sys.modules[name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)


class _PutOff(ModuleType):
    """Stands for a module of which others take functions by name."""

    def __getattr__(self, function: str) -> Callable[..., Any]:
        if function.startswith("__"):
            raise AttributeError(function)

        def called(*args: Any, **kwargs: Any) -> Any:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            return getattr(import_module(self.__name__), function)(*args, **kwargs)

        return called


if __name__ == "__main__":
    main()

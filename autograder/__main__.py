"""The `autograder` command; also ``python -m autograder``."""

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

# What importing nbgrader and jsonschema imports too, and a command that grades nothing
# never calls: a web server, the clients of kernels, formats of other schemas. Together
# more than half of its processor time.
_FUNCTIONS_OF = (
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "rfc3339_validator",
    "rfc3986_validator",
    "setuptools.archive_util",
)
_WHOLE = ("arrow", "requests", "uri_template", "webcolors")


def main() -> None:
    """Run the command line.

    Exit codes: 0 done, 1 something could not be graded, 2 usage.
    """
    gc.set_threshold(50_000)  # modules are no garbage: looking for it costs a tenth
    put_off()
    try:
        from autograder.cli import app  # here, so that what is missing can be told
    except ModuleNotFoundError as error:
        sys.exit(
            f"autograder: {error.name} is not installed: "
            f'run python -m pip install "gradlab[grading]"'
        )
    app()


def put_off() -> None:
    """Let what commands import and seldom use be imported when it is used."""
    for name in _FUNCTIONS_OF:
        if name not in sys.modules and find_spec(name.partition(".")[0]):
            sys.modules[name] = _Functions(name)
    for name in _WHOLE:
        if name not in sys.modules and (spec := find_spec(name)):
            sys.modules[name] = module = module_from_spec(spec)
            module.__class__ = _Later


class _Functions(ModuleType):
    """Stands for a module of which others take functions by name."""

    def __getattr__(self, function: str) -> Callable[..., Any]:
        if function.startswith("__"):
            raise AttributeError(function)

        def called(*args: Any, **kwargs: Any) -> Any:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            return getattr(import_module(self.__name__), function)(*args, **kwargs)

        return called


class _Later(ModuleType):
    """A module that runs when something of it is looked up.

    The standard library's `LazyLoader` runs it at the second import already.
    """

    def __getattr__(self, name: str) -> Any:
        self.__class__ = ModuleType  # type: ignore[assignment]
        if self.__spec__ and self.__spec__.loader:
            self.__spec__.loader.exec_module(self)
        return getattr(self, name)


if __name__ == "__main__":
    main()

"""Pyplot as a test has it: the current figure may be the student's.

All else is the module of the test's own process. So what a test draws stays with it.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from autograder.execution.boundary.figures import PYPLOT
from autograder.execution.boundary.operations import Remote
from autograder.execution.boundary.proxies import key_of

_READ = {"xlim": "get_xlim", "ylim": "get_ylim"}


class TestPyplot(ModuleType):
    """The module; see above.

    Parameters
    ----------
    own
        The module of this process.
    student
        Returns the way to the student's side.
    """

    def __init__(self, own: ModuleType, student: Callable[[], Remote]) -> None:
        super().__init__(PYPLOT, own.__doc__)
        self._own: Any = own
        self._student = student

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)

    def gcf(self) -> Any:
        """Return the current figure."""
        return self._current("gcf")

    def gca(self) -> Any:
        """Return the current axes."""
        return self._current("gca")

    def get_fignums(self) -> list[int]:
        """Return the numbers of the figures that are open."""
        own: list[int] = self._own.get_fignums()
        return own or self._of_student("get_fignums") or []

    def fignum_exists(self, num: int | str) -> bool:
        """Return whether there is such a figure."""
        own: bool = self._own.fignum_exists(num)
        return own or self._of_student("fignum_exists", num) is True

    def close(self, fig: Any = None) -> None:
        """Close figures, here and there."""
        if key_of(fig) is not None:
            self._of_student("close", fig)
            return
        if type(fig) in (type(None), str, int):
            self._of_student("close", fig)
        self._own.close(fig)

    def xlim(self, *limits: Any, **options: Any) -> Any:
        """Return the limits of the current axes, or set those of the test's own."""
        return self._limits("xlim", limits, options)

    def ylim(self, *limits: Any, **options: Any) -> Any:
        """Return the limits of the current axes, or set those of the test's own."""
        return self._limits("ylim", limits, options)

    def _limits(self, name: str, limits: Any, options: Any) -> Any:
        if limits or options:
            return getattr(self._own, name)(*limits, **options)
        return getattr(self.gca(), _READ[name])()

    def _current(self, name: str) -> Any:
        """Return what is current there if the test itself has drawn nothing."""
        theirs = self._of_student(name)
        if theirs is None:
            return getattr(self._own, name)()
        if self._own.get_fignums():
            both = f"plt.{name}() where the test and the answer both have figures"
            raise self._student().meets(both)
        return theirs

    def _of_student(self, name: str, *arguments: Any) -> Any:
        operands: list[Any] = [name, arguments]
        return self._student().ask("figures", operands, instances=False)

"""The names of a notebook's tests: one namespace for all, as in one kernel.

What a test imports, defines or computes is there in the next. A test that does not pass
leaves what was there before as it was, and what it would have defined is made up for,
as far as that needs nothing of the student's.
"""

import ast
import builtins
import importlib
import traceback
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any, ClassVar

import numpy as np

from autograder.execution.boundary import figures
from autograder.execution.boundary.ends import TestEnd
from autograder.execution.boundary.pyplot import TestPyplot

FILE = "<test>"  # the name of a test's code
_LEFT_OUT = (ast.Assert, ast.While)  # what says nothing, and what may not end
_MAX_COPIED = 100_000  # values of the test's own that are kept as they were
# What these names mean in a test is never the student's to say.
_CLEAN = {"np": "numpy", "numpy": "numpy", "math": "math", "check": "gradlab.check"}


class StudentAsked(BaseException):
    """A statement that is to run without the student needs something of theirs."""


class SharedNames(dict[str, Any]):
    """The namespace: what is not the tests' own is asked of the student when read.

    Built-in names are always Python's own, whatever the student calls so.
    """

    _KNOWN: ClassVar[dict[str, Any]] = {**vars(builtins), "__builtins__": builtins}

    def __init__(self) -> None:
        super().__init__(self._KNOWN, __name__="__main__")
        self._student: TestEnd | None = None
        self._imports: Mapping[str, str] = _CLEAN
        self._fetched: dict[str, Any] = {}
        self._before: dict[int, dict[str, Any]] = {}  # by the number of a test

    def __missing__(self, name: str) -> object:
        if name in self._imports:
            self[name] = imported(self._imports[name])
        elif self._student is None:
            raise StudentAsked(name)
        else:
            self[name] = self._fetched[name] = self._student.name(name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        """Say whether there is such a name, of the student's too: see `globals`."""
        return self.get(name, self) is not self

    def get(self, name: Any, default: Any = None) -> Any:
        """Return what is under a name, of the student's too."""
        try:
            return self[name]
        except (KeyError, StudentAsked):
            return default

    def __setitem__(self, name: str, value: Any) -> None:
        """Set a name; pyplot is always one that knows of the student's figures."""
        is_pyplot = value is not None and value is figures.loaded()
        super().__setitem__(name, self._pyplot(value) if is_pyplot else value)

    def _pyplot(self, own: Any) -> TestPyplot:
        return TestPyplot(own, self._asked)

    def _asked(self) -> TestEnd:
        if self._student is None:
            raise StudentAsked(figures.PYPLOT)
        return self._student

    @property
    def imports(self) -> Mapping[str, str]:
        """What the lab imports, by name; see `HiddenTests`."""
        return self._imports

    @imports.setter
    def imports(self, imports: Mapping[str, str]) -> None:
        self._imports = {**imports, **_CLEAN}

    def begin(
        self, student: TestEnd, number: int = 0, rebound: Collection[str] = ()
    ) -> None:
        """Be ready for a test; for one that ran before, as it was then.

        Parameters
        ----------
        number
            Which test of the notebook it is.
        rebound
            Names that are the student's again from here on.
        """
        self._student = student
        if figures.loaded() is not None:
            _close_figures(student)
        if number in self._before:
            self._put(self._before[number])
        for name in rebound:
            self.pop(name, None)
        later = [key for key in self._before if key >= number]
        for key in later:
            del self._before[key]
        self._before[number] = self._own_copied()

    def end(self) -> None:
        """Forget what is the student's: the next test finds the state of its place."""
        for name, value in self._fetched.items():
            if dict.get(self, name, self) is value:
                del self[name]
        self._fetched.clear()
        self._student = None

    def undo(self, number: int) -> None:
        """Set what was there before a test as it was then; what it made new stays."""
        made = {name: self[name] for name in self._own() - self._before[number].keys()}
        self._put({**self._before[number], **made})

    def make_up(self, source: str, after: int = 0) -> None:
        """Run the statements below a line that need nothing of the student's.

        One that fails is left out: an import, a helper or a table of a test that did
        not get there is what others may rest on.
        """
        self._student = None
        try:
            statements = ast.parse(source).body
        except (SyntaxError, ValueError):
            return
        for statement in statements:
            if statement.lineno > after and not isinstance(statement, _LEFT_OUT):
                only = ast.Module([statement], [])
                try:
                    exec(compile(only, FILE, "exec"), self)  # noqa: S102 - instructor's
                except BaseException:  # noqa: S112 - see above
                    continue

    def _own(self) -> set[str]:
        return {
            name
            for name, value in self.items()
            if name not in self._fetched and self._KNOWN.get(name, self) is not value
        }

    def _own_copied(self) -> dict[str, Any]:
        return _copied({name: self[name] for name in self._own()})

    def _put(self, names: dict[str, Any]) -> None:
        self.clear()
        self.update(self._KNOWN)
        self.update(_copied(names))
        self._fetched.clear()


def _close_figures(student: TestEnd) -> None:
    """Close what the cell above would have closed, as where it ran in a kernel."""
    figures.loaded().close("all")
    with suppress(Exception):  # the test will meet it
        student.ask("close shown", [])


def imported(place: str) -> object:
    """Return a module, or what it has under a name: ``MODULE`` or ``MODULE:NAME``."""
    module, _, name = place.partition(":")
    found = importlib.import_module(module)
    if not name or hasattr(found, name):
        return getattr(found, name) if name else found
    return importlib.import_module(f"{module}.{name}")


def stopped_at(problem: BaseException, source: str) -> int:
    """Return the last line of the statement at which a test was left.

    The last line of all, if it did not begin.
    """
    lines = [
        line
        for frame, line in traceback.walk_tb(problem.__traceback__)
        if frame.f_code.co_filename == FILE and frame.f_code.co_name == "<module>"
    ]
    everything = source.count("\n") + 1
    if not lines:
        return everything
    ends = (
        statement.end_lineno or everything
        for statement in ast.parse(source).body
        if statement.lineno <= lines[0]
    )
    return max(ends, default=everything)


def _copied(names: dict[str, Any]) -> dict[str, Any]:
    """Return names with copies of their plain values; the rest is the same."""
    copy = _Copier()
    try:
        return {name: copy(value) for name, value in names.items()}
    except (RecursionError, OverflowError):  # too much; it is left as it is
        return dict(names)


class _Copier:
    """Copies lists, dictionaries, sets and arrays, and nothing that could say how."""

    def __init__(self) -> None:
        self._known: dict[int, Any] = {}
        self._left = _MAX_COPIED

    def __call__(self, value: Any) -> Any:
        copy = self._COPIES.get(type(value))
        if copy is None:
            return value
        if id(value) not in self._known:
            self._left -= 1
            if self._left < 0:
                raise OverflowError(_MAX_COPIED)
            copy(self, value)
        return self._known[id(value)]

    def _list(self, value: list[Any]) -> None:
        new: list[Any] = []
        self._known[id(value)] = new
        new += map(self, value)

    def _dict(self, value: dict[Any, Any]) -> None:
        new = self._known[id(value)] = value.copy()
        dict.update(new, {key: self(inner) for key, inner in value.items()})

    def _queue(self, value: deque[Any]) -> None:
        new: deque[Any] = deque(maxlen=value.maxlen)
        self._known[id(value)] = new
        new += map(self, value)

    def _leaf(self, value: Any) -> None:
        self._known[id(value)] = value.copy()

    def _tuple(self, value: tuple[Any, ...]) -> None:
        inner = tuple(map(self, value))
        same = all(a is b for a, b in zip(inner, value, strict=True))
        self._known[id(value)] = value if same else inner

    _COPIES: ClassVar[dict[type, Callable[["_Copier", Any], None]]] = {
        list: _list,
        **dict.fromkeys((dict, Counter, OrderedDict, defaultdict), _dict),
        deque: _queue,
        tuple: _tuple,
        set: _leaf,
        bytearray: _leaf,
        np.ndarray: _leaf,
    }

"""Stand-ins for what functions return in place of plain data, and for iterators.

A function's result is compared with what is expected. So an object among it gives data
when it is asked, and takes part in no comparison.
"""

from collections.abc import Callable, Iterator
from types import GeneratorType
from typing import Any, NoReturn

from autograder.errors import StudentLost
from autograder.execution.boundary.asked import iterated, left, length_of, remote_of
from autograder.execution.boundary.figures import class_here
from autograder.execution.boundary.operations import (
    BINARY,
    COMPARISONS,
    CONVERSIONS,
    UNARY,
    Remote,
)
from autograder.execution.boundary.proxies import (
    ClassProxy,
    Proxy,
    called,
    only_as_function,
)


class OpaqueProxy(Proxy):
    """An instance that a function returned: it gives data, and compares with nothing.

    What its class says of operators is never asked for: it could say that it is close
    to whatever is expected.
    """

    __slots__ = ()
    __array_ufunc__ = None
    _GRADLAB_DATA_ONLY = _GRADLAB_INSTANCE = True

    @property  # type: ignore[misc]  # Python itself lets it be one
    def __class__(self) -> Any:
        """The class of an artist of matplotlib is the library's: `isinstance` asks."""
        return class_here(self._gradlab[2]) or type(self)

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith(("__", "_gradlab")):
            raise AttributeError(f"the attribute {name} cannot be set")
        remote_of(self).ask("setattr", [self, name, value])

    def __getitem__(self, item: object) -> Any:
        return remote_of(self).ask("getitem", [self, item], instances=False)

    def __contains__(self, item: object) -> bool:
        return any(value is item or value == item for value in self)

    def __iter__(self) -> Iterator[Any]:
        return iterated(self, instances=False)

    def __len__(self) -> int:
        return length_of(self)

    def __bool__(self) -> bool:
        return remote_of(self).ask("bool", [self], instances=False) is True

    def __enter__(self) -> Any:
        return remote_of(self).ask("enter", [self], instances=False)

    def __exit__(self, kind: object, problem: BaseException | None, _: object) -> bool:
        return left(self, problem)

    def __repr__(self) -> str:
        try:
            return str(remote_of(self).ask("repr", [self], instances=False))
        except StudentLost:  # a message about it must still be written
            return super().__repr__()

    def __str__(self) -> str:
        return str(remote_of(self).ask("str", [self], instances=False))


class CallableOpaque(OpaqueProxy):
    """One that can be called."""

    __slots__ = ()

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the original as a function."""
        return called(self, arguments, options, instances=False)


class OpaqueClass(ClassProxy):
    """A class that a function returned: it makes instances that give data alone."""

    __slots__ = ()

    def __init__(self, remote: Remote, key: int, name: str) -> None:
        super().__init__(remote, key, name)
        only_as_function(self)


class IteratorProxy(Proxy):
    """An iterator or a generator, asked for one value after the other."""

    __slots__ = ()
    _GRADLAB_DATA_ONLY = True

    @property  # type: ignore[misc]  # Python itself lets it be one
    def __class__(self) -> Any:
        """A generator's is Python's: `isinstance` and `inspect` ask for it."""
        is_generator = self._gradlab[2] == "generator"
        return GeneratorType if is_generator else type(self)

    def __iter__(self) -> "IteratorProxy":
        return self

    def __next__(self) -> Any:
        return remote_of(self).ask("next", [self], instances=False)


def _refusing(operation: str) -> Callable[..., NoReturn]:
    def refuse(self: OpaqueProxy, *_: object) -> NoReturn:
        what = f"{operation} of a {self.__name__} that a function returned"
        raise remote_of(self).meets(what)

    return refuse


for _name in (*BINARY, *COMPARISONS, *UNARY, *CONVERSIONS.keys() - {"bool", "len"}):
    setattr(OpaqueProxy, f"__{_name}__", _refusing(_name))
for _name in BINARY:
    setattr(OpaqueProxy, f"__r{_name}__", _refusing(_name))

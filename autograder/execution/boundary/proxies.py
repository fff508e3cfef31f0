"""Stand-ins for functions, classes and instances that stay in the other process.

What a proxy is asked for, it asks the other side for. Values come back as plain data,
so nothing that a student's class says of itself is believed here: `==` and `hash` are
the identity of the proxy, and special attributes that NumPy or `copy` look for are
never fetched.
"""

from collections.abc import Callable, Iterator
from typing import Any, NoReturn, Protocol

from autograder.errors import StudentLost, WireError
from autograder.execution.boundary.operations import (
    BINARY,
    COMPARISONS,
    CONVERSIONS,
    INPLACE,
    UNARY,
)

FUNCTION, CLASS, INSTANCE, CALLABLE = range(4)
INSTANCES = (INSTANCE, CALLABLE)
_MAX_NAME = 200  # characters


class Remote(Protocol):
    """The way to the other side."""

    def ask(
        self, operation: str, operands: list[Any], *, instances: bool = True
    ) -> Any:
        """Return what the operation gives there, or raise what it raises."""


class Proxy:
    """Stands for something of the other side."""

    __slots__ = ("__weakref__", "_gradlab")
    _gradlab: tuple[Remote, int, str]

    def __init__(self, remote: Remote, key: int, name: str) -> None:
        object.__setattr__(self, "_gradlab", (remote, key, name))

    @property
    def __name__(self) -> str:
        """Its name there, or that of its class."""
        return self._gradlab[2]

    def __repr__(self) -> str:
        return f"<{self._gradlab[2]} of the student's code>"

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise TypeError(f"{self._gradlab[2]} cannot be copied out of its process")

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("__", "_gradlab")):
            raise AttributeError(f"{type(self).__name__} has no attribute {name}")
        return _attribute(self, name)


def remote_of(proxy: Proxy) -> Remote:
    """Return the line to the side where the original is."""
    return proxy._gradlab[0]


def key_of(proxy: object, remote: Remote) -> int | None:
    """Return the key of the original; None for what is not a proxy of that line."""
    if isinstance(proxy, Proxy) and remote_of(proxy) is remote:
        return proxy._gradlab[1]
    return None


def _attribute(proxy: Proxy, name: str) -> Any:
    value = remote_of(proxy).ask("getattr", [proxy, name])
    return MethodProxy(value) if type(value) is FunctionProxy else value


def _call(
    proxy: Proxy, arguments: tuple[Any, ...], options: dict[str, Any], instances: bool
) -> Any:
    operands = [proxy, arguments, tuple(options.items())]
    return remote_of(proxy).ask("call", operands, instances=instances)


class FunctionProxy(Proxy):
    """A function; what it returns holds no instance of the student's classes."""

    __slots__ = ()

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the original; see the class."""
        return _call(self, arguments, options, instances=False)


class MethodProxy(FunctionProxy):
    """A function reached through a class or an instance; it may return instances."""

    __slots__ = ("_gradlab_function",)
    _gradlab_function: FunctionProxy

    def __init__(self, function: FunctionProxy) -> None:
        object.__setattr__(self, "_gradlab", function._gradlab)
        object.__setattr__(self, "_gradlab_function", function)  # keeps its key alive

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the original; see the class."""
        return _call(self, arguments, options, instances=True)


class ClassProxy(Proxy):
    """A class; calling it makes an instance there."""

    __slots__ = ("_gradlab_constructs",)
    _gradlab_constructs: bool

    def __init__(self, remote: Remote, key: int, name: str) -> None:
        super().__init__(remote, key, name)
        self._gradlab_constructs = True

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Make an instance there."""
        return _call(self, arguments, options, instances=self._gradlab_constructs)

    def __instancecheck__(self, instance: object) -> bool:
        return self._holds("isinstance", instance)

    def __subclasscheck__(self, subclass: type) -> bool:
        return self._holds("issubclass", subclass)

    def _holds(self, operation: str, other: object) -> bool:
        if not isinstance(other, Proxy) or remote_of(other) is not remote_of(self):
            return False
        return remote_of(self).ask(operation, [other, self]) is True


def only_as_function(value: ClassProxy) -> None:
    """Let a class that stands where a function belongs return plain data only."""
    value._gradlab_constructs = False


class InstanceProxy(Proxy):
    """An instance of a class that the student wrote."""

    __slots__ = ()
    __array_ufunc__ = None  # an array's operators leave the work to the instance

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith(("__", "_gradlab")):
            raise AttributeError(f"the attribute {name} cannot be set")
        remote_of(self).ask("setattr", [self, name, value])

    def __delattr__(self, name: str) -> None:
        remote_of(self).ask("delattr", [self, name])

    def __iter__(self) -> Iterator[Any]:
        values = remote_of(self).ask("iter", [self])
        if type(values) is not list:
            raise WireError("iterating did not give a list")
        return iter(values)

    def __repr__(self) -> str:
        try:
            return str(remote_of(self).ask("repr", [self]))
        except StudentLost:  # a message about it must still be written
            return super().__repr__()

    def __deepcopy__(self, _: object) -> Any:
        return remote_of(self).ask("deepcopy", [self])


class CallableProxy(InstanceProxy):
    """An instance that can be called, in place of a function."""

    __slots__ = ()

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the original as a function."""
        return _call(self, arguments, options, instances=False)


def _asking(operation: str) -> Callable[..., Any]:
    def ask(self: InstanceProxy, *others: Any) -> Any:
        return remote_of(self).ask(operation, [self, *others])

    return ask


def _asking_swapped(operation: str) -> Callable[..., Any]:
    def ask(self: InstanceProxy, other: Any) -> Any:
        return remote_of(self).ask(operation, [other, self])

    return ask


def _give_operators(kind: type[InstanceProxy]) -> None:
    """Give a class the special methods that ask the other side."""
    forwarded = (*BINARY, *COMPARISONS, *UNARY, *CONVERSIONS, "str", "format", "copy")
    for name in (*forwarded, "getitem", "setitem", "delitem", "contains"):
        setattr(kind, f"__{name}__", _asking(name))
    for name in BINARY:
        setattr(kind, f"__r{name}__", _asking_swapped(name))
    for name in INPLACE:
        setattr(kind, f"__i{name}__", _asking(f"i{name}"))


_give_operators(InstanceProxy)

_CLASSES: dict[int, type[Proxy]] = {
    FUNCTION: FunctionProxy,
    CLASS: ClassProxy,
    INSTANCE: InstanceProxy,
    CALLABLE: CallableProxy,
}


def make(remote: Remote, key: int, kind: object, name: object) -> Proxy:
    """Return a new proxy.

    Raises
    ------
    WireError
        If there is no such kind.
    """
    if type(kind) is not int or kind not in _CLASSES or type(name) is not str:
        raise WireError("a handle of a kind that does not exist")
    return _CLASSES[kind](remote, key, name[:_MAX_NAME])

"""Stand-ins for functions, classes and instances that stay in the other process.

What a proxy is asked for, it asks the other side for. Values come back as plain data.
`==` is the identity of the original, or for dataclasses that of their fields. What a
student's class says of itself is believed only of two instances that the test made, or
that methods of such gave: with data it may not be compared. Special attributes that
NumPy or `copy` look for are never fetched.
"""

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from autograder.errors import StudentLost
from autograder.execution.boundary.asked import (
    hash_of,
    iterated,
    left,
    length_of,
    remote_of,
)
from autograder.execution.boundary.figures import class_here
from autograder.execution.boundary.iterators import drained
from autograder.execution.boundary.operations import (
    BINARY,
    COMPARISONS,
    CONVERSIONS,
    INPLACE,
    UNARY,
    Remote,
)
from autograder.execution.boundary.twins import origin

FUNCTION, CLASS, INSTANCE, CALLABLE, ITERATOR = KINDS = range(5)
# What comes of a function in their place: it gives data, and compares with nothing.
OPAQUE = {CLASS: 5, INSTANCE: 6, CALLABLE: 7}


class Proxy:
    """Stands for something of the other side."""

    __slots__ = ("__weakref__", "_gradlab")
    _gradlab: tuple[Remote, int, str]
    _GRADLAB_DATA_ONLY = False  # whether an instance that it gives is opaque
    _GRADLAB_INSTANCE = False

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

    def __eq__(self, other: object) -> bool:
        return _same(self, other)

    def __hash__(self) -> int:
        return hash(self._gradlab[1])

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("__", "_gradlab")):
            raise AttributeError(f"{type(self).__name__} has no attribute {name}")
        return _attribute(self, name)


def key_of(proxy: object, remote: Remote | None = None) -> int | None:
    """Return the key of the original; None for what is not a proxy, of that line."""
    if isinstance(proxy, Proxy) and remote in (None, remote_of(proxy)):
        return proxy._gradlab[1]
    return None


def _attribute(proxy: Proxy, name: str) -> Any:
    plain = proxy._GRADLAB_DATA_ONLY
    value = remote_of(proxy).ask("getattr", [proxy, name], instances=not plain)
    is_method = type(value) is FunctionProxy and not plain
    return MethodProxy(value) if is_method else value


def _same(proxy: Proxy, other: object) -> bool:
    """Return whether two are one object, or dataclasses of equal fields."""
    remote, key, name = proxy._gradlab
    if isinstance(other, Proxy) and remote_of(other) is remote and key_of(other) == key:
        return True
    if not proxy._GRADLAB_INSTANCE or other is None:
        return False
    ours = remote.ask("record", [proxy], instances=False)
    if ours is True:
        if issubclass(type(proxy), InstanceProxy) and issubclass(
            type(other), InstanceProxy
        ):
            return remote.ask("eq", [proxy, other], instances=False) is True
        remote.meets(f"== of a {name}, whose class says itself what it equals")
    if not isinstance(other, Proxy) or not other._GRADLAB_INSTANCE:
        return False
    theirs = remote_of(other).ask("record", [other], instances=False)
    return bool(type(ours) is type(theirs) is tuple and ours == theirs)


def called(
    proxy: Proxy, arguments: tuple[Any, ...], options: dict[str, Any], instances: bool
) -> Any:
    """Return what calling the original gives; iterators are handed over as values."""
    arguments = tuple(map(drained, arguments))
    operands = [proxy, arguments, tuple((n, drained(o)) for n, o in options.items())]
    return remote_of(proxy).ask("call", operands, instances=instances)


class FunctionProxy(Proxy):
    """A function; an instance that it returns gives data alone."""

    __slots__ = ()

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the original; see the class."""
        return called(self, arguments, options, instances=False)


class MethodProxy(FunctionProxy):
    """A function reached through a class or an instance; it may return instances."""

    __slots__ = ("_gradlab_function",)
    _gradlab_function: FunctionProxy

    def __init__(self, function: FunctionProxy) -> None:
        object.__setattr__(self, "_gradlab", function._gradlab)
        object.__setattr__(self, "_gradlab_function", function)  # keeps its key alive

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the original; see the class."""
        return called(self, arguments, options, instances=True)


class ClassProxy(Proxy):
    """A class; calling it makes an instance there."""

    __slots__ = ("_gradlab_constructs",)
    _gradlab_constructs: bool

    def __init__(self, remote: Remote, key: int, name: str) -> None:
        super().__init__(remote, key, name)
        self._gradlab_constructs = True

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Make an instance there."""
        return called(self, arguments, options, instances=self._gradlab_constructs)

    def __instancecheck__(self, instance: object) -> bool:
        return self._holds("isinstance", instance)

    def __subclasscheck__(self, subclass: type) -> bool:
        return self._holds("issubclass", subclass)

    def __getitem__(self, item: object) -> Any:
        return remote_of(self).ask("getitem", [self, item])

    def __iter__(self) -> Iterator[Any]:
        return iterated(self)

    def __len__(self) -> int:
        return length_of(self)

    def __bool__(self) -> bool:
        return True

    def __mro_entries__(self, _: object) -> NoReturn:
        raise remote_of(self).meets(f"a sub-class of {self.__name__}, made by a test")

    def _holds(self, operation: str, other: object) -> bool:
        kind = origin(other)
        if isinstance(kind, ClassProxy):
            return kind == self or self._holds("issubclass", kind)
        if not isinstance(other, Proxy) or remote_of(other) is not remote_of(self):
            return False
        return remote_of(self).ask(operation, [other, self]) is True


def only_as_function(value: ClassProxy) -> None:
    """Let a class that stands where a function belongs return plain data only."""
    value._gradlab_constructs = False


class InstanceProxy(Proxy):
    """An instance of a class that the student wrote."""

    __slots__ = ("_gradlab_hash",)
    _gradlab_hash: int
    __array_ufunc__ = None  # an array's operators leave the work to the instance
    _GRADLAB_INSTANCE = True

    @property  # type: ignore[misc]  # Python itself lets it be one
    def __class__(self) -> Any:
        """The class of an artist of matplotlib is the library's: `isinstance` asks."""
        return class_here(self._gradlab[2]) or type(self)

    __eq__ = Proxy.__eq__

    def __hash__(self) -> int:
        """Return the original's, asked for once: a container may outlive the line."""
        if not hasattr(self, "_gradlab_hash"):
            object.__setattr__(self, "_gradlab_hash", hash_of(self))
        return self._gradlab_hash

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith(("__", "_gradlab")):
            raise AttributeError(f"the attribute {name} cannot be set")
        remote_of(self).ask("setattr", [self, name, value])

    def __delattr__(self, name: str) -> None:
        remote_of(self).ask("delattr", [self, name])

    def __iter__(self) -> Iterator[Any]:
        return iterated(self)

    def __enter__(self) -> Any:
        return remote_of(self).ask("enter", [self])

    def __exit__(self, kind: object, problem: BaseException | None, _: object) -> bool:
        return left(self, problem)

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
        return called(self, arguments, options, instances=False)


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

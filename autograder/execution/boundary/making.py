"""Making a stand-in of a kind, and what `inspect` asks one for."""

import inspect
from typing import Any

from autograder.errors import WireError
from autograder.execution.boundary.asked import remote_of
from autograder.execution.boundary.data_only import (
    CallableOpaque,
    IteratorProxy,
    OpaqueClass,
    OpaqueProxy,
)
from autograder.execution.boundary.operations import Remote
from autograder.execution.boundary.proxies import (
    CALLABLE,
    CLASS,
    FUNCTION,
    INSTANCE,
    ITERATOR,
    OPAQUE,
    CallableProxy,
    ClassProxy,
    FunctionProxy,
    InstanceProxy,
    MethodProxy,
    Proxy,
)

_MAX_NAME = 200  # characters


def _documentation(proxy: Proxy) -> str | None:
    text = remote_of(proxy).ask("doc", [proxy], instances=False)
    return text if type(text) is str else None


def _signature(proxy: Proxy) -> inspect.Signature:
    """Return the signature of the original; without annotations.

    Raises
    ------
    WireError
        If what comes is none.
    """
    rows = remote_of(proxy).ask("signature", [proxy], instances=False)
    try:
        return inspect.Signature([_parameter(*row) for row in rows])
    except (TypeError, ValueError) as problem:
        raise WireError(f"no signature: {problem!s:.100}") from None


def _parameter(name: str, kind: int, given: bool, default: Any) -> inspect.Parameter:
    value = default if given else inspect.Parameter.empty
    return inspect.Parameter(name, inspect._ParameterKind(kind), default=value)


def source(thing: Any) -> str:
    """Return the source of a proxy's original as text, as `inspect.getsource` does."""
    text = remote_of(thing).ask("source", [thing], instances=False)
    if type(text) is not str:
        raise WireError("source is text")
    return text


_CLASSES: dict[int, type[Proxy]] = {
    FUNCTION: FunctionProxy,
    CLASS: ClassProxy,
    INSTANCE: InstanceProxy,
    CALLABLE: CallableProxy,
    ITERATOR: IteratorProxy,
    OPAQUE[CLASS]: OpaqueClass,
    OPAQUE[INSTANCE]: OpaqueProxy,
    OPAQUE[CALLABLE]: CallableOpaque,
}
_DESCRIBED = (FunctionProxy, MethodProxy, ClassProxy, OpaqueClass, InstanceProxy)
for _kind in (*_DESCRIBED, CallableProxy, OpaqueProxy, CallableOpaque):
    _kind.__doc__ = property(_documentation)  # type: ignore[assignment]
for _kind in (FunctionProxy, ClassProxy, CallableProxy, CallableOpaque):
    setattr(_kind, "__signature__", property(_signature))  # noqa: B010


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

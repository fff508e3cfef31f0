"""The state of random generators as bytes, checked before NumPy gets to see it.

NumPy writes what it is given into the generator's memory: a position beyond the table
of a Mersenne twister would be read as such.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.errors import GraderLimit, WireError

Fields = tuple[tuple[tuple[str, ...], str, int], ...]  # path, type, largest or count

_STATE, _INC = ("state", "state"), ("state", "inc")
_SPARE: Fields = ((("has_uint32",), "int", 1), (("uinteger",), "int", (1 << 32) - 1))
_CONGRUENTIAL: Fields = (
    (_STATE, "int", (1 << 128) - 1),
    (_INC, "int", (1 << 128) - 1),
    *_SPARE,
)
_FIELDS: dict[str, Fields] = {
    "PCG64": _CONGRUENTIAL,
    "PCG64DXSM": _CONGRUENTIAL,
    "SFC64": ((_STATE, "uint64", 4), *_SPARE),
    "MT19937": ((("state", "key"), "uint32", 624), (("state", "pos"), "int", 624)),
    "Philox": (
        (("state", "counter"), "uint64", 4),
        (("state", "key"), "uint64", 2),
        (("buffer",), "uint64", 4),
        (("buffer_pos",), "int", 4),
        *_SPARE,
    ),
}
_TWISTER_BYTES = 624 * 4 + 4  # the table and the position in it
_Legacy = tuple[str, Any, int, int, float]  # as `np.random.get_state` gives it


def _size(kind: str, bound: int) -> int:
    """Return how many bytes a field takes."""
    whole = kind == "int"
    return (bound.bit_length() + 7) // 8 if whole else np.dtype(kind).itemsize * bound


def packed_state(generator: np.random.BitGenerator) -> tuple[str, bytes]:
    """Return the name and the state of a bit generator.

    Raises
    ------
    GraderLimit
        If it is not one of NumPy's own.
    """
    name = type(generator).__name__
    if name not in _FIELDS:
        raise GraderLimit(f"a random generator {name} cannot be handed over")
    state: Any = generator.state
    parts = []
    for path, kind, bound in _FIELDS[name]:
        part = state
        for step in path:
            part = part[step]
        if kind == "int":
            parts.append(int(part).to_bytes(_size(kind, bound), "little"))
        else:
            parts.append(np.asarray(part, kind).tobytes())
    return name, b"".join(parts)


def set_state(generator: np.random.BitGenerator, name: object, data: object) -> None:
    """Set the state of a bit generator to what `packed_state` gave.

    Raises
    ------
    WireError
        If it is of another kind, or a field is out of its bounds.
    """
    fields = _FIELDS.get(type(generator).__name__, ())
    sizes = [_size(kind, bound) for _, kind, bound in fields]
    if name != type(generator).__name__ or type(data) is not bytes:
        raise WireError("the state is that of another random generator")
    if not fields or len(data) != sum(sizes):
        raise WireError(f"the state of a {name} has another size")
    state: dict[str, Any] = {"bit_generator": name}
    for (path, kind, bound), size in zip(fields, sizes, strict=True):
        part, data = data[:size], data[size:]
        inner = state
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = _field(part, kind, bound)
    generator.state = state


def _field(data: bytes, kind: str, bound: int) -> object:
    if kind != "int":
        return np.frombuffer(data, kind)
    value = int.from_bytes(data, "little")
    if value > bound:
        raise WireError(f"a field of a random state is {value}, above {bound}")
    return value


def new_generator(name: object, data: object) -> np.random.Generator:
    """Return a generator of that kind in that state.

    Raises
    ------
    WireError
        If there is no such kind, or the state does not fit it.
    """
    if not isinstance(name, str) or name not in _FIELDS:
        raise WireError(f"no random generator is called {name!r:.50}")
    bits: np.random.BitGenerator = getattr(np.random, name)(0)
    set_state(bits, name, data)
    return np.random.Generator(bits)


def _bits() -> np.random.BitGenerator:
    bits: np.random.BitGenerator = vars(np.random)["get_bit_generator"]()
    return bits


def _is_shared() -> bool:
    """Say whether the global generator is NumPy's first; another is not kept alike."""
    return type(_bits()) is np.random.MT19937


def _table() -> bytes | None:
    """Return the global generator's table and the position in it, as in memory."""
    if not _is_shared():
        return None
    return ctypes.string_at(_bits().ctypes.state_address, _TWISTER_BYTES)


class _LastRead:
    """The global generator's state as it was last read.

    Reading it takes as long as a whole call across the line, so the table in memory is
    compared first. A spare normal number, which is not in the table, comes and goes
    without it only if there was one before.
    """

    def __init__(self) -> None:
        self._seen: bytes | None = None
        self._state: Any = None

    def __call__(self) -> _Legacy:
        seen = _table()
        if seen is None or seen != self._seen or self._state[3]:
            self._seen = seen
            self._state = np.random.get_state()  # noqa: NPY002
        state: _Legacy = self._state
        return state


global_state = _LastRead()


@contextmanager
def drawn_apart() -> Iterator[None]:
    """Let what is drawn meanwhile from the global generator not be missed after."""
    before = global_state()
    try:
        yield
    finally:
        if global_state() is not before:
            np.random.set_state(before)  # noqa: NPY002


class GlobalRandom:
    """The state behind `np.random.rand` and its like, kept alike on both sides."""

    def __init__(self) -> None:
        self._seen = global_state()

    def change(self) -> bytes | None:
        """Return the state if it changed since the last exchange."""
        state = global_state()
        if state is self._seen or not _is_shared():
            return None
        self._seen = state
        tail = np.array([state[3], state[4]], float).tobytes()
        return packed_state(_bits())[1] + tail

    def set(self, data: object) -> None:
        """Take over the other side's state.

        Raises
        ------
        WireError
            If it is not one.
        """
        if type(data) is not bytes or not _is_shared():
            raise WireError("no state of the global random generator")
        probe = np.random.MT19937(0)
        set_state(probe, "MT19937", data[:-16])
        spare, gauss = np.frombuffer(data[-16:])
        inner: Any = probe.state
        state = ("MT19937", inner["state"]["key"], inner["state"]["pos"])
        np.random.set_state((*state, int(spare == 1), float(gauss)))  # noqa: NPY002
        self._seen = global_state()

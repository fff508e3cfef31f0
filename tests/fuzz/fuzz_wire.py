"""Feed mutated frames to the test's end of the line; only WireError may come out.

    python tests/fuzz/fuzz_wire.py [FRAMES] [SEED]

Half of the mutants are changed as bytes, half as the tree that the bytes stand for, so
that they pass the first check and reach the last. Whatever is accepted must be plain.
Ends with code 1 and the frame at the first thing that is neither.
"""

import random
import resource
import socket
import sys
import time
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PosixPath, PurePosixPath, PureWindowsPath
from types import ModuleType
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from autograder.errors import WireError
from autograder.execution.boundary.ends import TestEnd
from autograder.execution.boundary.iterators import drained
from autograder.execution.boundary.proxies import Proxy
from autograder.execution.boundary.twins import EnumTwin
from autograder.execution.boundary.wire import divided, packed, unpacked

PLAIN = (
    *(type(None), bool, int, float, complex, str, bytes, bytearray, range, slice),
    *(list, tuple, dict, set, frozenset, type(...), np.ndarray, np.random.Generator),
    *(ModuleType, type, type({}.keys()), type({}.values()), type({}.items())),
    *(
        date,
        datetime,
        timedelta,
        timezone,
        ZoneInfo,
        Fraction,
        Decimal,
        PosixPath,
        PurePosixPath,
        PureWindowsPath,
        Counter,
        OrderedDict,
        defaultdict,
        deque,
        type(iter([])),
        EnumTwin,
    ),
)
OF_PANDAS = (
    *(pd.Index, pd.api.extensions.ExtensionArray, pd.Timestamp, pd.Timedelta),
    *(pd.Period, pd.Interval, type(pd.NaT), type(pd.NA)),
)
SPICE = [0, 1, 2, 3, 7, 99, -1, 1 << 31, (1 << 64) - 1, True, None, 0.5, float("nan")]
SPICE += ["", "=d", "|?", "<U3", "|O", "return", "raise", "call", "numpy", "PCG64"]
SPICE += [b"", bytes(8), b"\xff" * 16, [], [0], [14, 2], [15, 2, 2, "x"], [16, 1], [[]]]
Pair = namedtuple("Pair", "x y")
RELOADED = 200  # frames after which the end is a new one
SLOW = 1.0  # seconds of work; the machine may be busy with other things


class Fed:
    """A wire that gives what it is fed."""

    def __init__(self):
        self.frame = b""

    def receive(self):
        message, sizes = divided(unpacked(self.frame))
        return message, [np.zeros(min(size, 1 << 16), np.uint8) for size in sizes]


def seeds():
    """Return one message for each thing that can cross."""
    x = np.arange(6.0).reshape(2, 3)
    large = np.zeros(1 << 13)
    loop = [large, 1, "é", b"x", (1, 2 + 3j), 1 << 90, "\ud800", x, x.T[::2], x > 2]
    loop += [np.array(["ab", "c"]), np.float32(1), np.str_("a"), range(3), slice(1, 2)]
    loop += [frozenset({1, 2}), {3, (4, 5)}, bytearray(b"yy"), ..., np, float, x.dtype]
    loop += [np.random.default_rng(1), np.random.Generator(np.random.MT19937(1))]
    loop += [np.random.Generator(np.random.Philox(1)), {"W1": x, "loop": loop}]
    loop += [date(2020, 1, 2), datetime(2020, 1, 2, tzinfo=UTC), timedelta(1), UTC]
    loop += [Fraction(1, 3), Decimal("1.5"), {1: 2}.keys(), {1: 2}.items(), Pair(1, x)]
    loop += [{1: [2]}.values(), drained(iter([1, (2,)]))]
    loop += [Counter("aab"), OrderedDict(a=[1]), defaultdict(list, a=x), deque([1], 3)]
    loop += [
        np.array([None, "a", [1]], object),
        Path("a/b"),
        np.array(["2020"], "M8[D]"),
    ]
    loop += [
        np.zeros(2, [("n", "U3"), ("t", "?"), ("d", "m8[s]")]),
        np.datetime64(1, "D"),
    ]
    loop += tables_of_pandas()
    for value in [*loop, loop]:
        other = _objects()
        parts, blobs = other.write([value])
        heard = [["RuntimeWarning", "divide by zero", None]]
        yield ["return", *parts, None, heard, [blob.nbytes for blob in blobs]]
    state = bytes(2496) + b"\x05\x00" + bytes(16)
    yield ["raise", ["ValueError", "x", None, 1, None, None], [], [], [], state, [], []]
    kind = [23, [15, 2, 1, "Mine"], "Mine", [13, "KeyError"]]
    mine = [24, kind, [15, 4, 2, "Mine"], "says"]
    behind = [0, "ValueError", "x", mine]
    tired = ["UserWarning", "x", [23, [15, 6, 1, "Rest"], "Rest", [13, "UserWarning"]]]
    raised = ["KeyError", "x", None, None, mine, behind]
    yield ["raise", raised, [], [], [], None, [tired], []]
    yield ["call", [[16, 1], [0, 1.5], [0, [0, "n", 2]]], [], [], [], None, [], []]
    yield ["limit", ["GraderLimit", "no", None, 1], [], [], [], None, [], []]
    cls = [15, 2, 1, "C"]
    twins = [
        [20, cls, "P", ["a", "b"], 1, 2],
        [21, cls, "RED", 1],
        [15, 4, 4, "generator"],
    ]
    yield ["return", [[0, *twins]], [], [], [], None, [], []]
    yield [
        "return",
        [[0, [15, 2, 0, "f"], [15, 4, 1, "C"], [15, 6, 2, "c"]]],
        *([], [], [], None, [], []),
    ]
    yield [
        "return",
        [[14, 3]],
        [[3, 3, ["=d", [3], 2, bytes(24)]], [5, 1, ["a", [14, 3]]]],
        *([3, 5], [1], None, [], []),
    ]


def tables_of_pandas():
    """Return a table of each kind of column, an index of each kind, and values."""
    when = pd.date_range("2020", periods=3, freq="MS", tz="Europe/Berlin", name="when")
    frame = pd.DataFrame(
        {
            "numbers": [1.5, 2.0, np.nan],
            "texts": ["a", None, "c"],
            "whole": pd.array([1, None, 3], dtype="Int64"),
            "mixed": [1, "b", (2, 3)],
            "kinds": pd.Categorical(["x", "y", "x"], ordered=True),
            "parts": pd.cut([1, 2, 3], 2),
            "months": pd.period_range("2020-01", periods=3, freq="M"),
            "days": pd.to_datetime(["2020-01-01", "2020-01-02", None]),
            "zoned": when.to_list(),
        },
        index=when,
    )
    many = pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["k", None])
    values = [when[0], pd.Timedelta("1D"), pd.Period("2020-01"), pd.NaT, pd.NA]
    indices = [many, pd.RangeIndex(3), frame.columns]
    return [frame, frame["texts"], frame["kinds"].array, *indices, *values]


def _objects():
    from autograder.execution.boundary.object_table import ObjectTable

    return ObjectTable(2, lambda *_: None, lambda _: (0, "f"), lambda _: None)


def mutated_bytes(rng, frame, others):
    """Return a frame with a few bytes changed, cut, doubled or taken from another."""
    data = bytearray(frame)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(data) + 1)
        to = min(len(data), at + rng.choice((1, 2, 4, 9, 40)))
        how = rng.randrange(6)
        if how == 0 and data:
            data[at % len(data)] ^= 1 << rng.randrange(8)
        elif how == 1:
            data[at:to] = rng.randbytes(to - at)
        elif how == 2:
            del data[at:to]
        elif how == 3:
            data[at:at] = data[at:to]
        elif how == 4:
            other = rng.choice(others)
            start = rng.randrange(len(other))
            data[at:to] = other[start : start + rng.choice((1, 5, 30))]
        else:
            data[at:at] = bytes([rng.choice((0x90, 0xDC, 0xDD, 0xC6, 0xDB, 0xC1))])
    return bytes(data)


def mutated_tree(rng, frame, others):
    """Return a frame whose tree has a few values changed."""
    spice = [packed(each) for each in SPICE]
    tree = unpacked(frame)
    for _ in range(rng.choice((1, 1, 2, 3))):
        place = tree
        while True:
            inner = [each for each in place if type(each) is list and each]
            if not inner or rng.random() < 0.3:
                break
            place = rng.choice(inner)
        at = rng.randrange(len(place))
        how = rng.randrange(5)
        if how == 0:
            place[at] = unpacked(rng.choice(spice))
        elif how == 1:
            place.insert(at, unpacked(rng.choice(spice)))
        elif how == 2 and len(place) > 1:
            del place[at]
        elif how == 3:
            place[at] = unpacked(rng.choice(others))
        else:
            place[at] = unpacked(packed(rng.choice(place)))
    return packed(tree)


def is_plain(value, seen):
    """Return whether a value, and what it holds, is of a type that may be built."""
    if isinstance(value, Proxy | np.generic | np.dtype) or value is fresh_end:
        return True
    if isinstance(value, EnumTwin):
        value = (value._gradlab_origin, value.name, value.value)
    named = isinstance(value, tuple) and hasattr(type(value), "_fields")
    known = named or type(value) in (*PLAIN, pd.DataFrame, pd.Series)
    known = known or isinstance(value, OF_PANDAS)
    if not known and not isinstance(value, BaseException | type):
        return False
    if id(value) in seen:
        return True
    seen.add(id(value))
    if isinstance(value, pd.DataFrame | pd.Series):
        index = [value.columns] if value.ndim == 2 else []
        parts = value.items() if value.ndim == 2 else [("", value.array)]
        value = [value.index, *index, *(part for _, part in parts)]
    elif isinstance(value, OF_PANDAS):
        held = list(value) if isinstance(value, OF_PANDAS[:2]) else []
        return all(is_plain(one, seen) for one in held)
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if type(value) is np.ndarray and value.dtype == object:
        value = list(value.flat)
    if not isinstance(value, list | tuple | set | frozenset | deque):
        return type(value) is not np.ndarray or value.dtype.kind in "biufcUSMmV"
    return all(is_plain(each, seen) for each in value)


def main(count, seed):
    rng = random.Random(seed)
    frames = [packed(message) for message in seeds()]
    refused = slowest = 0
    begun = time.perf_counter()
    for done in range(count):
        if done % RELOADED == 0:
            end = fresh_end()
        change = mutated_tree if done % 2 else mutated_bytes
        frame = change(rng, rng.choice(frames), frames)
        end._wire.frame, end.fault = frame, None
        start = time.process_time()
        try:
            _, values, _ = end._receive()
        except WireError:
            refused, values = refused + 1, None
        except BaseException as problem:
            return f"{type(problem).__name__}: {problem}\nfrom {frame!r}"
        slowest = max(slowest, time.process_time() - start)
        if not is_plain(values, set()):
            return f"{values!r:.500} is not plain\nfrom {frame!r}"
        if slowest > SLOW:
            return f"took {slowest:.1f} s\nfrom {frame!r:.500}"
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"{count:,} frames, seed {seed}: {refused:,} refused, {count - refused:,} "
        f"plain; {count / seconds:,.0f} a second, slowest {slowest * 1e3:.1f} ms, "
        f"at most {peak} MB"
    )
    return 0


def fresh_end():
    """Return an end that has handed over a function and an array of its own."""
    ours, theirs = socket.socketpair()
    end = TestEnd(ours, time.monotonic() + 1e9)
    ours.close()
    theirs.close()
    end._wire = Fed()
    end.held = [fresh_end, np.zeros(3), {"a": 1}]
    end._objects.write([list(end.held)])
    return end


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    count, seed = [*given, *(100_000, 1)[len(given) :]]
    sys.exit(main(count, seed))

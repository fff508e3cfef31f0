"""Every value crosses as what it is, or is refused by name."""

import collections
import datetime
import decimal
import fractions
import functools
import math
import pathlib
import zoneinfo

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from autograder.errors import GraderLimit, WireError
from autograder.execution.boundary import exact, twins
from tests.autograder.execution.boundary.across import (
    alike,
    carried,
    crossed,
    object_tables,
)

NUMERIC = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64, 128)),
    hnp.complex_number_dtypes(endianness="?", sizes=(64, 128)),
)
TEXTUAL = hnp.unicode_string_dtypes(endianness="?", max_len=5) | hnp.byte_string_dtypes(
    max_len=5
)
SHAPES = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)


@st.composite
def arrays(draw):
    array = draw(hnp.arrays(draw(NUMERIC | TEXTUAL), draw(SHAPES)))
    layout = draw(st.sampled_from(["C", "F", "turned", "gaps", "locked"]))
    if layout == "gaps" and array.ndim:
        return array[::2]
    if layout == "locked":
        array.flags.writeable = False
    if layout == "turned":
        return array.T
    return np.asfortranarray(array) if layout == "F" and array.ndim else array


TEXT = st.text(st.characters(exclude_categories=()))  # halves of surrogate pairs too
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(1 << 80), 1 << 80)
    | st.floats()
    | st.complex_numbers()
    | TEXT
    | st.binary()
)
NUMPY_SCALARS = NUMERIC.flatmap(lambda d: hnp.arrays(d.newbyteorder("="), ())).map(
    lambda array: array[()]
)
KEYS = st.recursive(
    SCALARS | NUMPY_SCALARS,
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3),
    max_leaves=4,
).filter(lambda key: key == key)
LEAVES = (
    *(SCALARS, NUMPY_SCALARS, KEYS, arrays(), st.just(...)),
    st.builds(range, st.integers(-9, 1 << 70), st.integers(-9, 9)),
    st.builds(slice, st.none() | st.integers(), st.integers()),
    st.builds(bytearray, st.binary()),
    st.sets(KEYS, max_size=4),
    NUMERIC,
    st.sampled_from([float, list, np.float32, np.ndarray, ValueError]),
)


def compound(inner):
    """Return lists, tuples and dictionaries, some of which hold a thing twice."""
    lists = st.lists(inner, max_size=4)
    return (
        lists
        | lists.map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
        | inner.map(lambda thing: [thing, {"again": thing}, (thing,)])
    )


VALUES = st.recursive(st.one_of(*LEAVES), compound, max_leaves=12)


@settings(max_examples=400, deadline=None)
@given(VALUES)
def test_every_value_arrives_with_type_bits_and_identity(value):
    assert alike(value, crossed(value))


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_a_value_comes_back_as_the_same_objects(value):
    here, there = object_tables()
    holder = [value]

    made = carried(here, there, holder)
    back = carried(there, here, made)

    assert back is holder


@settings(max_examples=100, deadline=None)
@given(arrays())
def test_every_array_arrives_with_dtype_shape_order_and_bits(array):
    assert alike(array, crossed(array))


@pytest.mark.parametrize("number", [math.nan, -0.0, math.inf, 5e-324])
def test_a_float_keeps_its_bits(number):
    assert alike(number, crossed(number))


def test_a_list_that_holds_itself_arrives_as_one():
    loop = [1]
    loop.append({"self": loop})

    made = crossed(loop)

    assert made[1]["self"] is made


def test_a_list_of_a_thousand_levels_arrives():
    deep = []
    for _ in range(1000):
        deep = [deep]

    made, levels = crossed(deep), 0
    while made:
        made, levels = made[0], levels + 1

    assert levels == 1000


class Lie(float):
    """Claims to be equal to all."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __float__(self):
        return 42.0


class Named(str):
    __slots__ = ()

    def __str__(self):
        return "somebody else"


class OddArray(np.ndarray):
    def __array_finalize__(self, obj):
        self.note = "odd"

    def tobytes(self, *_):
        return b"lies"


@pytest.mark.parametrize(
    ("value", "base"),
    [
        (Lie(1.5), 1.5),
        (Named("me"), "me"),
        (type("Count", (int,), {})(7), 7),
        (type("Items", (list,), {"__iter__": None})([1, 2]), [1, 2]),
        (np.array([[1.0]]).view(np.matrix), np.array([[1.0]])),
        (np.ma.masked_array([1.0, 2.0], [0, 1]), np.array([1.0, 2.0])),
        (np.array([1.0]).view(OddArray), np.array([1.0])),
        (np.float64(2.5), np.float64(2.5)),
        (np.str_("a\0"), np.str_("a\0")),
    ],
)
def test_a_subclass_arrives_as_its_plain_base(value, base):
    assert alike(base, crossed(value))


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (np.zeros(2, dtype=[("x", object)]), "dtype object"),
        (np.zeros(2, dtype=[("x", float, (2,))]), r"dtype \('<f8', \(2,\)\)"),
        (np.zeros(2, dtype="V8"), r"dtype \|V8"),
        (np.timedelta64(1, "25s"), "dtype timedelta64"),
        (pathlib.Path("a\nb"), "a path of such characters"),
        (datetime, "module datetime"),
        (functools.reduce(lambda t, _: (t,), range(100), 1), "nested deeper than 64"),
    ],
)
def test_what_cannot_cross_is_refused_by_name(value, named):
    with pytest.raises(TypeError, match=named):
        crossed(value)


def test_a_refused_value_leaves_nothing_behind():
    here, _ = object_tables()

    with pytest.raises(TypeError, match=r"dtype \|V8"):
        here.write([[np.zeros(3), np.zeros(1, dtype="V8")]])

    assert len(here) == 0


def test_too_many_values_are_refused_before_they_leave():
    with pytest.raises(GraderLimit, match="use an array for so many"):
        crossed([0.5] * 600_000)


def test_too_many_bytes_are_refused_before_they_leave():
    with pytest.raises(GraderLimit, match="at most 60 MB"):
        crossed(np.zeros(9_000_000))


OFFSETS = st.timedeltas(
    datetime.timedelta(hours=-23), datetime.timedelta(hours=23)
).map(datetime.timezone)
ZONES = st.none() | OFFSETS | st.sampled_from([zoneinfo.ZoneInfo("Europe/Berlin")])
EXACT = st.one_of(
    st.dates(),
    st.times(timezones=ZONES),
    st.datetimes(timezones=ZONES),
    st.timedeltas(),
    st.fractions(),
    st.decimals(allow_nan=False),
    OFFSETS,
)


@given(EXACT)
def test_dates_fractions_and_decimals_arrive_as_they_are(value):
    arrived = crossed(value)

    assert type(arrived) is type(value)
    assert (arrived, repr(arrived)) == (value, repr(value))


@pytest.mark.parametrize(
    "node",
    [
        [],
        [99],
        [True, 1],
        [exact.DATE, 2020, 13, 1],
        [exact.DATE, 2020, 1],
        [exact.DATE, "2020", 1, 1],
        [exact.DATETIME, 2020, 1, 1, 0, 0, 0, 0, 2, None],
        [exact.DATETIME, 2020, 1, 1, 0, 0, 0, 0, 0, [exact.DATE, 2020, 1, 1]],
        [exact.TIMEZONE, 99, 0, 0],
        [exact.ZONE, "../../etc/passwd"],
        [exact.ZONE, "/etc/localtime"],
        [exact.ZONE, "No/Such"],
        [exact.FRACTION, "1", "0"],
        [exact.FRACTION, "1" * 20_000, "1"],
        [exact.FRACTION, 1, 2],
        [exact.DECIMAL, "1E+99999999"],
        [exact.DECIMAL, "x"],
        [exact.TIMEDELTA, 10**12, 0, 0],
    ],
)
def test_what_is_no_exact_value_is_refused(node):
    with pytest.raises(WireError):
        exact.built(*node) if node else exact.built(None)


@pytest.mark.parametrize(
    ("fraction", "said"),
    [
        (fractions.Fraction(1, 1 << 40_000), "fraction of so many digits"),
        (decimal.Decimal("1E+9999999"), "decimal number of that size"),
    ],
)
def test_what_is_too_long_does_not_leave(fraction, said):
    with pytest.raises(GraderLimit, match=said):
        crossed(fraction)


@pytest.mark.parametrize("view", ["keys", "values", "items"])
def test_a_view_of_a_dictionary_arrives_as_one(view):
    value = getattr({"a": 1, "b": 2}, view)()

    arrived = crossed(value)

    assert type(arrived) is type(value)
    assert list(arrived) == list(value)


def test_a_named_tuple_of_the_test_arrives_with_its_names():
    arrived = crossed(collections.namedtuple("Pair", "x y")(1, 2))

    assert (arrived.x, arrived.y, arrived) == (1, 2, (1, 2))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("class", ["x"]),
        ("P", ["x", "x"]),
        ("P", ["_x"]),
        ("P", ["x = print(1)"]),
        ("P; import os", ["x"]),
        ("P", "x"),
        ("P", ["x", "y"]),
        (3, ["x"]),
    ],
)
def test_a_named_tuple_that_can_be_none_is_refused(name, fields):
    values = [1, 2] if fields in (["x", "x"], "x") else [1]

    with pytest.raises(WireError):
        twins.named(None, name, fields, values)


def test_a_module_arrives_as_the_receivers_own():
    assert crossed(np.linalg) is np.linalg


@pytest.mark.parametrize(
    "bits", ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"], ids=str
)
def test_a_random_generator_goes_on_where_it_was(bits):
    rng = np.random.Generator(getattr(np.random, bits)(7))
    rng.integers(9, size=3, dtype=np.int32)

    made = crossed(rng)

    assert made.integers(99, size=9, dtype=np.int32).tolist() == (
        rng.integers(99, size=9, dtype=np.int32).tolist()
    )

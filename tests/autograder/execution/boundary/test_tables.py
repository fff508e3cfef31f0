"""Tables of pandas cross by value, in both directions, as one object on each side."""

import datetime
import fractions
import subprocess
import sys
import zoneinfo

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from autograder.errors import GraderLimit, StudentLost, WireError
from autograder.execution.boundary import columns, tables
from autograder.execution.boundary.tags import HANDLE
from tests.autograder.execution.boundary.across import (
    carried,
    crossed,
    names_of,
    object_tables,
    running,
)

pd = pytest.importorskip("pandas")

ROWS = st.shared(st.integers(0, 6), key="rows")
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
UNITS = st.sampled_from(["s", "ms", "us", "ns"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
MOMENTS = st.integers(0, 1 << 31)
PLAIN = st.one_of(
    *(st.none(), st.booleans(), st.integers(-(1 << 70), 1 << 70), st.floats(), TEXTS),
    *(st.dates(), st.fractions(), st.tuples(st.integers(), TEXTS)),
    *(st.just(pd.NA), st.just(pd.NaT), st.lists(st.integers(), max_size=2)),
)


def of_length(values, dtype=None):
    """Return arrays of as many values as the table has rows."""
    lists = ROWS.flatmap(lambda n: st.lists(values, min_size=n, max_size=n))
    return lists.map(lambda found: pd.array(found, dtype=dtype))


def numbers(dtypes):
    return st.tuples(dtypes, ROWS).flatmap(lambda each: hnp.arrays(*each))


def objects(found):
    array = np.empty(len(found), object)
    array[:] = found
    return array


OBJECTS = ROWS.flatmap(lambda n: st.lists(PLAIN, min_size=n, max_size=n)).map(objects)
TIMES = st.tuples(of_length(MOMENTS), UNITS).map(
    lambda each: each[0].to_numpy("i8", na_value=0).view(f"M8[{each[1]}]")
)
CATEGORIES = st.tuples(
    of_length(st.integers(-1, 2)), st.booleans(), st.sampled_from(["abc", (3, 1, 2)])
).map(lambda e: pd.Categorical.from_codes(e[0].to_numpy(int), [*e[2]], ordered=e[1]))
COLUMNS = st.one_of(
    numbers(hnp.integer_dtypes() | hnp.floating_dtypes(sizes=(32, 64))),
    numbers(hnp.boolean_dtypes() | hnp.complex_number_dtypes()),
    of_length(st.none() | TEXTS, "str"),
    of_length(st.none() | TEXTS, "string"),
    of_length(st.none() | st.integers(-(1 << 63), (1 << 63) - 1), "Int64"),
    of_length(st.none() | st.integers(0, 255), "UInt8"),
    of_length(st.none() | st.floats(allow_nan=False), "Float64"),
    of_length(st.none() | st.booleans(), "boolean"),
    OBJECTS,
    TIMES,
    TIMES.map(lambda a: a.view(a.dtype.str.replace("M8", "m8"))),
    TIMES.map(lambda a: pd.DatetimeIndex(a).tz_localize("UTC").tz_convert(BERLIN)),
    CATEGORIES,
    of_length(st.integers(0, 5)).map(lambda a: pd.cut(a, [0, 2, 5])),
    of_length(MOMENTS).map(lambda a: pd.PeriodIndex.from_ordinals(a, freq="M")),
)
NAMES = st.none() | TEXTS | st.integers() | st.tuples(TEXTS, st.integers())


@st.composite
def indices(draw, size):
    kind = draw(st.sampled_from(["range", "dates", "values", "many"]))
    name = draw(NAMES)
    if kind == "dates":
        zone = draw(st.sampled_from([None, BERLIN]))
        return pd.date_range("2020", periods=size, freq="MS", tz=zone, name=name)
    if kind == "values":
        values = draw(st.lists(TEXTS | st.integers(), min_size=size, max_size=size))
        return pd.Index(objects(values), dtype=object, name=name)
    if kind == "many" and size:
        levels = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
        return pd.MultiIndex.from_arrays(
            [levels, range(size)], names=[name, draw(NAMES)]
        )
    start, step = draw(st.integers(-9, 9)), draw(st.sampled_from([1, 3, -2]))
    return pd.RangeIndex(start, start + step * size, step, name=name)


@st.composite
def frames(draw):
    held = draw(st.lists(COLUMNS, max_size=4))
    rows = draw(ROWS)
    index = draw(indices(rows))
    frame = pd.DataFrame({n: _series(v, index) for n, v in enumerate(held)}, index)
    frame.columns = draw(indices(len(held)))
    return frame


def _series(values, index, name=None):
    dtype = (
        object if isinstance(values, np.ndarray) and values.dtype == object else None
    )
    return pd.Series(values, index, dtype=dtype, name=name)


@st.composite
def series(draw):
    return _series(draw(COLUMNS), draw(indices(draw(ROWS))), draw(NAMES))


def assert_alike(one, other):
    """Assert that two tables have the same types, names, values and bits."""
    check = (
        pd.testing.assert_frame_equal
        if isinstance(one, pd.DataFrame)
        else pd.testing.assert_series_equal
    )
    check(one, other, check_exact=True, check_index_type="exact", check_freq=True)
    assert _content(one) == _content(other)


def _content(table):
    return tables.table_fields(table, lambda values: [*map(repr, values)])


@settings(max_examples=200, deadline=None)
@given(frames())
def test_every_frame_arrives_with_types_names_and_bits(frame):
    assert_alike(frame, crossed(frame))


@settings(max_examples=150, deadline=None)
@given(series())
def test_every_series_arrives_and_comes_back_as_the_same_object(one):
    here, there = object_tables()

    made = carried(here, there, one)
    back = carried(there, here, made)

    assert_alike(one, made)
    assert back is one


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 5).flatmap(indices))
def test_every_index_arrives(index):
    made = crossed(index)

    pd.testing.assert_index_equal(index, made, exact=True)
    assert (type(made), made.names) == (type(index), index.names)
    assert getattr(made, "freq", None) == getattr(index, "freq", None)


@given(
    st.builds(pd.Timestamp, st.datetimes(datetime.datetime(1970, 1, 1)))
    | st.builds(pd.Timestamp, MOMENTS, unit=UNITS, tz=st.sampled_from([None, BERLIN]))
    | st.builds(pd.Timedelta, MOMENTS, UNITS)
    | st.builds(pd.Period, ordinal=MOMENTS, freq=st.sampled_from(["M", "D", "Y"]))
    | st.builds(lambda a, b: pd.Interval(a, a + b), MOMENTS, MOMENTS)
    | st.sampled_from([pd.NaT, pd.NA])
)
def test_a_value_of_a_table_arrives_as_it_is(value):
    arrived = crossed(value)

    assert type(arrived) is type(value)
    assert repr(arrived) == repr(value)
    assert getattr(arrived, "unit", None) == getattr(value, "unit", None)


@settings(max_examples=100, deadline=None)
@given(COLUMNS.map(lambda values: pd.Series(values).array))
def test_the_array_of_a_series_arrives_as_one(values):
    pd.testing.assert_extension_array_equal(values, crossed(values), check_exact=True)


SOURCE = """
import pandas as pd
def echo(x): return x
def add(frame): frame["b"] = frame["a"] * 2; return frame
def drop(frame): frame.pop("a")
def rename(series): series.name = "new"; series.index = [*"xy"]
def total(frame): return frame.groupby("k")["v"].sum()
def stats(frame): return frame.describe(include="all")
def bins(series): return pd.cut(series, 3).value_counts()
def words(series): return series.unique()
def change(frame): return frame.assign(a=0)
def first(frame): return frame["when"].iloc[0], frame.shape, frame["a"].mean()
def holds(frames): return [len(one) for one in frames.values()]
"""


@pytest.fixture
def student():
    with running(SOURCE) as one:
        yield one


def test_what_a_function_does_to_a_table_in_place_is_seen(student):
    frame, one = pd.DataFrame({"a": [1, 2]}), pd.Series([1.5, 2.5], name="old")

    assert student.name("add")(frame) is frame
    assert frame["b"].tolist() == [2, 4]
    student.name("drop")(frame)
    assert list(frame) == ["b"]
    student.name("rename")(one)
    assert (one.name, one.to_dict()) == ("new", {"x": 1.5, "y": 2.5})


def test_a_table_that_a_function_leaves_alone_stays_as_it_was(student):
    frame = pd.DataFrame({"a": [1, 2]}, index=[*"xy"])
    before = frame.copy()

    changed = student.name("change")(frame)

    assert changed["a"].tolist() == [0, 0]
    pd.testing.assert_frame_equal(frame, before)


def test_what_courses_ask_of_tables_works(student):
    frame = pd.DataFrame(
        {
            "k": ["a", "b", "a"],
            "v": [1.0, np.nan, 3.0],
            "when": pd.to_datetime(["2020-01-01", "2020-02-01", "2021-01-01"]),
            "a": pd.array([1, None, 3], dtype="Int64"),
        }
    )

    want = pd.Series([4.0, 0.0], index=pd.Index(["a", "b"], name="k"), name="v")
    pd.testing.assert_series_equal(student.name("total")(frame), want)
    pd.testing.assert_frame_equal(
        student.name("stats")(frame), frame.describe(include="all")
    )
    pd.testing.assert_series_equal(
        student.name("bins")(frame["v"]), pd.cut(frame["v"], 3).value_counts()
    )
    assert list(student.name("words")(frame["k"])) == ["a", "b"]
    assert student.name("first")(frame) == (pd.Timestamp("2020-01-01"), (3, 4), 2.0)
    assert student.name("holds")({"x": frame, "y": frame[:1]}) == [3, 1]


def test_pandas_under_a_name_is_the_tests_own(student):
    assert student.name("pd") is pd


@pytest.mark.parametrize(
    ("made", "named"),
    [
        (
            "pd.DataFrame({'a': [object()]})",
            "a table that holds an object of type object",
        ),
        ("pd.Series([len])", "a table that holds an object of type builtin"),
        ("pd.Series(pd.arrays.SparseArray([1]))", "a column of type Sparse"),
        ("pd.DataFrame([range(10_001)])", "more than 10000 columns"),
        ("pd.DataFrame(np.zeros((9_000_000, 1)))", "at most 60 MB"),
        ("pd.Series(['x'] * 600_000)", "more than 400000 texts"),
        ("pd.DataFrame({n: ['x'] * 300_000 for n in 'ab'})", "values at once"),
    ],
)
def test_a_table_that_cannot_cross_is_refused_in_words(made, named):
    with (
        names_of(f"import pandas as pd\ndef f(): return {made}", "f") as f,
        pytest.raises(GraderLimit, match=named),
    ):
        f()


def test_a_table_of_the_test_that_cannot_cross_is_refused_in_words(student):
    with pytest.raises(GraderLimit, match="is the test's own; hand over data"):
        student.name("echo")(pd.Series([object()]))
    with pytest.raises(GraderLimit, match="at most 60 MB"):
        student.name("echo")(pd.Series(np.zeros(9_000_000)))
    assert student.name("echo")(pd.Series([fractions.Fraction(1, 3)]))[0] * 3 == 1


def numbered(values):
    return [columns.NUMBERS, "=q", np.asarray(values, "=q").tobytes()]


RANGE = [tables.RANGED, 0, 2, 1, None]
TWO = [tables.PLAIN, 2, numbered([1, 2]), None, None]
FALSE_TABLES = {
    "longer column": [tables.SERIES, RANGE, numbered([1, 2, 3]), None],
    "shorter column": [tables.SERIES, RANGE, numbered([1]), None],
    "column beside its index": [tables.FRAME, TWO, TWO, [numbered([1, 2])]],
    "fewer names": [tables.FRAME, RANGE, RANGE, [numbered([1, 2])]],
    "lying count": [
        tables.SERIES,
        [tables.PLAIN, 3, numbered([1, 2]), None, None],
        numbered([1, 2, 3]),
        None,
    ],
    "an endless range": [
        tables.FRAME,
        [tables.RANGED, 0, 1 << 62, 1, None],
        [tables.RANGED, 0, 0, 1, None],
        [],
    ],
    "texts that are none": [
        tables.SERIES,
        RANGE,
        [columns.TEXTS, "python", "nan", 1, 2],
        None,
    ],
    "an object among values": [
        tables.SERIES,
        RANGE,
        [columns.OBJECTS, 1, [HANDLE, 2, 2, "Lie"]],
        None,
    ],
    "codes without a category": [
        tables.SERIES,
        RANGE,
        [
            columns.CATEGORIES,
            False,
            [columns.NUMBERS, "|b", bytes([0, 9])],
            [22, tables.INDEX, *TWO],
        ],
        None,
    ],
    "levels without a code": [
        tables.SERIES,
        [tables.MULTIPLE, 2, [TWO], [numbered([0, 7])], [None]],
        numbered([1, 2]),
        None,
    ],
    "dates that are not monthly": [
        tables.SERIES,
        [
            tables.PLAIN,
            2,
            [columns.TIMES, "<M8[ns]", bytes(8) + b"\1" * 8],
            "MS",
            None,
        ],
        numbered([1, 2]),
        None,
    ],
    "a foreign frequency": [
        tables.SERIES,
        RANGE,
        [columns.PERIODS, "M; import os", bytes(16)],
        None,
    ],
    "a unit of its own": [
        tables.SERIES,
        RANGE,
        [columns.TIMES, "<M8[Y]", bytes(16)],
        None,
    ],
    "truth values beyond truth": [
        tables.SERIES,
        RANGE,
        [columns.MASKED, "=q", bytes(16), b"\2\0"],
        None,
    ],
    "another kind": [2, RANGE, numbered([1, 2]), None],
    "a name that cannot be one": [tables.SERIES, RANGE, numbered([1, 2]), [99]],
}


@pytest.mark.parametrize("content", FALSE_TABLES.values(), ids=FALSE_TABLES.keys())
def test_a_table_that_is_none_closes_the_line(content):
    _, there = object_tables()

    with pytest.raises((WireError, ValueError, TypeError, KeyError, IndexError)):
        there.read([[14, 1]], [[1, 6, content]], [], [], [])


LYING = """
import pandas as pd
from autograder.execution.boundary import tables
true = tables.table_fields
def lie(table, write):
    content = true(table, write)
    content[1][2] = 7
    return content
tables.table_fields = lie
def f(): return pd.DataFrame({"a": [1, 2, 3]})
"""


def test_a_frame_with_lying_lengths_ends_the_line():
    with names_of(LYING, "f") as f, pytest.raises(StudentLost):
        f()


def test_pandas_is_imported_by_nobody_who_has_no_table():
    source = (
        "import sys\nfrom autograder.execution.boundary import ends\n"
        "from autograder.execution.isolated import test_process\n"
        "from tests.autograder.execution.boundary.across import crossed\n"
        "crossed([1, object, {2: 3.5}, ...])\nassert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", source], check=True)

"""Functions, classes and instances stay where they are, and work from afar."""

import collections
import copy
import functools
import inspect
import itertools

import numpy as np
import pytest

from autograder.errors import GraderLimit
from autograder.execution.boundary.proxies import (
    ClassProxy,
    FunctionProxy,
    InstanceProxy,
)
from gradlab.check import expect
from tests.autograder.execution.boundary.across import names_of, running
from tests.autograder.execution.boundary.answers import NETWORK, VALUE

BOX = """
class Box:
    kind = "box"
    def __init__(self, *items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]
    def __setitem__(self, i, value): self.items[i] = value
    def __delitem__(self, i): del self.items[i]
    def __contains__(self, item): return item in self.items
    def __iadd__(self, item): self.items.append(item); return self
    def __eq__(self, other): return True
    def __lt__(self, other): return len(self) < len(other)
    def __float__(self): return 2.5
    def __call__(self, x): return x * len(self.items)
    def __matmul__(self, other): return "matmul"
    def itself(self): return self
    @classmethod
    def of(cls, n): return cls(*range(n))
class Lid(Box): pass
"""


@pytest.fixture
def box():
    with names_of(BOX, "Box") as made:
        yield made


def test_a_function_tells_its_name():
    with names_of("def sigmoid(x): return x", "sigmoid") as sigmoid:
        assert sigmoid.__name__ == "sigmoid"


def test_a_function_takes_arguments_by_name():
    with names_of("def power(x, *, n=2): return x**n", "power") as power:
        assert (power(3), power(3, n=3), power(x=2)) == (9, 27, 4)


@pytest.mark.parametrize(
    "source",
    [
        "f = np.vectorize(lambda x: 2 * x)",
        "import functools, operator; f = functools.partial(operator.mul, 2)",
        "f = type('T', (), {'double': lambda self, x: 2 * x})().double",
        "f = np.frompyfunc(lambda x: 2 * x, 1, 1)",
        "class F:\n  def __call__(self, x): return 2 * x\nf = F()",
    ],
)
def test_whatever_can_be_called_is_called(source):
    with names_of(source, "f") as f:
        assert f(3) == 6


def test_one_function_is_one_proxy():
    with names_of("def f(): return f\ng = f", "f", "g") as (f, g):
        assert f is g
        assert f() is f


def test_a_function_of_the_student_can_be_given_back_to_it():
    source = "def f(x): return x + 1\ndef apply(g, x): return g is f and g(x)"

    with names_of(source, "f", "apply") as (f, apply):
        assert apply(f, 1) == 2


def test_a_callback_is_called_with_what_the_student_gives():
    source = "def apply(f, x): return f(x, scale=3)"

    with names_of(source, "apply") as apply:
        assert apply(lambda x, scale: scale * x.sum(), np.ones(4)) == 12


def test_calls_go_back_and_forth_many_levels_deep():
    source = "def down(f, n): return f(n - 1) + 1 if n else 0"

    with names_of(source, "down") as down:

        def up(n):
            return down(up, n)

        assert down(up, 15) == 15


def test_endless_calls_back_and_forth_end_as_a_recursion_error():
    with names_of("def down(f): return f()", "down") as down:

        def up():
            return down(up)

        with pytest.raises(RecursionError, match="calls within calls"):
            up()


def test_a_numpy_function_of_the_test_can_be_handed_over():
    source = "def slope(f, x, h=1e-6): return (f(x + h) - f(x - h)) / (2 * h)"

    with names_of(source, "slope") as slope:
        assert slope(np.sin, 0.0) == pytest.approx(1)
        assert slope(functools.partial(np.power, 2.0), 0.0) == pytest.approx(np.log(2))


def test_the_student_can_only_call_a_function_of_the_test():
    source = """
def spy(f):
    found = []
    for look in (lambda: f.__globals__, lambda: f.gi_frame, lambda: f.func_code):
        try: found.append(look())
        except AttributeError: pass
    return found
"""
    with names_of(source, "spy") as spy:
        assert spy(lambda x: x) == []


@pytest.mark.parametrize("value", [object(), type("Own", (), {}), ValueError("wanted")])
def test_what_belongs_to_the_test_is_not_handed_over(value):
    with (
        names_of("def f(x): return 1", "f") as f,
        pytest.raises(TypeError, match="is the test's own; hand over data"),
    ):
        f(value)


LIE = """
class Lie:
    x = 1
    def __getattr__(self, name): raise AttributeError(name)
    def yes(self, *_): return True
    __eq__ = __lt__ = __gt__ = __le__ = __contains__ = yes
    def zero(self, *_): return 0
    __sub__ = __rsub__ = __abs__ = zero
    def __iter__(self): return iter([1, 2])
    def __len__(self): return 2
    def __getitem__(self, n): return [1, 2][n]
    def me(self): return self
def f(): return {made}
"""


@pytest.mark.parametrize("made", ["Lie()", "[Lie()]", "(Lie(), 1)"])
@pytest.mark.parametrize("path", [lambda lie: lie, lambda lie: lie.me()])
def test_an_instance_that_a_function_returns_takes_part_in_no_comparison(made, path):
    with names_of(LIE.replace("{made}", made), "f") as f:
        found = f()
        lie = path(found if made == "Lie()" else found[0])

        assert lie != 3
        assert 3 not in lie
        assert 2 in lie
        assert np.float64(3.0) != lie
        for compare in ("lie < 3", "3 < lie", "lie - 3", "abs(lie)", "float(lie)"):
            with pytest.raises(TypeError):
                eval(compare)


def test_an_instance_that_a_function_returns_gives_data():
    source = (
        "class Node:\n  def __init__(s, v, n=None): s.v, s.next = v, n\n"
        "  def twice(s): return 2 * s.v\n  def __repr__(s): return 'Node'\n"
        "def f(v): return Node(v, Node(v + 1))\ndef value(n): return n.v"
    )
    with names_of(source, "f", "value") as (f, value):
        node = f(3)
        node.v += 1

        assert (node.v, node.next.v, node.twice(), repr(node)) == (4, 4, 8, "Node")
        assert (value(node), value(node.next)) == (4, 4)
        assert node == node
        assert bool(node)
        assert node != node.next


def test_what_says_itself_what_it_equals_is_a_limit_of_the_grader():
    source = "class Own:\n  def __eq__(s, o): return True\ndef f(): return Own()"

    with running(source) as student:
        assert student.name("f")() != 3
        assert "says itself what it equals" in str(student.limit)


def test_dataclasses_are_compared_field_by_field():
    source = (
        "from dataclasses import dataclass\n@dataclass\nclass P:\n  x: int\n  y: list\n"
        "def f(x): return P(x, [x])\nclass Q(P): pass"
    )
    with names_of(source, "P", "Q", "f") as (p, q, f):
        assert f(1) == p(1, [1])
        assert p(1, [1]) == p(1, [1])
        assert f(1) != p(1, [2])
        assert q(1, [1]) != p(1, [1])
        assert f(1) != (1, [1])


def test_a_class_in_place_of_a_function_returns_no_more_than_data():
    source = LIE.replace("class Lie", "class sigmoid").replace("{made}", "sigmoid")

    with names_of(source, "sigmoid", "f", classes=frozenset()) as (sigmoid, f):
        for lie in (sigmoid(), f()()):
            assert lie != 3
            with pytest.raises(TypeError):
                lie < 3  # noqa: B015


@pytest.mark.parametrize(
    "made",
    ["(n * n for n in range(3))", "map(lambda n: n * n, range(3))", "iter([0, 1, 4])"],
)
def test_an_iterator_is_asked_for_one_value_after_the_other(made):
    with names_of(
        f"def f(): return {made}\ndef rest(i): return list(i)", "f", "rest"
    ) as (
        f,
        rest,
    ):
        found = f()

        assert next(found) == 0
        assert rest(found) == [1, 4]
        with pytest.raises(StopIteration):
            next(found)
        assert [*f()] == [0, 1, 4]


def test_a_generator_is_one_and_may_go_on_for_ever():
    source = "def f():\n  n = 0\n  while True:\n    yield n\n    n += 1"

    with names_of(source, "f") as f:
        assert inspect.isgenerator(f())
        assert list(itertools.islice(f(), 3)) == [0, 1, 2]


def test_iterators_of_the_test_are_handed_over():
    with names_of("def f(i, k=()): return [*i, *k], hasattr(i, '__next__')", "f") as f:
        assert f((n for n in (1, 2)), k=zip("a", "b", strict=True)) == (
            [1, 2, ("a", "b")],
            True,
        )
        with pytest.raises(TypeError, match="more than 100000 values"):
            f(itertools.count())


def test_a_context_is_entered_and_left_and_hides_no_failure_of_the_test():
    source = (
        "class Open:\n  log = []\n  def __enter__(s): s.log.append('in'); return s\n"
        "  def __exit__(s, kind, problem, trace):\n"
        "    s.log.append(kind and kind.__name__); return True\n"
        "def bad(): raise ValueError('x')"
    )
    with names_of(source, "Open", "bad") as (opened, bad):
        with opened() as one, pytest.raises(AssertionError):
            raise AssertionError
        with pytest.raises(AssertionError, match="seen"), opened() as one:
            raise AssertionError("seen")
        with opened():
            bad()

        assert one.log == ["in", None, "in", "AssertionError", "in", "ValueError"]


def test_a_function_tells_its_name_documentation_and_parameters():
    source = "def f(a, b=2, *c, d, **e):\n  'Says it.'\nclass K:\n  'A class.'"

    with names_of(source, "f", "K") as (f, k):
        assert (f.__name__, f.__doc__, k.__doc__) == ("f", "Says it.", "A class.")
        assert str(inspect.signature(f)) == "(a, b=2, *c, d, **e)"


def test_members_of_an_enumeration_are_the_same_each_time():
    source = (
        "from enum import Enum\nclass C(Enum):\n  RED = 1\n  BLUE = 'b'\n"
        "def f(n): return C(n)\ndef g(c): return c is C.RED"
    )
    with names_of(source, "C", "f", "g") as (colour, f, g):
        assert f(1) == colour.RED == colour["RED"]
        assert f(1) is colour.RED
        assert f("b") != colour.RED
        assert (f("b").name, f("b").value) == ("BLUE", "b")
        assert isinstance(f(1), colour)
        assert g(f(1))
        assert [one.name for one in colour] == ["RED", "BLUE"]
        assert len(colour) == 2


def test_a_named_tuple_keeps_its_names_and_goes_back_as_what_it_was():
    source = (
        "from typing import NamedTuple\nclass P(NamedTuple):\n  x: int\n  y: int\n"
        "  def total(self): return self.x + self.y\n"
        "def f(x): return P(x, 1)\ndef g(p): return p.total() if type(p) is P else p.x"
    )
    with names_of(source, "P", "f", "g") as (p, f, g):
        made = f(2)

        assert made == (2, 1) == p(2, 1)
        assert (made.x, made._fields, type(made).__name__) == (2, ("x", "y"), "P")
        assert isinstance(made, p)
        assert g(made) == 3
        assert g(collections.namedtuple("Other", "x")(5)) == 5


def test_a_sub_class_of_a_students_class_is_a_limit_of_the_grader():
    with running(BOX) as student:
        box = student.name("Box")
        with pytest.raises(GraderLimit, match="a sub-class of Box, made by a test"):

            class _Mine(box):
                pass

        assert "a sub-class of Box" in str(student.limit)


def test_isinstance_asks_the_students_class():
    with names_of(BOX, "Box", "Lid") as (box, lid):
        assert isinstance(lid(), box)
        assert not isinstance(box(), lid)
        assert not isinstance(1.0, box)
        assert issubclass(lid, box)


def test_attributes_are_read_set_and_deleted(box):
    one = box(1, 2)

    one.note = "x"
    one.items.append(3)
    del one.note

    assert (one.kind, one.items, hasattr(one, "note")) == ("box", [1, 2, 3], False)


def test_containers_of_the_students_class_work_as_such(box):
    one = box(1, 2, 3)

    one[0] = 5
    del one[1]
    one += 7

    assert (len(one), one[0], list(one), 7 in one) == (3, 5, [5, 3, 7], True)


RATIO = """
class Ratio:
    def __init__(self, n, d): self.n, self.d = n, d
    def __eq__(self, other): return self.n * other.d == other.n * self.d
    def __hash__(self): return hash(self.n / self.d)
    def half(self): return Ratio(self.n, 2 * self.d)
def ratio(n, d): return Ratio(n, d)
class Plain: pass
"""


def test_instances_that_a_test_made_are_equal_as_their_class_says():
    with names_of(RATIO, "Ratio") as ratio:
        assert ratio(1, 2) == ratio(2, 4)
        assert ratio(1, 2) != ratio(1, 3)
        assert ratio(1, 1).half() == ratio(1, 2)
        assert {ratio(1, 2): "half"}[ratio(2, 4)] == "half"
        assert len({ratio(1, 2), ratio(2, 4), ratio(1, 3)}) == 2


def test_equality_and_hash_are_those_of_the_handle_where_no_class_says_more():
    with names_of(RATIO, "Plain") as plain:
        one, other = plain(), plain()

        assert one == one
        assert one != other
        assert {one: 1} == {one: 1}


def test_an_instance_that_a_function_returned_is_not_asked_what_it_equals():
    with running(RATIO) as student:
        given, made = student.name("ratio")(1, 2), student.name("Ratio")(1, 2)

        assert given != made
        assert made != given
        assert made != 0.5
        assert "says itself what it equals" in str(student.limit)


def test_a_class_that_cannot_be_hashed_says_so(box):
    with pytest.raises(TypeError, match="unhashable"):
        hash(box())


def test_operators_and_conversions_reach_the_student(box):
    one, two = box(1), box(1, 2)

    assert (one < two, one > two) == (True, False)
    assert (float(one), one(4), one @ two) == (2.5, 4, "matmul")


def test_class_methods_make_instances(box):
    assert list(box.of(3)) == [0, 1, 2]


def test_a_copy_is_another_instance(box):
    one = box([1])
    shallow, deep = copy.copy(one), copy.deepcopy(one)

    one.items.append(2)

    assert shallow is not one
    assert (len(shallow), len(deep)) == (2, 1)


def test_special_attributes_that_numpy_looks_for_are_never_fetched():
    source = """
class Liar:
    __array_interface__ = {"shape": (1 << 20,), "typestr": "<f8", "data": (1, False)}
    def __array__(self, *_): raise SystemExit
one = Liar()
"""
    with names_of(source, "one") as one:
        assert np.asarray(one).dtype == object
        with pytest.raises(AttributeError, match="__array_interface__"):
            one.__array_interface__  # noqa: B018


def test_what_iterates_for_ever_is_cut_off():
    source = (
        "import itertools\nclass E:\n  def __iter__(self): return itertools.count()"
    )

    with names_of(source, "E") as endless:
        one = endless()
        with pytest.raises(ValueError, match="more than 100000 values"):
            list(one)


def test_a_module_under_a_name_is_the_tests_own():
    with names_of("from numpy import linalg", "linalg") as linalg:
        assert linalg is np.linalg


@pytest.mark.parametrize(
    ("name", "raised"), [("many", TypeError), ("os", TypeError), ("absent", KeyError)]
)
def test_a_name_that_cannot_cross_says_so_and_others_do(name, raised):
    source = "x = 1\nmany = [np.zeros(1, 'V8')]\nimport os"

    with running(source) as student:
        with pytest.raises(raised):
            student.name(name)
        assert student.name("x") == 1


def test_the_kinds_of_handles_are_told_apart():
    with names_of(BOX + "one = Box()\nf = len", "Box", "one", "f") as (box, one, f):
        assert isinstance(f, FunctionProxy)
        assert type(box) is ClassProxy
        assert InstanceProxy in type(one).__mro__


def test_a_proxy_that_is_dropped_lets_the_original_go():
    source = (
        BOX
        + "import gc\ndef alive(): return sum(type(o) is Box for o in gc.get_objects())"
    )

    with names_of(source, "Box", "alive") as (box, alive):
        one = box()
        assert alive() == 1
        del one
        alive()
        assert alive() == 0


def test_a_network_is_checked_against_its_numerical_gradient():
    rng = np.random.default_rng(1)
    x, t = rng.normal(size=(4, 3)), np.array([0, 2, 1, 2])

    with names_of(NETWORK, "TwoLayerNet") as two_layer_net:
        net = two_layer_net(3, 4, 3, weight_init_std=0.5, rng=rng)
        slopes = net.gradient(x, t)
        W1 = net.params["W1"]
        W1[0, 0] += 1e-5
        above = net.loss(x, t)
        W1[0, 0] -= 2e-5
        below = net.loss(x, t)

    assert slopes["W1"].shape == (3, 4)
    assert (above - below) / 2e-5 == pytest.approx(slopes["W1"][0, 0], rel=1e-5)


def test_parameters_are_replaced_and_left_alone():
    with names_of(NETWORK, "TwoLayerNet") as two_layer_net:
        net = two_layer_net(2, 3, 2)
        net.params["b2"] = np.array([1.0, -1.0])
        before = net.params["W1"].copy()
        scores = expect.call(net.predict, np.zeros((5, 2))).has_form((5, 2))
        expect.unchanged(net.gradient, np.ones((2, 2)), np.array([0, 1]))

        assert scores.numbers[:, 0] == pytest.approx(1, abs=0.1)
        assert np.array_equal(net.params["W1"], before)


def test_a_scalar_with_a_gradient_works_with_all_operators():
    with names_of(VALUE, "Value") as value:
        a, b = value(2.0), value(-3.0)

        y = (2 * a + b * a - 1) / b + (a - 4) ** 2 + (1 - a) + (6 / a).relu() + -b
        y.backward()

        assert isinstance(y, value)
        assert y.data == pytest.approx(1 + 4 - 1 + 3 + 3)
        assert a.grad == pytest.approx(1 / 3 - 4 - 1 - 1.5)
        assert repr(value(1.0)) == "Value(data=1.0, grad=0.0)"


def test_an_instance_keeps_its_identity_through_attributes():
    with names_of(VALUE, "Value") as value:
        a = value(1.0)
        total = a + a

        total.backward()

        assert total.parents[0][0] is a
        assert a.grad == 2.0

"""The shapes in a student's line, and why they do not fit, in words."""

import ast
import operator
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import Any

import numpy as np

from gradlab.words.lines import StudentLine

_SIGNS: dict[type[ast.operator], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("-", operator.sub),
    ast.Mult: ("*", operator.mul),
    ast.Div: ("/", operator.truediv),
    ast.Pow: ("**", operator.pow),
    ast.MatMult: ("@", operator.matmul),
}
_PURE = {"sum", "max", "min", "mean", "argmax", "reshape", "transpose"}
_MOST = 4  # names that are told
_KEYS = 8  # of a dictionary, if all of them are told


class _Unknown(Exception):
    """An expression whose value cannot be had without running the student's code."""


def told(place: StudentLine) -> str:
    """Return the shapes of what the failing expression puts together.

    Such as ``W1 (2, 3) @ x (2,): the inner 3 and 2 differ``; empty where nothing in it
    has a shape.
    """
    line = _tree(place.line)
    try:
        node = ast.parse(place.expression, mode="eval").body
    except SyntaxError:
        return _names(line, place.frame)
    if _given(node) and _given(node) <= _given(line, ast.Store):
        return _names(line, place.frame)  # too few values for these names
    pair = _pair(node)
    if pair:
        sign, left, right = pair
        try:
            return _disagreement(sign, left, right, place.frame)
        except _Unknown:
            pass
    return _names(node, place.frame)


def _given(node: ast.AST, use: type[ast.expr_context] = ast.Load) -> set[str]:
    """Return the names in a piece of code that are read, or that get a value."""
    names = (part for part in ast.walk(node) if isinstance(part, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, use)}


def _tree(line: str) -> ast.AST:
    """Return what a line means, also where it opens a block."""
    for text in (line, f"{line} pass", f"{line}\n pass"):
        try:
            return ast.parse(text)
        except SyntaxError:
            continue
    return ast.Module([], [])


def _pair(node: ast.expr) -> tuple[str, ast.expr, ast.expr] | None:
    """Return the sign and the two sides of an operation or a product by `dot`."""
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        return _SIGNS[type(node.op)][0], node.left, node.right
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("dot", "matmul") and len(node.args) == 2:
            return "@", node.args[0], node.args[1]
        if node.func.attr == "dot" and len(node.args) == 1:
            return "@", node.func.value, node.args[0]
    return None


def _disagreement(sign: str, left: ast.expr, right: ast.expr, frame: FrameType) -> str:
    shapes = [np.shape(_numeric(_value(side, frame))) for side in (left, right)]
    sides = [
        f"{_text(side)} {shape or 'one number'}"
        for side, shape in zip((left, right), shapes, strict=True)
    ]
    return f"{sides[0]} {sign} {sides[1]}{_why(sign, *shapes)}"


def _why(sign: str, a: tuple[int, ...], b: tuple[int, ...]) -> str:
    if not a or not b:
        return ""
    if sign == "@":
        inner = a[-1], b[-2] if len(b) > 1 else b[0]
        return f": the inner {inner[0]} and {inner[1]} differ" * (inner[0] != inner[1])
    ends = zip(reversed(a), reversed(b), strict=False)
    apart = next(((m, n) for m, n in ends if m != n and 1 not in (m, n)), None)
    if apart is None:
        return ""
    kept = len(a) == len(b) + 1 and a[:-1] == b
    more = "; keepdims=True keeps the axis that was taken away" if kept else ""
    return f": counted from the last, {apart[0]} and {apart[1]} differ{more}"


def _text(node: ast.expr) -> str:
    text = ast.unparse(node)
    return f"({text})" if isinstance(node, ast.BinOp) else text


def _names(node: ast.AST, frame: FrameType) -> str:
    """Return the shapes of the names in an expression, each once."""
    found: dict[str, str] = {}
    for part in ast.walk(node):
        if isinstance(part, ast.Name | ast.Subscript | ast.Attribute):
            try:
                found.setdefault(ast.unparse(part), _kind(_value(part, frame)))
            except _Unknown:
                continue
    told = [f"{name} is {kind}" for name, kind in found.items() if kind]
    return ", ".join(told[:_MOST])


def _kind(value: object) -> str:
    """Return what to say of a value; empty for functions, modules and the like."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if type(value) is dict and len(value) <= _KEYS:
        return f"a dictionary with {', '.join(map(str, value)) or 'nothing'}"
    if isinstance(value, str):
        return f"the text {value[:20]!r}"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, bool | int | float | np.number | np.ndarray):
        return f"one number, {value}"
    return ""


def _value(node: ast.AST, frame: FrameType) -> Any:
    """Return an expression's value, from arrays and numbers alone.

    Raises
    ------
    _Unknown
        If it is not known without running code of the student's.
    """
    try:
        with np.errstate(all="ignore"):
            return _computed(node, frame)
    except Exception as problem:  # the operation that failed is among these
        raise _Unknown from problem


def _computed(node: ast.AST, frame: FrameType) -> Any:
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            own = name in (*frame.f_locals, *frame.f_code.co_varnames)
            return (frame.f_locals if own else frame.f_globals)[name]
        case ast.Constant(value=value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_plain(_computed(operand, frame))
        case ast.Subscript(value=whole, slice=key):
            return _entry(_computed(whole, frame), _computed(key, frame))
        case ast.BinOp(left=left, op=op, right=right):
            sides = (_plain(_computed(side, frame)) for side in (left, right))
            return _SIGNS[type(op)][1](*sides)
        case ast.Attribute(value=whole, attr=name):
            return _attribute(_computed(whole, frame), name)
        case ast.Call(func=ast.Attribute() as function):
            return _called(function, node, frame)
    raise _Unknown


def _entry(whole: Any, key: Any) -> Any:
    if type(whole) in (dict, list, tuple, np.ndarray):
        return whole[key]
    raise _Unknown


def _attribute(whole: Any, name: str) -> Any:
    if type(whole) is np.ndarray and name == "T":
        return whole.T
    return vars(whole)[name]  # what is kept there; a property would run code


def _called(function: ast.Attribute, call: ast.Call, frame: FrameType) -> Any:
    """Return what a pure function of NumPy gives, or a method of an array."""
    owner = _computed(function.value, frame)
    arguments = [_plain(_computed(one, frame)) for one in call.args]
    options = {str(one.arg): _computed(one.value, frame) for one in call.keywords}
    if isinstance(owner, ModuleType) and owner is np:
        known = getattr(np, function.attr)
        if isinstance(known, np.ufunc) or function.attr in (*_PURE, "dot"):
            return known(*arguments, **options)
    elif function.attr in (*_PURE, "dot"):
        return getattr(_plain(owner), function.attr)(*arguments, **options)
    raise _Unknown


def _numeric(value: Any) -> Any:
    """Return what has a shape to tell of: no function, text or object."""
    return value if isinstance(value, list | tuple) else _plain(value)


def _plain(value: Any) -> Any:
    """Return a value if it is an array or a number, which compute without surprise."""
    if type(value) in (np.ndarray, int, float, bool) or isinstance(value, np.generic):
        return value
    raise _Unknown

"""Which sentence of the closed list belongs to an exception of Python or NumPy.

The name of its type and its message decide; a feedback page knows no more than these.
The first line of the table that fits counts, so that a line without a pattern, which
fits every exception of its type, stands last.
"""

import re
from typing import NamedTuple

from gradlab.words.mistakes import Mistake


class _Line(NamedTuple):
    kind: str  # names of types, with | between them
    says: str  # part of the message, as a pattern; empty for any
    mistake: Mistake
    hint: str = ""  # code that a closed sentence may not hold; for visible checks
    about: str = ""  # where the hint belongs: in lines with this pattern


# A table: one exception a line.
# fmt: off
_TABLE = [
    _Line("KeyboardInterrupt", "", Mistake.STOPPED),
    _Line("NotImplementedError", "", Mistake.NOT_WRITTEN),
    _Line("ValueError", "truth value of an array", Mistake.AMBIGUOUS_TRUTH, "np.where(condition, value_if_true, value_if_false)"),
    _Line("TypeError", r"only (size-1|0-dimensional|length-1) arrays", Mistake.MATH_ON_ARRAY, "np.exp(x), not math.exp(x)", r"(?<![.\w])(exp|log|sqrt|tanh)\("),
    _Line("IndexError", r"tuple index out of range", Mistake.TUPLE_INDEX),
    _Line("ValueError|AxisError|IndexError", r"axis .*out of", Mistake.AXIS_OUT_OF_RANGE, "axis=-1 is the last axis, whatever their number"),
    _Line("TypeError", r"cannot unpack non-iterable", Mistake.UNPACKED_NUMBER),
    _Line("ValueError", r"values to unpack", Mistake.UNPACKED_COUNT, "for name, entry in the_dictionary.items():", r"^for \w+, \w+ in \w+:"),
    _Line("ValueError", r"does not have enough dimensions|operands? .*scalar", Mistake.PRODUCT_OF_NUMBERS),
    _Line("ValueError", r"matmul: .*mismatch|shapes .* not aligned", Mistake.PRODUCT_SHAPES),
    _Line("ValueError", r"broadcast input array|non-broadcastable output", Mistake.STORE_SHAPES),
    _Line("ValueError", r"cannot reshape", Mistake.RESHAPED),
    _Line("ValueError", r"could not be broadcast|cannot be broadcast|shape mismatch", Mistake.BROADCAST_SHAPES),
    _Line("ValueError|TypeError", r"with a sequence|inhomogeneous|must match exactly", Mistake.UNEVEN_ROWS),
    _Line("ValueError", r"math domain|expected a (positive|nonnegative)", Mistake.MATH_DOMAIN),
    _Line("ValueError", r"negative integer powers", Mistake.INTEGER_POWER, "float(number)"),
    _Line("IndexError", r"too many indices", Mistake.TOO_MANY_INDICES),
    _Line("TypeError", r"dispatcher for __array_function__", Mistake.NOT_IN_A_LIST, "np.concatenate([a, b])", "concatenate"),
    _Line("ValueError", r"must have same first dimension", Mistake.CURVE_LENGTHS),
    _Line("TypeError", r"only integer scalar arrays", Mistake.ARRAY_FOR_NUMBER, "np.maximum(a, b) compares two arrays; np.max(a) takes one", r"np\.a?m(ax|in)\("),
    _Line("IndexError|TypeError", r"only integers, slices|arrays used as indices|indices must be integers|cannot be interpreted as an integer", Mistake.INDEX_NOT_WHOLE),
    _Line("IndexError", r"invalid index to scalar", Mistake.INDEXED_NUMBER),
    _Line("TypeError|AttributeError", r"NoneType", Mistake.NONE_USED, "the_list.append(x) alone in its line: append returns None", r"= *\w+\.append\("),
    _Line("TypeError", r"bitwise_xor|operand type\(s\) for \^", Mistake.CARET),
    _Line("TypeError", r"(operand|descriptor) .*'\w*\.?(function|method|builtin_function_or_method|_ArrayFunctionDispatcher|ufunc)'|'(function|method|builtin_function_or_method)' object", Mistake.FUNCTION_NOT_CALLED),
    _Line("TypeError|UFuncTypeError", r"dtype\('<U|operand type.*'str'|convert string to float|ufunc .*'<U", Mistake.TEXT_IN_FORMULA),
    _Line("TypeError", r"must be real number", Mistake.NOT_ONE_NUMBER),
    _Line("TypeError", r"'[A-Z]\w*' object is not iterable", Mistake.COMMA_MISSING),
    _Line("TypeError", r"iteration over a 0-d|is not iterable|of unsized object|has no len\(\)|not a sequence", Mistake.LOOP_OVER_NUMBER, "for i in range(n):", r"^for \w+ in \w+:"),
    _Line("TypeError", r"(float|int|bool)\w*' object (is not subscriptable|does not support item)", Mistake.INDEXED_NUMBER),
    _Line("TypeError", r"operand type.*'dict'", Mistake.DICTIONARY_USED),
    _Line("TypeError|AttributeError", r"'list'|'tuple'|multiply sequence", Mistake.LIST_USED, "np.array(the_list)"),
    _Line("TypeError", r"unsupported operand .*: '(int|float)' and '[A-Z]|unsupported operand .*: '[A-Z]\w*' and '(int|float)'", Mistake.PLAIN_NUMBER),
    _Line("AttributeError", r"'(int|float)' object has no attribute '(data|grad)'", Mistake.PLAIN_NUMBER),
    _Line("TypeError", r"(?<!>)\.\w+\(\) takes (0 positional arguments but 1|1 positional argument but 2|2 positional arguments but 3) w", Mistake.SELF_MISSING),
    _Line("TypeError", r"positional argument|unexpected keyword|required keyword|multiple values for|missing \d+ required|takes (exactly|at most|no)|function missing", Mistake.ARGUMENT_COUNT),
    _Line("TypeError", r"as a data type|data type .*not understood", Mistake.SHAPE_NOT_TUPLE, "np.zeros((rows, columns))"),
    _Line("TypeError", r"'module' object is not callable", Mistake.MODULE_CALLED),
    _Line("TypeError", r"not callable", Mistake.NOT_A_FUNCTION, "shape, size, ndim and T without brackets behind them", r"\.(shape|size|ndim|T)\("),
    _Line("TypeError|UFuncTypeError", r"Cannot cast ufunc", Mistake.FLOATS_INTO_INTEGERS, "x = x - m, not x -= m"),
    _Line("AttributeError", r"Axes.*' object has no attribute", Mistake.AXES_METHOD, 'ax.set_xlabel("x"), ax.set_ylabel("y")'),
    _Line("AttributeError", r"module 'numpy", Mistake.NUMPY_NAME),
    _Line("AttributeError", r"'dict' object", Mistake.NO_ATTRIBUTE, 'the_dictionary["name"], not the_dictionary.name'),
    _Line("UnboundLocalError", "", Mistake.LOCAL_UNSET),
    _Line("NameError", "", Mistake.NAME_UNKNOWN),
    _Line("IndexError", "", Mistake.INDEX_OUTSIDE),
    _Line("KeyError", "", Mistake.KEY_UNKNOWN),
    _Line("AttributeError", "", Mistake.NO_ATTRIBUTE),
    _Line("ZeroDivisionError", "", Mistake.DIVIDED_BY_ZERO),
    _Line("OverflowError", "", Mistake.MATH_OVERFLOW),
    _Line("RecursionError", "", Mistake.ENDLESS_CALLS),
    _Line("MemoryError", "", Mistake.TOO_MUCH_MEMORY),
    _Line("ModuleNotFoundError|ImportError", "", Mistake.NO_SUCH_PACKAGE),
    _Line("PermissionError", "", Mistake.NOT_ALLOWED),
    _Line("AssertionError", "", Mistake.OWN_ASSERT),
    _Line("TypeError", "", Mistake.WRONG_TYPE),
    _Line("ValueError", "", Mistake.WRONG_ARGUMENT_VALUE),
]
# fmt: on


def unwritten(name: str, begun: bool = False) -> str:
    """Return what to say of a function that is not written, or not to its end."""
    if begun:
        return (
            f"Delete the line “raise NotImplementedError” of {name}: it stops what you "
            f"wrote. Then run its cell, and this cell again."
        )
    return f"Write {name} above and run its cell, then run this cell again."


def misspelt(name: str, near: str) -> str:
    """Return what to say where a function stands under nearly the name asked for."""
    return f"{name} is not written yet, but {near} is: is one name misspelt?"


def cause(error: BaseException) -> Mistake:
    """Return the sentence that belongs to an exception."""
    return _line_for(error).mistake


def known(error: BaseException) -> Mistake | None:
    """Return the sentence of an exception whose message says more than its type."""
    line = _line_for(error)
    return line.mistake if line.says else None


def cause_named(kind: str, message: str) -> Mistake:
    """Return the sentence for the name of an exception's type and its message."""
    return _line(kind, message).mistake


def hint(error: BaseException, line: str) -> str:
    """Return a piece of code that helps with a student's line, empty without one."""
    known = _line_for(error)
    used = re.search(r"math\.(\w+)", line)
    if known.mistake is Mistake.MATH_ON_ARRAY and used:
        ours = "x**n" if used[1] == "pow" else f"np.{used[1]}(x)"
        return f"{ours}, not math.{used[1]}(x{', n' * (used[1] == 'pow')})"
    if known.mistake is Mistake.AMBIGUOUS_TRUTH and line.startswith("assert"):
        return "np.allclose(a, b): one yes or no for two arrays"
    return known.hint if re.search(known.about, line) else ""


def _line_for(error: BaseException) -> _Line:
    names = [kind.__name__ for kind in type(error).__mro__[:-2]] or ["Exception"]
    lines = (_line(name, str(error)) for name in names)
    found = [line for line in lines if line.mistake is not Mistake.OTHER_EXCEPTION]
    return next((line for line in found if line.says), (found or [_OTHER])[0])


def _line(kind: str, message: str) -> _Line:
    fits = (
        line
        for line in _TABLE
        if kind in line.kind.split("|") and re.search(line.says, message)
    )
    return next(fits, _OTHER)


_OTHER = _Line("", "", Mistake.OTHER_EXCEPTION)
#: All that this table can say.
SENTENCES = frozenset(line.mistake for line in [*_TABLE, _OTHER])

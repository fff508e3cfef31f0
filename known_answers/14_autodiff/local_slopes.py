"""Answers to `local_slopes`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

BOTH = ("values", "properties")


# right and unusual


@loses()
def dictionary(operation, a, b):
    products = {"+": (1, 1), "-": (1, -1), "*": (b, a)}
    return products[operation] if operation != "/" else (1 / b, -a / (b * b))


@loses()
def powers(operation, a, b):
    if operation == "/":
        return b**-1.0, -a * float(b) ** -2
    return {"+": (1.0, 1.0), "-": (1.0, -1.0), "*": (b, a)}[operation]


@loses()
def match_statement(operation, a, b):
    match operation:
        case "+":
            return [1, 1]
        case "-":
            return [1, -1]
        case "*":
            return [b, a]
        case _:
            return [1 / b, -(a / b) / b]


@loses()
def array_of_two(operation, a, b):
    return np.array(dictionary(operation, a, b), dtype=float)


@loses()
def complex_step(operation, a, b):
    h = 1e-20

    def run(p, q):
        found = {"+": p + q, "-": p - q, "*": p * q, "/": p / q}
        return found[operation]

    return run(a + 1j * h, b).imag / h, run(a, b + 1j * h).imag / h


@loses()
def functions_in_a_table(operation, a, b):
    table = {
        "+": lambda: (1, 1),
        "-": lambda: (1, -1),
        "*": lambda: (b, a),
        "/": lambda: (1 / b, -a / b**2),
    }
    return table[operation]()


# wrong


@loses(*BOTH, named=Mistake.RETURNED_NONE)
def returns_nothing(operation, a, b):
    dictionary(operation, a, b)


@loses(*BOTH, named=Mistake.FACTORS_SWAPPED)
def own_factor(operation, a, b):
    return (a, b) if operation == "*" else dictionary(operation, a, b)


@loses(*BOTH, named=Mistake.SIGN_OF_SLOPE)
def quotient_rises_with_its_denominator(operation, a, b):
    return (1 / b, a / b**2) if operation == "/" else dictionary(operation, a, b)


@loses(*BOTH, named=Mistake.NO_SQUARE)
def quotient_not_squared(operation, a, b):
    return (1 / b, -a / b) if operation == "/" else dictionary(operation, a, b)


@loses(*BOTH, named=Mistake.OTHER_OPERATION)
def quotient_as_product(operation, a, b):
    return (1 / b, 1 / a) if operation == "/" else dictionary(operation, a, b)


@loses(*BOTH, named=Mistake.SIGN_OF_SLOPE)
def minus_as_plus(operation, a, b):
    return (1, 1) if operation == "-" else dictionary(operation, a, b)


@loses(*BOTH, named=Mistake.SIGN_OF_SLOPE)
def both_minus(operation, a, b):
    return (-1, -1) if operation == "-" else dictionary(operation, a, b)


@loses(*BOTH, named=Mistake.NOT_SEVERAL)
def results_for_slopes(operation, a, b):
    return {"+": a + b, "-": a - b, "*": a * b, "/": a / b}[operation]


@loses(*BOTH, named=Mistake.NOT_SEVERAL)
def first_slope_alone(operation, a, b):
    return dictionary(operation, a, b)[0]


@loses(*BOTH, named=Mistake.VALUE_NOT_SLOPE)
def sum_passes_its_operands(operation, a, b):
    return (a, b) if operation in "+-" else dictionary(operation, a, b)


@loses("properties", named=Mistake.CUT_TO_INTEGERS)
def whole_division(operation, a, b):
    if operation == "/" and isinstance(a, int):
        return 1 // b, -a // b**2
    return dictionary(operation, a, b)


@loses("properties", named=Mistake.LESS_PRECISE)
def float32_forced(operation, a, b):
    return tuple(np.array(dictionary(operation, a, b), dtype=np.float32))


@loses(*BOTH, named=Mistake.BACK_TO_FRONT)
def slope_for_b_first(operation, a, b):
    slopes = dictionary(operation, a, b)
    return slopes[::-1] if operation == "-" else slopes


@loses(*BOTH, named=Mistake.FACTOR_MISSING)
def quotient_without_its_numerator(operation, a, b):
    return (1 / b, -1 / b**2) if operation == "/" else dictionary(operation, a, b)


@loses(*BOTH, named=Mistake.OTHER_OPERATION)
def product_as_a_sum(operation, a, b):
    return (1, 1) if operation == "*" else dictionary(operation, a, b)

"""Answers to `gradient_descent`."""

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses
from ._slopes import gradient

WRONG = ("values", "types", "integers", "steps", "properties", "extremes")


def right(f, init_x, lr, step_num):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x = x - lr * gradient(f, x)
    return x


# right and unusual


@loses()
def in_place_on_a_copy(f, init_x, lr=0.01, step_num=100):
    x = init_x.astype(float)
    for _ in range(step_num):
        x -= lr * gradient(f, x)
    return x


@loses()
def while_loop(f, init_x, lr=0.01, step_num=100):
    x, done = init_x * 1.0, 0
    while done < step_num:
        x, done = x - lr * gradient(f, x), done + 1
    return x


@loses()
def recursion(f, init_x, lr=0.01, step_num=100):
    x = np.asarray(init_x, dtype=float)
    if step_num == 0:
        return x
    return recursion(f, x - lr * gradient(f, x), lr, step_num - 1)


@loses()
def own_gradient_entry_by_entry(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        slopes = np.zeros_like(x)
        for place in np.ndindex(x.shape):
            above, below = x.copy(), x.copy()
            above[place] += 1e-5
            below[place] -= 1e-5
            slopes[place] = (f(above) - f(below)) / 2e-5
        x = x - lr * slopes
    return x


@loses()
def all_places_in_a_list(f, init_x, lr=0.01, step_num=100):
    places = [np.array(init_x, dtype=float)]
    for step in range(step_num):
        places.append(places[step] - lr * gradient(f, places[step]))
    return places[-1]


@loses()
def complex_step(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        slopes = np.zeros(x.shape)
        for place in np.ndindex(x.shape):
            z = x.astype(complex)
            z[place] += 1e-20j
            slopes[place] = np.imag(f(z)) * 1e20
        x = x - lr * slopes
    return x


@loses()
def plus_the_negative_gradient(f, init_x, lr=0.01, step_num=100):
    x = 1.0 * init_x
    for _ in range(step_num):
        x = np.add(x, -lr * gradient(f, x))
    return x


@loses()
def start_copied_and_restored(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x.copy(), lr, step_num).copy()


@loses()
def new_array_in_each_step(f, init_x, lr=0.01, step_num=100):
    x = init_x * 1.0
    for _ in range(step_num):
        x = x - lr * gradient(f, x)
    return x


# wrong


@loses(*EVERYTHING[:5], "integers", "steps", named=Mistake.RETURNED_NONE)
def returns_nothing(f, init_x, lr=0.01, step_num=100):
    right(f, init_x, lr, step_num)


@loses("unchanged", "integers", named=Mistake.CHANGED_INPUT)
def walks_on_the_start_itself(f, init_x, lr=0.01, step_num=100):
    x = init_x
    for _ in range(step_num):
        x -= lr * gradient(f, x)
    return x


@loses("integers", named=Mistake.STEP_CUT)
def on_a_copy_of_the_same_type(f, init_x, lr=0.01, step_num=100):
    x = init_x.copy()
    for _ in range(step_num):
        x[...] = x - lr * gradient(f, x)
    return x


@loses("integers", named=Mistake.CUT_TO_INTEGERS)
def result_in_the_type_of_the_start(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, lr, step_num).astype(init_x.dtype)


@loses(*WRONG, named=Mistake.STEP_UPHILL)
def uphill(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, -lr, step_num)


@loses(*WRONG, named=Mistake.GRADIENT_KEPT)
def gradient_taken_once(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    slopes = gradient(f, x)
    for _ in range(step_num):
        x = x - lr * slopes
    return x


@loses(*WRONG, named=Mistake.GRADIENT_KEPT)
def gradient_at_the_start_each_time(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x = x - lr * gradient(f, init_x)
    return x


@loses(*WRONG, named=Mistake.ONE_STEP_ONLY)
def return_inside_the_loop(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        return x - lr * gradient(f, x)
    return x


@loses(*WRONG, named=Mistake.ONE_STEP_ONLY)
def nothing_for_no_step(f, init_x, lr=0.01, step_num=100):
    x = None
    for _ in range(step_num):
        x = init_x - lr * gradient(f, init_x)
    return x


@loses(*WRONG, named=Mistake.ONE_STEP_ONLY)
def one_step_from_the_start_each_time(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x = init_x - lr * gradient(f, init_x)
    return x


@loses(*WRONG, named=Mistake.ONE_STEP_SHORT)
def one_step_short(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, lr, step_num - 1)


@loses(*WRONG, named=Mistake.ONE_STEP_OVER)
def one_step_over(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, lr, step_num + 1)


@loses(*WRONG, named=Mistake.STEPS_IGNORED)
def steps_fixed(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, lr, 100)


@loses(*WRONG, named=Mistake.RATE_IGNORED)
def rate_forgotten(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, 1.0, step_num)


@loses("values", "types", "integers", "steps", "extremes", named=Mistake.RATE_IGNORED)
def rate_fixed(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, 0.01, step_num)


@loses(*WRONG, named=Mistake.NO_STEP)
def result_thrown_away(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x - lr * gradient(f, x)
    return x


@loses("values", "types", "integers", "steps", "extremes", named=Mistake.STEP_RESCALED)
def sign_of_the_gradient(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x = x - lr * np.sign(gradient(f, x))
    return x


@loses("values", "types", "integers", "steps", "extremes", named=Mistake.STEP_RESCALED)
def gradient_of_length_one(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        slopes = gradient(f, x)
        x = x - lr * slopes / max(np.linalg.norm(slopes), 1e-12)
    return x


@loses("extremes", named=Mistake.STOPPED_EARLY)
def stops_when_the_gradient_is_small(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        slopes = gradient(f, x)
        if np.linalg.norm(slopes) < 0.5:
            break
        x = x - lr * slopes
    return x


@loses(*WRONG, named=Mistake.ONE_NUMBER_ONLY)
def the_height_instead_of_the_place(f, init_x, lr=0.01, step_num=100):
    return f(right(f, init_x, lr, step_num))


@loses("types", "integers", named=Mistake.RETURNED_LIST)
def list_of_coordinates(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, lr, step_num).tolist()


@loses("types", named=Mistake.WRONG_VALUE)
def vectors_only(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        slopes = np.array([(f(x + s) - f(x - s)) / 2e-4 for s in 1e-4 * np.eye(len(x))])
        x = x - lr * slopes
    return x


@loses("values", named=Mistake.ANOTHER_DEFAULT)
def another_default_rate(f, init_x, lr=0.1, step_num=100):
    return right(f, init_x, lr, step_num)


@loses("values", named=Mistake.ANOTHER_DEFAULT)
def another_default_number_of_steps(f, init_x, lr=0.01, step_num=1000):
    return right(f, init_x, lr, step_num)


@loses("values", named=Mistake.IN_TURN)
def coordinates_one_after_the_other(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        for place in np.ndindex(x.shape):
            x[place] -= lr * gradient(f, x)[place]
    return x


@loses(*EVERYTHING, "integers", "steps", named=Mistake.RETURNED_TUPLE)
def with_history(f, init_x, lr=0.01, step_num=100):
    x = right(f, init_x, lr, step_num)
    return x, [x]


@loses("extremes", named=Mistake.STOPPED_EARLY)
def stops_where_it_goes_up(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        new = x - lr * gradient(f, x)
        if f(new) >= f(x):
            break
        x = new
    return x


@loses("integers", named=Mistake.NOT_FLOAT)
def the_start_itself_for_no_step(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, lr, step_num) if step_num else init_x.copy()


@loses("values", "integers", "steps", "extremes", named=Mistake.RATE_IGNORED)
def rate_of_the_example(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, 0.1, step_num)


@loses("values", "types", "integers", "steps", "extremes", named=Mistake.STEP_RESCALED)
def steps_twice_as_long(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, 2 * lr, step_num)


@loses(*WRONG, named=Mistake.OTHER_OPERATION)
def divided_by_the_rate(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, 1 / lr, step_num)


@loses(
    "values", "types", "integers", "steps", "extremes", named=Mistake.COORDINATES_STAY
)
def first_coordinate_alone(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    for _ in range(step_num):
        x.flat[0] -= lr * gradient(f, x).flat[0]
    return x

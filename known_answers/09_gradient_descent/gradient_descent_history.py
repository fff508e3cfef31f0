"""Answers to `gradient_descent_history`."""

import itertools

import numpy as np

from gradlab.check import Mistake

from . import EVERYTHING, loses
from ._slopes import gradient

WRONG = ("values", "types", "properties", "extremes")


def right(f, init_x, lr, step_num):
    history = [np.array(init_x, dtype=float)]
    for _ in range(step_num):
        history.append(history[-1] - lr * gradient(f, history[-1]))
    return history[-1], np.array(history)


# right and unusual


@loses()
def filled_into_an_array(f, init_x, lr=0.01, step_num=100):
    history = np.zeros((step_num + 1, *init_x.shape))
    history[0] = init_x
    for k in range(step_num):
        history[k + 1] = history[k] - lr * gradient(f, history[k])
    return history[-1], history


@loses()
def copies_of_one_moving_array(f, init_x, lr=0.01, step_num=100):
    x = init_x.astype(float)
    history = [x.copy()]
    for _ in range(step_num):
        x -= lr * gradient(f, x)
        history.append(x.copy())
    return x, np.array(history)


@loses()
def accumulate(f, init_x, lr=0.01, step_num=100):
    start = np.array(init_x, dtype=float)
    steps = itertools.repeat(None, step_num)
    walk = itertools.accumulate(
        steps, lambda x, _: x - lr * gradient(f, x), initial=start
    )
    history = np.stack(list(walk))
    return history[-1].copy(), history


@loses()
def recorded_before_each_step(f, init_x, lr=0.01, step_num=100):
    x, history = init_x * 1.0, []
    for _ in range(step_num):
        history.append(x)
        x = x - lr * gradient(f, x)
    return x, np.array([*history, x])


@loses()
def rows_stacked_as_it_goes(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    history = x[None]
    for _ in range(step_num):
        x = x - lr * gradient(f, x)
        history = np.concatenate([history, x[None]])
    return x, history


@loses()
def list_of_two(f, init_x, lr=0.01, step_num=100):
    return list(right(f, init_x, lr, step_num))


@loses()
def back_to_front_and_turned(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    history = [*history[::-1]]
    return x, np.array(history)[::-1]


# wrong


@loses(*EVERYTHING, "steps", named=Mistake.RETURNED_NONE)
def returns_nothing(f, init_x, lr=0.01, step_num=100):
    right(f, init_x, lr, step_num)


@loses("values", "types", "properties", "extremes", named=Mistake.SAME_ROW)
def appends_the_array_that_moves_on(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    history = [x]
    for _ in range(step_num):
        x -= lr * gradient(f, x)
        history.append(x)
    return x, np.array(history)


@loses(*WRONG, "steps", named=Mistake.START_MISSING)
def no_start(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x, history[1:]


@loses(*WRONG, "steps", named=Mistake.LAST_ROW_MISSING)
def no_end(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x, history[:-1]


@loses(*WRONG, named=Mistake.BACK_TO_FRONT)
def back_to_front(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x, history[::-1]


@loses(*WRONG, "steps", named=Mistake.STEP_UPHILL)
def uphill(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, -lr, step_num)


@loses("values", "types", "steps", "properties", named=Mistake.NO_STEP)
def start_returned_as_x(f, init_x, lr=0.01, step_num=100):
    _, history = right(f, init_x, lr, step_num)
    return history[0], history


@loses("values", "types", "properties", "steps", named=Mistake.ONE_STEP_SHORT)
def one_step_behind(f, init_x, lr=0.01, step_num=100):
    _, history = right(f, init_x, lr, step_num)
    return history[-2] if step_num else history[0], history


@loses(*EVERYTHING, "steps", named=Mistake.NOT_SEVERAL)
def history_alone(f, init_x, lr=0.01, step_num=100):
    _, history = right(f, init_x, lr, step_num)
    return [*history, history[-1], history[-1]]


@loses(
    "values", "types", "steps", "properties", "extremes", named=Mistake.PARTS_SWAPPED
)
def swapped(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return history, x


@loses("types", named=Mistake.RETURNED_LIST)
def history_as_a_list(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x, list(history)


@loses(*WRONG, "steps", named=Mistake.WRONG_SHAPE)
def history_of_heights(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x, np.array([f(row) for row in history])


@loses(*WRONG, "steps", named=Mistake.TRANSPOSED)
def one_column_per_step(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x, history.T


@loses("types", named=Mistake.AXIS_OF_ONE)
def flat_rows(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x, history.reshape(step_num + 1, -1)


@loses("types", named=Mistake.CUT_TO_INTEGERS)
def in_the_type_of_the_start(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x.astype(init_x.dtype), history.astype(init_x.dtype)


@loses("types", "unchanged", named=Mistake.CHANGED_INPUT)
def walks_on_the_start_itself(f, init_x, lr=0.01, step_num=100):
    history = [init_x.copy()]
    for _ in range(step_num):
        init_x -= lr * gradient(f, init_x)
        history.append(init_x.copy())
    return init_x, np.array(history)


@loses(
    "values", "types", "properties", "extremes", "steps", named=Mistake.GRADIENT_KEPT
)
def gradient_taken_once(f, init_x, lr=0.01, step_num=100):
    start = np.array(init_x, dtype=float)
    slopes = gradient(f, start)
    history = np.array([start - k * lr * slopes for k in range(step_num + 1)])
    return history[-1], history


@loses("values", "types", "steps", "extremes", named=Mistake.RATE_IGNORED)
def rate_fixed(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, 0.01, step_num)


@loses(*WRONG, "steps", named=Mistake.START_TWICE)
def start_twice(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x, np.concatenate([history[:1], history])


@loses("steps", named=Mistake.LOCAL_UNSET)
def fails_without_a_step(f, init_x, lr=0.01, step_num=100):
    x = np.array(init_x, dtype=float)
    history = np.array([x])
    for _ in range(step_num):
        last = x - lr * gradient(f, x)
        history, x = np.concatenate([history, last[None]]), last
    return last, history


@loses("types", named=Mistake.LESS_PRECISE)
def float32_history(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num)
    return x, history.astype(np.float32)


@loses("values", named=Mistake.IN_TURN)
def coordinates_one_after_the_other(f, init_x, lr=0.01, step_num=100):
    history = [np.array(init_x, dtype=float)]
    for _ in range(step_num):
        x = history[-1].copy()
        for place in np.ndindex(x.shape):
            x[place] -= lr * gradient(f, x)[place]
        history.append(x)
    return history[-1], np.array(history)


@loses("steps", named=Mistake.STOPPED_EARLY)
def stops_where_it_is_flat(f, init_x, lr=0.01, step_num=100):
    history = [np.array(init_x, dtype=float)]
    for _ in range(step_num):
        slopes = gradient(f, history[-1])
        if np.linalg.norm(slopes) < 1e-6:
            break
        history.append(history[-1] - lr * slopes)
    return history[-1], np.array(history)


@loses("extremes", "steps", named=Mistake.STOPPED_EARLY)
def stops_where_it_goes_up(f, init_x, lr=0.01, step_num=100):
    history = [np.array(init_x, dtype=float)]
    for _ in range(step_num):
        x = history[-1] - lr * gradient(f, history[-1])
        if f(x) >= f(history[-1]):
            break
        history.append(x)
    return history[-1], np.array(history)


@loses("steps", named=Mistake.ANOTHER_DEFAULT)
def other_default_rate(f, init_x, lr=0.1, step_num=100):
    return right(f, init_x, lr, step_num)


@loses("values", "types", "properties", "steps", named=Mistake.ONE_STEP_OVER)
def x_is_one_step_further(f, init_x, lr=0.01, step_num=100):
    x, history = right(f, init_x, lr, step_num + 1)
    return x, history[:-1]


@loses("values", "types", "extremes", "steps", named=Mistake.STEPS_IGNORED)
def always_a_hundred_steps(f, init_x, lr=0.01, step_num=100):
    return right(f, init_x, lr, 100)

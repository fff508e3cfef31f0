"""Answers to `walk_back`."""

import numpy as np

from gradlab.check import Mistake

from . import loses

ALL = ("values", "types", "properties", "unchanged")


# right and unusual


@loses()
def reversed_enumerate(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line, (sources, slopes) in reversed(list(enumerate(tape))):
        for source, slope in zip(sources, slopes, strict=True):
            found[source] += slope * found[line]
    return found


@loses()
def list_of_floats_first(tape):
    found = [0.0] * (len(tape) - 1) + [1.0]
    for line in range(len(tape) - 1, 0, -1):
        for at in range(len(tape[line][0])):
            found[tape[line][0][at]] += tape[line][1][at] * found[line]
    return np.array(found)


@loses()
def add_at(tape):
    found = np.zeros(len(tape))
    found[-1] = 1.0
    for line in range(len(tape) - 1, -1, -1):
        sources, slopes = tape[line]
        np.add.at(found, np.array(sources, int), found[line] * np.array(slopes, float))
    return found


@loses()
def matrix_solved(tape):
    n = len(tape)
    local = np.zeros((n, n))
    for line, (sources, slopes) in enumerate(tape):
        for source, slope in zip(sources, slopes, strict=True):
            local[line, source] += slope
    end = np.zeros(n)
    end[-1] = 1.0
    return np.linalg.solve(np.eye(n) - local.T, end)


@loses()
def sum_over_users(tape):
    n, found = len(tape), {}
    for i in range(n - 1, -1, -1):
        found[i] = float(i == n - 1)
        for j in range(i + 1, n):
            for source, slope in zip(*tape[j], strict=True):
                found[i] += found[j] * slope if source == i else 0.0
    return np.array([found[i] for i in range(n)])


@loses()
def forward_mode_for_each_line(tape):
    found = []
    for start in range(len(tape)):
        moved = np.zeros(len(tape))
        moved[start] = 1.0
        for line in range(start + 1, len(tape)):
            pairs = zip(*tape[line], strict=True)
            moved[line] = sum(moved[source] * slope for source, slope in pairs)
        found.append(moved[-1])
    return np.array(found)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(tape):
    reversed_enumerate(tape)


@loses("values", "properties", named=Mistake.OVERWRITTEN_GRAD)
def overwrites(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line in range(len(tape) - 1, -1, -1):
        for source, slope in zip(*tape[line], strict=True):
            found[source] = slope * found[line]
    return found


@loses("values", "types", "properties", named=Mistake.NO_GRADIENT)
def never_starts(tape):
    found = np.zeros(len(tape))
    for line in range(len(tape) - 1, -1, -1):
        for source, slope in zip(*tape[line], strict=True):
            found[source] += slope * found[line]
    return found


@loses("values", "types", "properties", named=Mistake.WALKED_FORWARD)
def walks_forward(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line in range(len(tape)):
        for source, slope in zip(*tape[line], strict=True):
            found[source] += slope * found[line]
    return found


@loses("values", "types", "properties", named=Mistake.STARTED_WITH_ONES)
def starts_with_ones(tape):
    found = np.ones(len(tape))
    for line in range(len(tape) - 1, -1, -1):
        for source, slope in zip(*tape[line], strict=True):
            found[source] += slope * found[line]
    return found


@loses("types", named=Mistake.RETURNED_LIST)
def as_a_list(tape):
    return list_of_floats_first(tape).tolist()


@loses("values", "types", "properties", named=Mistake.NOT_MULTIPLIED_UP)
def local_slopes_alone(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line in range(len(tape) - 1, -1, -1):
        for source, slope in zip(*tape[line], strict=True):
            found[source] += slope
    return found


@loses("values", "types", "properties", named=Mistake.SLOPES_IGNORED)
def gradients_alone(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line in range(len(tape) - 1, -1, -1):
        for source in tape[line][0]:
            found[source] += found[line]
    return found


@loses("values", "types", "properties", "unchanged", named=Mistake.WRONG_SHAPE)
def inputs_alone(tape):
    found = reversed_enumerate(tape)
    return np.array([found[i] for i, line in enumerate(tape) if not line[0]])


@loses("values", "types", "properties", named=Mistake.OTHER_PLACES)
def back_to_front(tape):
    return reversed_enumerate(tape)[::-1]


@loses(
    "values", "properties", named=(Mistake.FIRST_SOURCE_ONLY, Mistake.OVERWRITTEN_GRAD)
)
def first_source_alone(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line in range(len(tape) - 1, -1, -1):
        for source, slope in list(zip(*tape[line], strict=True))[:1]:
            found[source] += slope * found[line]
    return found


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def eats_the_tape(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    while tape:
        sources, slopes = tape.pop()
        for source, slope in zip(sources, slopes, strict=True):
            found[source] += slope * found[len(tape)]
    return found


@loses("types", named=Mistake.NOT_FLOAT)
def whole_numbers(tape):
    found = np.zeros(len(tape), dtype=int)
    found[-1] = 1
    exact = reversed_enumerate(tape)
    return exact if len(tape) > 1 else found


@loses("properties", named=Mistake.OVERWRITTEN_GRAD)
def set_of_sources(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line in range(len(tape) - 1, -1, -1):
        for source, slope in dict(zip(*tape[line], strict=True)).items():
            found[source] += slope * found[line]
    return found


@loses("types", named=Mistake.LESS_PRECISE)
def float32_forced(tape):
    return reversed_enumerate(tape).astype(np.float32)


@loses("values", "types", "properties", named=Mistake.NOTHING_PASSED_ON)
def last_line_left_out(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line in range(len(tape) - 2, -1, -1):
        for source, slope in zip(*tape[line], strict=True):
            found[source] += slope * found[line]
    return found


@loses("values", "types", "properties", named=Mistake.WALKED_FORWARD)
def return_inside_the_loop(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line in range(len(tape) - 1, -1, -1):
        for source, slope in zip(*tape[line], strict=True):
            found[source] += slope * found[line]
        return found
    return None


@loses(
    "values", "properties", named=(Mistake.FIRST_SHARE_KEPT, Mistake.OVERWRITTEN_GRAD)
)
def first_share_kept(tape):
    found = np.zeros(len(tape))
    found[-1] = 1
    for line in range(len(tape) - 1, -1, -1):
        for source, slope in zip(*tape[line], strict=True):
            found[source] = found[source] or slope * found[line]
    return found

"""Answers to `log_loss`, made of Values."""

import math

from gradlab.check import Mistake
from gradlab.standin import Value

from . import loses

ALL = ("values", "slopes", "unchanged")


def costs(answers, labels):
    pairs = zip(answers, labels, strict=True)
    return [-(a if label else 1 - a).log() for a, label in pairs]


# right and unusual


@loses()
def sum_of_a_list(answers, labels):
    return sum(costs(answers, labels)) / len(answers)


@loses()
def formula_with_both_terms(answers, labels):
    total = 0.0
    for a, t in zip(answers, labels, strict=True):
        t = float(t)
        total = total - (t * a.log() + (1 - t) * (1 - a).log())
    return total / len(answers)


@loses()
def running_mean(answers, labels):
    mean, shares = 0.0, costs(answers, labels)
    for cost in shares:
        mean = mean + cost * (1 / len(shares))
    return mean


@loses()
def logarithm_of_a_product(answers, labels):
    product = 1.0
    for a, label in zip(answers, labels, strict=True):
        product = product * (a if label else 1 - a)
    return -product.log() / len(answers)


@loses()
def last_to_first(answers, labels):
    total = 0.0
    for cost in reversed(costs(answers, labels)):
        total = cost + total
    return total * (1 / len(answers))


@loses()
def each_weighted(answers, labels):
    n = len(answers)
    return sum(cost / n for cost in costs(answers, labels))


@loses()
def begins_with_a_value_of_its_own(answers, labels):
    total = Value(0.0)
    for cost in costs(answers, labels):
        total = total + cost
    return total / len(answers)


# wrong


@loses(*ALL, named=Mistake.RETURNED_NONE)
def returns_nothing(answers, labels):
    print(sum_of_a_list(answers, labels).data)


@loses(*ALL, named=Mistake.NOT_A_VALUE)
def plain_numbers(answers, labels):
    pairs = zip(answers, labels, strict=True)
    return -sum(math.log(a.data if t else 1 - a.data) for a, t in pairs) / len(answers)


@loses("slopes", named=Mistake.NO_GRADIENT)
def a_value_without_a_past(answers, labels):
    return type(answers[0])(sum_of_a_list(answers, labels).data)


@loses(*ALL, named=Mistake.SUM_NOT_MEAN)
def the_sum(answers, labels):
    return sum(costs(answers, labels))


@loses(*ALL, named=(Mistake.SIGN_OF_LOSS, Mistake.SIGN_OF_SLOPE, Mistake.SIGN_TURNED))
def no_minus(answers, labels):
    return -sum(costs(answers, labels)) / len(answers)


@loses(*ALL, named=Mistake.ONLY_YES_COUNTED)
def only_yes(answers, labels):
    yes = [float(t) * a.log() for a, t in zip(answers, labels, strict=True)]
    return -sum(yes) / len(answers)


@loses(*ALL, named=Mistake.ANOTHER_FUNCTION)
def squares_instead(answers, labels):
    pairs = zip(answers, labels, strict=True)
    return sum((a - float(t)) ** 2 for a, t in pairs) / len(answers)


@loses(*ALL, named=Mistake.LOG_OF_ANOTHER_BASE)
def another_base(answers, labels):
    return sum(costs(answers, labels)) / (len(answers) * math.log(2))


@loses(*ALL, named=Mistake.LABELS_TURNED)
def labels_turned(answers, labels):
    return sum_of_a_list(answers, [1 - float(t) for t in labels])


@loses(*ALL, named=Mistake.ONE_EXAMPLE_ONLY)
def first_example_only(answers, labels):
    return costs(answers, labels)[0]


@loses("unchanged", named=Mistake.CHANGED_INPUT)
def sets_the_answers(answers, labels):
    loss = sum_of_a_list(answers, labels)
    for answer in answers:
        answer.data = 0.5
    return loss


@loses(*ALL, named=Mistake.ONE_EXAMPLE_ONLY)
def return_inside_the_loop(answers, labels):
    for cost in costs(answers, labels):
        return cost / len(answers)
    return None


@loses(*ALL, named=Mistake.ONLY_NO_COUNTED)
def only_no(answers, labels):
    no = [float(1 - t) * (1 - a).log() for a, t in zip(answers, labels, strict=True)]
    return -sum(no) / len(answers)


@loses(*ALL, named=Mistake.ARGUMENT_IGNORED)
def every_label_a_yes(answers, labels):
    return -sum(a.log() for a in answers) / len(answers)


@loses(*ALL, named=Mistake.LOG_OF_MEAN)
def logarithm_of_the_mean(answers, labels):
    pairs = zip(answers, labels, strict=True)
    return -(sum(a if t else 1 - a for a, t in pairs) / len(answers)).log()


@loses(*ALL, named=Mistake.NO_LOGARITHM)
def probabilities_averaged(answers, labels):
    pairs = zip(answers, labels, strict=True)
    return sum(1 - a if t else a for a, t in pairs) / len(answers)


@loses(*ALL, named=(Mistake.ONE_PER_EXAMPLE, Mistake.NOT_A_VALUE))
def one_loss_for_each(answers, labels):
    return costs(answers, labels)


@loses("slopes", named=Mistake.WALKED_ALREADY)
def walks_back_itself(answers, labels):
    loss = sum_of_a_list(answers, labels)
    loss.backward()
    return loss

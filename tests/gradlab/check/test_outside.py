import numpy as np

from gradlab.check.outside import outside

x = np.linspace(-4, 4, 5)


def another_name(z):
    return 1 / (1 + np.exp(-x))


def its_own(x):
    return np.exp(x)


def within(x, h=1e-4):
    return [x + step for step in (h, -h)]


def constant(z):
    return 1.0


mean = 0.5


def mean_of_numpy(z, eps=1e-7):
    return np.mean(z) + x


def test_a_name_of_the_notebook_in_place_of_the_argument_is_told():
    told = outside(another_name)

    assert told == "another_name never uses its argument z, but x from outside."


def test_a_function_that_uses_its_arguments_is_left_alone():
    assert [outside(its_own), outside(within)] == ["", ""]


def no_argument_at_all(a, b, c):
    return 1.0


def test_an_argument_that_is_never_used_is_told():
    assert outside(constant) == "constant never uses its argument z."
    assert outside(mean_of_numpy) == (
        "mean_of_numpy never uses its argument eps, and it reads x from outside."
    )


def test_several_arguments_are_listed():
    told = "no_argument_at_all never uses its arguments a, b and c."
    assert outside(no_argument_at_all) == told


def test_what_is_no_function_in_python_is_left_alone():
    assert [outside(np.exp), outside(3), outside(dict)] == ["", "", ""]

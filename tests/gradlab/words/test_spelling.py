"""Names that are nearly those that Python or NumPy know."""

import numpy as np
import pytest

from gradlab.words import lines, spelling

softmax_rows = np.exp
learning_rate = 0.1


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda: softmax(1), "softmax_rows, if that is meant, not softmax"),  # noqa: F821
        (lambda: Learning_rate, "learning_rate, if that is meant"),  # noqa: F821
        (lambda: pirnt(1), "print, if that is meant"),  # noqa: F821
        (lambda: exp(1), "np.exp, if that is meant, not exp"),  # noqa: F821
        (lambda: e**2, "np.e, if that is meant, not e"),  # noqa: F821
        (lambda: np.norm(1), "np.linalg.norm, if that is meant, not np.norm"),
        (lambda: np.linalg.nrom(1), "numpy.linalg.norm, if that is meant"),
        (lambda: np.agrmax(1, 2), "np.argmax, if that is meant"),
        (lambda: wholly_unlike_all, ""),  # noqa: F821
        (lambda: np.ones(2).length, ""),
        (lambda: 1 / 0, ""),
    ],
)
def test_the_name_that_may_be_meant_is_told(act, told):
    with pytest.raises(Exception, match=r"^") as caught:
        act()

    meant = spelling.meant(caught.value, lines.place(caught.value).frame)

    assert meant.startswith(told) if told else meant == ""


def test_what_an_object_keeps_is_asked_of_self():
    class Net:
        def __init__(self):
            self.params = {}

        def predict(self):
            return params  # noqa: F821

    with pytest.raises(NameError) as caught:
        Net().predict()

    meant = spelling.meant(caught.value, lines.place(caught.value).frame)
    assert meant == "self.params, if that is meant, not params"


def test_a_local_name_without_a_value_is_no_slip_of_the_pen():
    def late():
        if not learning_rate:  # noqa: F823
            learning_rate = 1
        return learning_rate

    with pytest.raises(UnboundLocalError) as caught:
        late()

    assert spelling.meant(caught.value, lines.place(caught.value).frame) == ""

"""Visible checks: `check.sigmoid(sigmoid)` says in words what is not right yet.

==========  =========================================================================
`labs`      the checks of each lab
`expect`    what they, and hidden tests, are written in: `expect.call(f, x).gives(y)`
`kept`      arguments that a call leaves as they were
`parts`     results that hold several arrays
`bench`     a student's own test, tried on right and wrong answers
`seeded`    inputs that differ from student to student
`visible`   the decorator that says that a check passes, and turns all else into words
`unread`    a newer version that Python could not read
`outside`   a name of the notebook in place of an argument
`misspelt`  a function under nearly the name that is asked for
`hints`     what it says of one that fails again and again
`watch`     what calls did beside returning: changed arguments, warnings
`reading`   what came back, as numbers, as a form, as text
`likely`    what can be said of wrong values without knowing their formula
`failure`   the exceptions that carry a sentence of `gradlab.words.mistakes`
==========  =========================================================================
"""

from gradlab.check import bench, expect, kept, parts, seeded
from gradlab.check.failure import CheckFailed
from gradlab.check.labs import lab04_report as report
from gradlab.check.labs import lab14_autodiff as tape
from gradlab.check.labs.lab00_warmup import add, celsius, row_shares, with_first
from gradlab.check.labs.lab01_sigmoid import sigmoid, sigmoid_derivative, sigmoid_quiet
from gradlab.check.labs.lab02_softmax import predict_class, softmax, softmax_rows
from gradlab.check.labs.lab03_cross_entropy import (
    capped,
    cross_entropy_from_probabilities,
    cross_entropy_loss,
    cross_entropy_loss_certain,
    one_hot,
)
from gradlab.check.labs.lab04_report import main, plot_sigmoid, plot_sigmoid_derivative
from gradlab.check.labs.lab05_losses import (
    binary_cross_entropy,
    mean_squared_error,
    sum_squared_error,
)
from gradlab.check.labs.lab05_losses.squares import (
    squared_error_gradient,
    test_mean_squared_error,
)
from gradlab.check.labs.lab06_activations import (
    leaky_relu,
    relu,
    relu_derivative,
    smooth_activation,
    step_function,
    tanh_derivative,
)
from gradlab.check.labs.lab07_depth import gradient_through_layers, spread_that_keeps
from gradlab.check.labs.lab08_slopes import (
    numerical_diff,
    numerical_gradient,
    relative_error,
)
from gradlab.check.labs.lab08_slopes.planted import test_numerical_gradient
from gradlab.check.labs.lab09_gradient_descent import (
    find_rate,
    gradient_descent,
    gradient_descent_history,
)
from gradlab.check.labs.lab10_forward import accuracy, forward, quadrant_network
from gradlab.check.labs.lab11_backprop import (
    affine_backward,
    relu_backward,
    sigmoid_backward,
    softmax_backward,
    softmax_loss_gradient,
)
from gradlab.check.labs.lab12_two_layer_net import (
    two_layer_net,
    two_layer_net_forward,
    two_layer_net_measured,
)
from gradlab.check.labs.lab12_two_layer_net import two_layer_net as TwoLayerNet  # noqa: N812 the class
from gradlab.check.labs.lab12_two_layer_net.training import (
    confusion_matrix,
    epoch_batches,
    gradient_gaps,
)
from gradlab.check.labs.lab13_xor import (
    descend,
    gradients,
    output_gradient,
    train_xor,
)
from gradlab.check.labs.lab13_xor.planted import test_gradients
from gradlab.check.labs.lab14_autodiff import Value, local_slopes, walk_back
from gradlab.check.labs.lab14_autodiff.planted import test_walk_back
from gradlab.check.labs.lab15_capstone import log_loss, read_digits, shifted
from gradlab.check.labs.lab15_capstone.planted import test_shifted
from gradlab.words.mistakes import Mistake

__all__ = [
    "CheckFailed",
    "Mistake",
    "TwoLayerNet",
    "Value",
    "accuracy",
    "add",
    "affine_backward",
    "bench",
    "binary_cross_entropy",
    "capped",
    "celsius",
    "confusion_matrix",
    "cross_entropy_from_probabilities",
    "cross_entropy_loss",
    "cross_entropy_loss_certain",
    "descend",
    "epoch_batches",
    "expect",
    "find_rate",
    "forward",
    "gradient_descent",
    "gradient_descent_history",
    "gradient_gaps",
    "gradient_through_layers",
    "gradients",
    "kept",
    "leaky_relu",
    "local_slopes",
    "log_loss",
    "main",
    "mean_squared_error",
    "numerical_diff",
    "numerical_gradient",
    "one_hot",
    "output_gradient",
    "parts",
    "plot_sigmoid",
    "plot_sigmoid_derivative",
    "predict_class",
    "quadrant_network",
    "read_digits",
    "relative_error",
    "relu",
    "relu_backward",
    "relu_derivative",
    "report",
    "row_shares",
    "seeded",
    "shifted",
    "sigmoid",
    "sigmoid_backward",
    "sigmoid_derivative",
    "sigmoid_quiet",
    "smooth_activation",
    "softmax",
    "softmax_backward",
    "softmax_loss_gradient",
    "softmax_rows",
    "spread_that_keeps",
    "squared_error_gradient",
    "step_function",
    "sum_squared_error",
    "tanh_derivative",
    "tape",
    "test_gradients",
    "test_mean_squared_error",
    "test_numerical_gradient",
    "test_shifted",
    "test_walk_back",
    "train_xor",
    "two_layer_net",
    "two_layer_net_forward",
    "two_layer_net_measured",
    "walk_back",
    "with_first",
]

"""Explorers: live pictures of the student's own functions.

Each takes functions of the student and returns a widget; see `docs/explorers.md`. There
is a module for each explorer; what they are made of is in `core`.
"""

from gradlab.explore.backprop import backprop
from gradlab.explore.bench import bench
from gradlab.explore.boundary import boundary
from gradlab.explore.descent import descent
from gradlab.explore.forward import forward
from gradlab.explore.layers import layers
from gradlab.explore.loss import loss
from gradlab.explore.neuron import neuron
from gradlab.explore.overflow import overflow
from gradlab.explore.slope import slope
from gradlab.explore.softmax import softmax
from gradlab.explore.step_size import step_size
from gradlab.explore.tape import tape
from gradlab.explore.training import training
from gradlab.explore.two_classes import two_classes
from gradlab.explore.vanishing import vanishing
from gradlab.explore.weights import weights
from gradlab.explore.why_not_accuracy import why_not_accuracy

__all__ = [
    "backprop",
    "bench",
    "boundary",
    "descent",
    "forward",
    "layers",
    "loss",
    "neuron",
    "overflow",
    "slope",
    "softmax",
    "step_size",
    "tape",
    "training",
    "two_classes",
    "vanishing",
    "weights",
    "why_not_accuracy",
]

"""The visible checks of each lab, written in the vocabulary of `gradlab.check`.

A check is called as `check.NAME(NAME)`; `gradlab.check` exports them all.

=============================  ======================================================
module                         checks
=============================  ======================================================
`lab00_warmup`                 four small functions on arrays
`lab01_sigmoid`                sigmoid and its slope
`lab02_softmax`                softmax and the class it predicts
`lab03_losses`                 losses
`lab04_activations`            activations, their slopes, a chain of layers
`lab05_numerical_gradient`     measured slopes, and how to compare them
`lab06_gradient_descent`       gradient descent, with and without a history
`lab07_forward`                a network of three layers, forward
`lab08_backprop`               the pieces of a network, backward
`lab09_two_layer_net`          a network of two layers that learns
`lab10_xor`                    a training program for XOR, piece by piece
`lab11_autodiff`               local slopes, a walk back along a tape, `Value`
`lab12_report`                 the table of the report, and its two figures
=============================  ======================================================
"""

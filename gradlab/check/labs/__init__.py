"""The visible checks of each lab, written in the vocabulary of `gradlab.check`.

A check is called as `check.NAME(NAME)`; `gradlab.check` exports them all.

=============================  ======================================================
module                         checks
=============================  ======================================================
`lab00_warmup`                 four small functions on arrays
`lab01_sigmoid`                sigmoid and its slope
`lab02_softmax`                softmax and the class it predicts
`lab03_cross_entropy`          cross entropy
`lab04_report`                 the table of the report, and its two figures
`lab05_losses`                 losses for quantities, and for yes or no
`lab06_activations`            activations and their slopes
`lab07_depth`                  a message through a chain of layers
`lab08_slopes`                 measured slopes, and how to compare them
`lab09_gradient_descent`       gradient descent, with and without a history
`lab10_forward`                a network of three layers, forward
`lab11_backprop`               the pieces of a network, backward
`lab12_two_layer_net`          a network of two layers that learns
`lab13_xor`                    a training program for XOR, piece by piece
`lab14_autodiff`               local slopes, a walk back along a tape, `Value`
`lab15_capstone`               digits that are drawn and moved, a loss of `Value`s
=============================  ======================================================

Where students write a test, its check stands in the lab's `planted` (in lab 05, in
`squares`), with the planted mistakes that it is tried on.
"""

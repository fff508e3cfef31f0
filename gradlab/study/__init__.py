"""Predicting, remembering, looking back: what the doors beside this room are made of.

==============  =====================================================================
`questions`     a question and its answer: a number, a choice, a place on a picture
`prediction`    one question and what is kept of it: committed once, then judged
`shown`         a prediction as the last line of a cell
`drawing`       prediction and answer beside each other, as SVG and HTML
`folded`        the form for places without a kernel: the answer in a fold
`card`          the widget: the question, the entry, Commit, the result
`calibration`   how often predictions were right, and how far off
`bank`          the questions of recall, from `bank/LAB.toml`, and their choice
`overview`      what is done, predicted and mistaken, by concept
`texts`         a little markup in texts
==============  =====================================================================

The doors are `gradlab.predict`, `gradlab.recall` and `gradlab.progress`. Nothing here
imports widgets or drawings before a cell shows them to somebody: grading runs the same
cells and shows nothing.
"""

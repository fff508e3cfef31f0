"""What students import. It contains no answers, and never imports the grader.

===============  ====================================================================
`check`          visible checks, and the vocabulary of the hidden tests
`explore`        live pictures of the student's own functions
`calls`          the one way in which both call a student's function
`report`         the report of lab 04
`live`           a training run while it runs (lab 12)
`torch_side`     numbers from torch (lab 14)
`data`           digits to learn from
===============  ====================================================================
"""

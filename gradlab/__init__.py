"""What students import. It contains no answers, and never imports the grader.

===============  ====================================================================
`check`          visible checks, and the vocabulary of the hidden tests
`explore`        live pictures of the student's own functions
`predict`        questions that are answered before the answer shows
`recall`         three questions from earlier labs
`progress`       what is done, predicted and mistaken
`study`          what these three are made of
`history`        the file in which they are kept, on the student's own disk
`calls`          the one way in which both call a student's function
`report`         the report of lab 04
`live`           a training run while it runs (lab 12)
`torch_side`     numbers from torch (lab 14)
`data`           digits to learn from
`colours`        the colours of maps
===============  ====================================================================
"""

"""What an instructor wrote: a course, its labs, and what students get of them.

=================== ==================================================================
`course`            where a course keeps its folders, read from `nbgrader_config.py`
`notebook`          the types of a notebook, its cells and their outputs
`sources`           source notebooks, and what nbgrader's preprocessors make of them
`autotests`         whether nbgrader can fill in a lab's automatic tests
`lab`               a lab as the grader knows it: graded cells and tests, no answers
`kept`              what nbgrader made of a source, until that changes
`outline`           exercise, section and live picture of each graded cell
`limits`            what running one submission may take
`release`           from solutions/ to notebooks/
`leaks`             refuses what would give answers or hidden tests away
`nbgrader_release`  nbgrader's own release, without its messages
`audit`             the hidden tests, tried on answers that are known
`describe`          alt texts of a source's pictures
`stable_outputs`    outputs of a source that are the same at every run
=================== ==================================================================
"""

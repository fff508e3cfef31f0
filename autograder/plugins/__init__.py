"""The grader inside nbgrader's own commands and Formgrader; see `nbgrader_config.py`.

============== =======================================================================
`autograde`    the isolated engine in place of a kernel
`late`         the course's rule for late work
`feedback`     `autograder feedback`'s pages, by Formgrader's button
`filters`      what students wrote, in Formgrader's pages
`export`       marks through `nbgrader export`
============== =======================================================================
"""

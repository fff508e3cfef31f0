"""Where results are kept: nbgrader's gradebook, and a table of ours in it.

================ =====================================================================
`database`       opens the gradebook, SQLite or PostgreSQL
`schema`         whether it is of the edition that nbgrader has here
`queries`        what is asked of nbgrader's tables
`lab_rows`       one lab's rows in it, written in one transaction a result
`results`        what grading found: the table `gradlab_result`, LAB.csv and LAB.json
`manual_marks`   what people entered: marks and comments
`written`        written answers: what stands there, and giving marks
`own_cells`      a student's answers, and work on tasks, in a graded copy
`alike`          which of them one decision can mark
`marking_round`  one person's way through them
`late`           what a late policy takes off
`members`        who has left the class
`totals`         a lab's marks as the gradebook has them
================ =====================================================================
"""

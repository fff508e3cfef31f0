"""Where results are kept: nbgrader's gradebook, and the result files beside it.

================ =====================================================================
`database`       opens nbgrader's gradebook, SQLite or PostgreSQL
`lab_rows`       one lab's rows in it, written in one transaction a result
`manual_marks`   what people entered: marks and comments
`late`           what a late policy takes off
`totals`         a lab's marks as the gradebook has them
`results`        LAB.csv and LAB.json
`journal`        each finished result of a run, written down before it counts
================ =====================================================================
"""

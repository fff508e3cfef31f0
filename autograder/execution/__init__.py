"""Running a notebook, whatever it holds, and saying how each cell ended.

`interface` is what an executor takes and gives; `kernel` runs a notebook as stock
nbgrader does. `isolated` confines the student's code and runs the tests in another
process; what crosses between the two is the `boundary`.
"""

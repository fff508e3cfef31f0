"""One submission on its way: read, restored, run, scored, cleaned.

============== =======================================================================
`submission`   finds and reads the file, and puts the lab's own cells back
`extra_files`  what was handed in beside the notebook
`reading`      from a stranger's bytes to a notebook of bounded size
`grade`        the whole way, as one function from task to result
`score`        from how the tests ended to marks
`model`        a lab's model solution and its stub, graded so
`stops`        the first cell that stopped
`seed`         the seed of a student's hidden inputs
`clean`        takes out of outputs what could act; `markup` of which text
`records`      the results, frozen; `said` how they are said
============== =======================================================================
"""

"""Calls and values between a test and a student's process, who do not trust each other.

From the ends inwards:

============== =======================================================================
`ends`         the test's end, which asks, and the student's, which serves
`line`         what both do: ask, answer, raise again
`making`       makes what stands for an object of the other side
`data_only`    for one that a function returned, and for iterators
`drawn`        for what a function draws
`proxies`      for a function, a class, and an object that a class made
`operations`   what may be done with one
`figures`      open figures of matplotlib; `pyplot`, as a test has it
`raisable`     exceptions of classes that the student's code defines
`exceptions`   exceptions and warnings as data
`object_table` which objects both sides keep alike, and what has changed since
`contents`     the content of such an object
`exact`        dates, fractions, decimals
`twins`        named tuples, members of enumerations
`tables`       data frames, series, indices; `columns` are parts of them
`encoding`     values as nodes; `decoding`, nodes as values; `listed`, by name alone
`iterators`    those of this side, read to their end
`tags`         the first item of each kind of node
`wire`         frames of bytes within limits
============== =======================================================================

It knows no lab, no course and no notebook.
"""

"""The isolated executor: student code in a confined process, tests in another.

In the grader's own process:

=================== ==================================================================
`executor`          lends warm processes to each notebook's run
`notebook_run`      a notebook's way: `cells` of the student, then `questions`
`apart`, `joined`   `questions` in a process of their own, or in the student's
`running`           what both share; `budget` of time, `shown` outputs
`process`           a process held by its pidfd, with a gate (`forkgate`) for its forks
`footprint`         what the processes of a notebook take together
`supervise`         every wait for one, with a limit
`messages`          what is said to the processes; `channel` carries it
`servers`           the fork servers that work together
`beside`            where the files of labs lie
`sandbox`           starts one in the strongest of the `tiers` there is
=================== ==================================================================

In the processes that it starts:

=================== ==================================================================
`forkserver`        warm and confined; forks a child for each notebook, ends it
`confine`           Landlock, seccomp, capabilities and limits
`scratch`           the folder in which a child may write
`warm_up`           one exchange in advance, so that children begin fast
`student_process`   runs cells with `shell`; takes snapshots; serves calls
`together`          runs the tests that are to run in a student's process
`absent`            magics for what grading has not: programs, a front end
`test_process`      runs tests; `test_run` is one of them, `shared_names` theirs
=================== ==================================================================
"""

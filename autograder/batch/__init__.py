"""Many submissions: who is due, where they are run, what is recorded.

============== =======================================================================
`batch`        a folder of submissions: due, run, record, resume
`pool`         where they are run: the interface, and threads of this machine
`dask_pool`    the same on a Dask cluster
`watch`        grades files as they arrive
============== =======================================================================
"""

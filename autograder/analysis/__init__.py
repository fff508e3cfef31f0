"""What a class's results say.

============== =======================================================================
`summary`      all numbers of a report
`items`        how each exercise and test did
`similarity`   pairs of submissions that are similar beyond the template
`fingerprints` the parts of an answer that are compared
============== =======================================================================
"""

"""What a class's results say.

============== =======================================================================
`causes`       what explains many losses at once
`summary`      all numbers of a report
`looks`        which submissions need a look
`items`        how each exercise and test did
`similarity`   pairs of submissions that are similar beyond the template
`fingerprints` the parts of an answer that are compared
============== =======================================================================
"""

"""Measurements against other tools, in one run, as ratios; never part of the tests."""

"""What grading costs, beside what other graders cost, in one run.

Run from the course folder: ``python -m benchmarks.grading --help``.
"""

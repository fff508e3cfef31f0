"""What instructors and CI run: release, grading, gradebook, feedback, reports."""

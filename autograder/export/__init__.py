"""Marks for where they are wanted: a table, Canvas, Moodle, nbgrader's own command."""

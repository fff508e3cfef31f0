"""The report of lab 04: reading figures as plain numbers, and one HTML page."""

from gradlab.report.drawings import drawing
from gradlab.report.page import export

__all__ = ["drawing", "export"]

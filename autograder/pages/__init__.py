"""HTML pages: feedback for one student, the report on a class, similar pairs.

Each page is one file that needs nothing else: no script from elsewhere, no font, no
picture. A page is made from records alone.
"""

from autograder.pages.feedback import feedback, write_feedback
from autograder.pages.report import report, write_report
from autograder.pages.similar import write_similar

__all__ = ["feedback", "report", "write_feedback", "write_report", "write_similar"]

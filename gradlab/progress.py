"""Where you stand: ``progress.show()`` says by concept what is done and what is not.

What it shows is on your own disk alone (see `gradlab.history`), and nobody is sent it.
"""

from gradlab.study.overview import Overview, show

__all__ = ["Overview", "show"]

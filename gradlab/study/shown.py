"""A prediction as the last line of a cell."""

import os

from gradlab.study.prediction import Prediction


class Shown(Prediction):
    """Shows its widget, then the folded form for where there is no kernel."""

    def _ipython_display_(self) -> None:
        """Display; while a notebook is graded nobody looks, and one line is shown."""
        from IPython.display import display  # tests are graded without IPython

        if os.environ.get("NBGRADER_EXECUTION") == "autograde":
            words = f"prediction {self.name}: not asked while the notebook is graded"
            display({"text/plain": words}, raw=True)
            return
        # widgets and drawings: see the docstring of this room
        from gradlab.study import card, folded

        live = card.Card(self)
        display(live._repr_mimebundle_() | {"text/plain": repr(self)}, raw=True)
        display(folded.bundle(self), raw=True)

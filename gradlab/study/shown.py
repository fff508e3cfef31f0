"""A prediction as the last line of a cell."""

from gradlab import history
from gradlab.study.prediction import Prediction


def not_asked(what: str) -> dict[str, str]:
    """Return what stands in a graded copy in place of a question."""
    return {"text/plain": f"{what}: not asked while the notebook is graded"}


class ShownPrediction(Prediction):
    """Shows its widget, then the folded form for where there is no kernel."""

    def _ipython_display_(self) -> None:
        """Display; while a notebook is graded nobody looks, and one line is shown."""
        from IPython.display import display  # tests are graded without IPython

        if history.is_graded():
            display(not_asked(f"prediction {self.name}"), raw=True)
            return
        # widgets and drawings: see the docstring of this room
        from gradlab.study import card, folded

        live = card.Card(self)
        display(live._repr_mimebundle_() | {"text/plain": repr(self)}, raw=True)
        display(folded.bundle(self), raw=True)

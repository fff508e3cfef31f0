"""Late work: what a day costs, as a plugin of nbgrader.

In `nbgrader_config.py`::

    c.AssignLatePenalties.plugin_class = "autograder.plugins.late.PlainRule"
    c.PlainRule.per_day = "10%"
"""

import math
import re

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float, Unicode

from autograder.errors import UsageError

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)")
_DAY = 24 * 60 * 60


class PlainRule(LateSubmissionPlugin):  # type: ignore[misc]
    """Takes off a fixed amount for each day that has begun after the due date."""

    per_day = Unicode(
        "0", help="Points ('2') or a share of the points earned ('10%')."
    ).tag(config=True)
    grace_minutes = Float(0, help="Nothing is taken off until then.").tag(config=True)
    at_most = Unicode("100%", help="As per_day; never more than this.").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the points to take off, None if there are none.

        Raises
        ------
        UsageError
            If an amount in the configuration is neither points nor a share.
        """
        late = total_seconds_late - 60 * self.grace_minutes
        if late <= 0:
            return None
        days = math.ceil(total_seconds_late / _DAY)
        lost = days * _points(self.per_day, score)
        return min(lost, _points(self.at_most, score), score) or None


def _points(amount: str, score: float) -> float:
    found = _AMOUNT.fullmatch(amount.strip())
    if not found:
        raise UsageError(
            f"late rule {amount!r}: expected points ('2') or a share ('10%')"
        )
    number = float(found[1])
    return number * score / 100 if found[2] else number

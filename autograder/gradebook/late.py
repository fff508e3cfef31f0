"""Settling for a lab what late submissions lose, as the course's plugin says.

nbgrader asks the plugin while it grades. A share of the points changes when a person
marks an answer, so `settle` asks it again for the whole class.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from nbgrader import api
from traitlets import TraitError

from autograder.errors import UsageError
from autograder.gradebook.queries import cells


def settle(gradebook: Any, lab: str, config: Any) -> None:
    """Write what each late submission of a lab loses, as the course's plugin says.

    Parameters
    ----------
    gradebook
        nbgrader's, open.
    config
        The course's configuration of nbgrader.

    Raises
    ------
    UsageError
        If the plugin cannot be found, or its configuration does not fit.
    """
    late = list(_late(gradebook, lab))
    if not late:
        return
    plugin = _plugin(config)
    rows = []
    for notebook, student, score, seconds in late:
        lost = plugin.late_submission_penalty(student, score, seconds) if seconds else 0
        rows.append({"id": notebook, "late_submission_penalty": _within(lost, score)})
    gradebook.db.execute(sa.update(api.SubmittedNotebook), rows)
    gradebook.db.commit()


def _within(lost: float | None, score: float) -> float | None:
    return min(max(lost, 0.0), score) if lost else None


def _plugin(config: Any) -> Any:
    from nbgrader.preprocessors import AssignLatePenalties

    try:
        assigner = AssignLatePenalties(config=config)
        assigner.init_plugin()
    except (TraitError, ImportError) as error:
        reason = str(error).partition("\n")[0]
        raise UsageError(f"late rule in nbgrader_config.py: {reason}") from error
    return assigner.plugin_inst


def _late(gradebook: Any, lab: str) -> Iterator[tuple[str, str, float, float]]:
    """Yield notebook, student, score and seconds late; 0 seconds clears a penalty."""
    scores = cells(
        lab,
        api.Grade,
        api.SubmittedNotebook.id,
        api.SubmittedAssignment.student_id,
        api.SubmittedAssignment.timestamp,
        api.SubmittedAssignment.extension,
        api.Assignment.duedate,
        api.SubmittedNotebook.late_submission_penalty,
        sa.func.sum(api.Grade.score),
    ).group_by(api.SubmittedNotebook.id, api.SubmittedAssignment.id, api.Assignment.id)
    rows = gradebook.db.execute(scores)
    for notebook, student, when, extension, due, penalty, score in rows:
        seconds = _seconds(when, extension, due)
        if seconds or penalty is not None:
            yield notebook, student, float(score or 0), seconds


def _seconds(
    when: datetime | None, extension: timedelta | None, due: datetime | None
) -> float:
    if when is None or due is None:
        return 0.0
    late = _clock(when) - _clock(due + (extension or timedelta()))
    return max(0.0, late.total_seconds())


def _clock(utc: datetime) -> datetime:
    """Return what this machine's clock showed: a day is a day though it is put back."""
    return utc.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)

"""The same exports through nbgrader's own command.

Named to it by ``--exporter=autograder.plugins.export.LmsExport``, with the lab as
``--assignment='["01_sigmoid"]'`` and, for example, ``--LmsExport.format=canvas``.
"""

from pathlib import Path
from typing import Any

from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Enum, Unicode

from autograder.errors import AutograderError, UsageError
from autograder.lms.export import ExportRequest, write
from autograder.lms.formats import Format


class LmsExport(ExportPlugin):  # type: ignore[misc]
    """Exports one lab's marks as csv, or for Canvas or Moodle."""

    format = Enum([one.value for one in Format], "csv", help="csv, canvas, moodle").tag(
        config=True
    )
    gradebook = Unicode("", help="The file that the LMS exported.").tag(config=True)
    column = Unicode("", help="Canvas' column of the lab.").tag(config=True)
    incomplete = Bool(False, help="Unmarked work too.").tag(config=True)
    scale = Bool(False, help="Convert to the LMS's points.").tag(config=True)

    def export(self, gradebook: Any) -> None:
        """Write the marks; nbgrader's `to` names the file.

        Raises
        ------
        SystemExit
            If they cannot be exported, with the reason.
        """
        template = Path(self.gradebook) if self.gradebook else None
        request = ExportRequest(
            Format(self.format), template, self.column, self.incomplete, self.scale
        )
        try:
            lab = self._lab()
            path = Path(self.to or f"{lab}.{self.format}.csv")
            done = write(gradebook, lab, self.config, request, path)
        except AutograderError as error:
            raise SystemExit(f"autograder: {error}") from error
        self.log.info("%d marks in %s", done.exported.written, done.path)
        if done.waiting:
            self.log.warning("unmarked, left out: %s", ", ".join(done.waiting))

    def _lab(self) -> str:
        if len(self.assignment) != 1:
            raise UsageError("name one lab: --assignment='[\"01_sigmoid\"]'")
        return str(self.assignment[0])

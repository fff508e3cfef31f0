"""Maps nbgrader's steps onto the folders of this course.

Read by every nbgrader command, by Formgrader and by `autograder`, when started here.
"""

from pathlib import Path

from sqlalchemy.engine import URL

c = get_config()  # noqa: F821  (nbgrader provides it)

root = Path(__file__).resolve().parent
(root / "grading").mkdir(exist_ok=True)  # SQLite makes the file, but not its folder

c.CourseDirectory.course_id = "gradlab"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.db_url = str(
    URL.create("sqlite", database=f"{root}/grading/gradebook.db")
)  # an address: a folder's name may hold a ?
# What students keep for themselves is never handed in.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    ".gradlab",
]

# What a student finds in place of an answer.
c.ClearSolutions.code_stub = {
    "python": "# Write your answer here.\nraise NotImplementedError"
}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# `nbgrader autograde` and the button in Formgrader grade as `autograder grade`: the lab
# gets its own cells back first, and code runs isolated instead of in a kernel.
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "autograder.plugins.autograde.Restore",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.plugins.autograde.ExecuteIsolated",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Late work, where a lab has a due date: what each day that has begun costs, in points
# ("2") or as a share of the points that the work earned ("10%").
c.AssignLatePenalties.plugin_class = "autograder.plugins.late.PlainRule"
c.PlainRule.per_day = "0"
c.PlainRule.grace_minutes = 0
c.PlainRule.at_most = "100%"

# Formgrader shows students' work in your session: no script in it may run, and no text
# may keep the page waiting.
c.HTMLExporter.filters = {
    "markdown2html": "autograder.plugins.filters.clean_markdown",
    "highlight_code": "autograder.plugins.filters.highlight",
}

# Generate Feedback writes the pages of `autograder feedback`: nbgrader's own show
# hidden tests.
c.GenerateFeedback.exporter_class = "autograder.plugins.feedback.FeedbackExporter"

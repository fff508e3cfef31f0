"""Where a course keeps its labs and its grading, read from `nbgrader_config.py`."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from traitlets.config.loader import Config, PyFileConfigLoader

from autograder.course.limits import Limits
from autograder.errors import UsageError

CONFIG = "nbgrader_config.py"


@dataclass(frozen=True)
class Course:
    """One course: a folder with `nbgrader_config.py` and the folders it names.

    Parameters
    ----------
    root
        The course folder, absolute.
    grading
        Where submissions, graded copies, results and pages are kept.
    db_url
        SQLAlchemy address of the gradebook; None takes the configuration's.
    """

    root: Path
    grading: Path
    db_url: str | None = None

    @classmethod
    def find(cls, start: Path, db_url: str | None = None) -> "Course":
        """Return the course that `start` lies in.

        Raises
        ------
        UsageError
            If neither `start` nor a folder above it holds `nbgrader_config.py`.
        """
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / CONFIG).is_file():
                return cls(folder, folder / "grading", db_url)
        raise UsageError(f"no {CONFIG} in {start} or above: run this in the course")

    @cached_property
    def config(self) -> Any:
        """Configuration of nbgrader, with this course's folders in force.

        Raises
        ------
        UsageError
            If the configuration file cannot be run.
        """
        try:
            loaded = PyFileConfigLoader(CONFIG, path=str(self.root)).load_config()
        except Exception as error:  # the file is a program: anything can come
            raise UsageError(f"{self.root / CONFIG} does not run: {error}") from error
        config = Config(loaded)
        folders = config.CourseDirectory
        folders.root = str(self.root)
        for step in ("submitted", "autograded", "feedback"):
            folders[f"{step}_directory"] = str(self.grading / step)
        if self.db_url is not None:
            folders.db_url = self.db_url
        return config

    @property
    def limits(self) -> Limits:
        """What running one submission may take.

        Raises
        ------
        UsageError
            If the configuration sets one that cannot be.
        """
        return Limits.of(self.config)

    @property
    def may_show(self) -> list[str]:
        """Lines of answers and hidden tests that students may see: `c.Release`.

        Raises
        ------
        UsageError
            If the configuration sets what is no list of lines.
        """
        lines = self.config.Release.get("may_show", [])
        if not isinstance(lines, list) or not all(isinstance(x, str) for x in lines):
            raise UsageError(
                f"c.Release.may_show is {lines!r}; expected a list of lines"
            )
        return lines

    @property
    def gradebook_url(self) -> str:
        """SQLAlchemy address of the gradebook."""
        return self._setting("db_url", f"sqlite:///{self.root}/gradebook.db")

    @property
    def ignored(self) -> tuple[str, ...]:
        """Names of files and folders that students do not get, with * and ?."""
        default = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")
        return tuple(self.config.CourseDirectory.get("ignore", default))

    @property
    def solutions(self) -> Path:
        """Folder of the nbgrader sources."""
        return self.root / self._setting("source_directory", "source")

    @property
    def notebooks(self) -> Path:
        """Folder of what students get."""
        return self.root / self._setting("release_directory", "release")

    def _setting(self, name: str, default: str) -> str:
        """Return a setting of nbgrader's course folder, or nbgrader's own default."""
        return str(self.config.CourseDirectory.get(name, default))

    @property
    def known_answers(self) -> Path:
        """Folder of the answers that an audit tries: LAB/FUNCTION.py."""
        return self.root / "known_answers"

    @property
    def submitted(self) -> Path:
        """Folder of what students handed in: STUDENT/LAB/LAB.ipynb."""
        return self.grading / "submitted"

    @property
    def autograded(self) -> Path:
        """Folder of the graded copies, laid out like `submitted`."""
        return self.grading / "autograded"

    @property
    def feedback(self) -> Path:
        """Folder of the students' pages, laid out like `submitted`."""
        return self.grading / "feedback"

    @property
    def results(self) -> Path:
        """Folder of LAB.csv, LAB.json and the report pages."""
        return self.grading / "results"

    @property
    def similar(self) -> Path:
        """Folder of the pages of similar submissions, a folder for each lab."""
        return self.grading / "similar"

    def labs(self) -> list[str]:
        """Return the names of all labs, in order: folders that hold a notebook."""
        folders = self.solutions.glob("[!._]*/")
        return sorted(folder.name for folder in folders if any(_notebooks(folder)))

    def lab(self, name: str) -> str:
        """Return the full name of the lab that `name` begins, as ``01`` does.

        Raises
        ------
        UsageError
            If no lab or more than one begins so.
        """
        labs = self.labs()
        exact = [lab for lab in labs if lab == name]
        matches = exact or [lab for lab in labs if name and lab.startswith(name)]
        if len(matches) != 1:
            raise UsageError(f"no lab {name!r}; there are: {', '.join(labs) or 'none'}")
        return matches[0]

    def source(self, lab: str) -> Path:
        """Return the only source notebook of a lab.

        Raises
        ------
        UsageError
            If there is none, or there are several.
        """
        first, *others = self.sources(lab)
        if others:
            names = ", ".join(path.name for path in (first, *others))
            raise UsageError(f"lab {lab}: expected one notebook, found {names}")
        return first

    def sources(self, lab: str) -> list[Path]:
        """Return the source notebooks of a lab, in order.

        Raises
        ------
        UsageError
            If there is none, or names that nbgrader or students' computers mix up.
        """
        folder = self.solutions / lab
        if "+" in lab:
            raise UsageError(
                f"lab {lab}: nbgrader takes no + in a name, rename {folder}"
            )
        found = _notebooks(folder)
        if not found:
            raise UsageError(f"lab {lab} has no source: expected {folder}/{lab}.ipynb")
        names = Counter(path.name.casefold() for path in found)
        twice = [path.name for path in found if names[path.name.casefold()] > 1]
        if twice:
            raise UsageError(
                f"lab {lab} has notebooks of one name: {', '.join(twice)}; many "
                f"systems take them for one file, rename one"
            )
        return found

    def autotests(self, lab: str) -> Path | None:
        """Return the templates of a lab's automatic tests, where nbgrader looks."""
        name = self.config.InstantiateTests.get("autotest_filename", "autotests.yml")
        places = (self.solutions / lab / name, self.root / name)
        return next((place for place in places if place.is_file()), None)

    def config_for(self, lab: str) -> Any:
        """Return the configuration with files named as from any folder."""
        config = deepcopy(self.config)
        if templates := self.autotests(lab):
            config.InstantiateTests.autotest_filename = str(templates)
        for part in ("header", "footer"):
            if name := config.IncludeHeaderFooter.get(part):
                config.IncludeHeaderFooter[part] = str(self.root / name)
        return config


def _notebooks(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.ipynb") if path.is_file())

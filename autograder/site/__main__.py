"""``python -m autograder.site [--answers] [FOLDER]`` builds the site in build/site.

With ``--answers``, in build/solutions: the labs with their answers, not for a class.
"""

import sys
from pathlib import Path

from autograder.course.course import Course
from autograder.errors import AutograderError
from autograder.site.answers import write_all
from autograder.site.build import build

ANSWERS = "--answers"


def main() -> int:
    """Build the site; return 0 if it was written."""
    given = [word for word in sys.argv[1:] if word != ANSWERS]
    answers = ANSWERS in sys.argv
    folder = Path(given[0] if given else f"build/{'solutions' if answers else 'site'}")
    try:
        course = Course.find(Path.cwd())
        made = write_all(course, folder) if answers else build(course, folder)
    except AutograderError as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    print(f"{len(made)} files; open {made[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

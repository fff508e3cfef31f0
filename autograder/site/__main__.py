"""``python -m autograder.site [FOLDER]`` builds the site, by default in build/site."""

import sys
from pathlib import Path

from autograder.course.course import Course
from autograder.errors import AutograderError
from autograder.site.build import build


def main() -> int:
    """Build the site; return 0 if it was written."""
    folder = Path(*sys.argv[1:2] or ("build/site",))
    try:
        made = build(Course.find(Path.cwd()), folder)
    except AutograderError as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    print(f"{len(made)} files; open {made[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

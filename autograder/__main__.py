"""The `autograder` command; also ``python -m autograder``."""

import sys


def main() -> None:
    """Run the command line.

    Exit codes: 0 done, 1 something could not be graded, 2 usage.
    """
    try:
        from autograder.cli import app  # here, so that what is missing can be told
    except ModuleNotFoundError as error:
        sys.exit(
            f"autograder: {error.name} is not installed: "
            f'run python -m pip install "gradlab[grading]"'
        )
    app()


if __name__ == "__main__":
    main()

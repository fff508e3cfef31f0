"""Names that say nothing: the same student gets the same one, always."""

import hmac
import secrets

from autograder.course.course import Course
from autograder.errors import AutograderError
from autograder.files import write_whole


def pseudonym(course: Course, student: str) -> str:
    """Return the student's anonymous id, made with a key that the course keeps.

    Who has the key, `grading/anonymous.key`, can find out whose id it is; nobody else.

    Raises
    ------
    AutograderError
        If there is no key yet and it cannot be written.
    """
    digest = hmac.new(_key(course), student.encode(), "sha256").hexdigest()
    return f"anon-{digest[:10]}"


def _key(course: Course) -> bytes:
    path = course.grading / "anonymous.key"
    if not path.exists():
        write_whole(path, secrets.token_hex(32))
        path.chmod(0o600)
    try:
        return path.read_bytes()
    except OSError as error:
        raise AutograderError(f"{path} cannot be read: {error.strerror}") from error

"""Running a program as others' containers do: ordinary user, nothing else in reach."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests import needs
from tests.repository import REPOSITORY

ORDINARY = 12345
# Of another user, or of one who may do no more than any other: where Python itself lies
# in a folder of root's, nobody else can start it.
OTHER_USER = [f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups"]
NO_RIGHTS = ["--bounding-set=-all", "--inh-caps=-all"]


@contextmanager
def folder():
    """Give a folder that an ordinary user may enter."""
    made = Path(tempfile.mkdtemp(prefix="container-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made)


def path_without_bubblewrap(base):
    """Return a PATH on which no namespaces can be made."""
    script = REPOSITORY / "tests" / "path_without.sh"
    command = ["sh", script, base / "bin", "bwrap"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def shut_in(command, base):
    """Return a command that runs it as an ordinary user, without a network."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return command
    as_other = ["setpriv", *OTHER_USER]
    if _runs(*as_other, "sh", "-c", f"'{sys.executable}' -c pass; exit $?"):
        subprocess.run(["chown", "-R", str(ORDINARY), base], check=True)
        command = [*as_other, *command]
    else:
        command = ["setpriv", *NO_RIGHTS, *command]
    alone = ["unshare", "-n"]
    return [*alone, *command] if _runs(*alone, "true") else command


def as_ordinary(command):
    """Return a command that runs it as somebody to whom rights apply, root or not."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", *NO_RIGHTS, *command]


def skip_where_nothing_confines(said):
    """Skip the test if the grader found no isolation here, and said so."""
    if "isolation" in said or "in tier" in said:
        needs.missing("landlock", said.strip()[-200:])


def _runs(*command):
    return subprocess.run(command, check=False, capture_output=True).returncode == 0

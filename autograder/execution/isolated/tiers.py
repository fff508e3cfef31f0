"""The tiers of isolation, and what a fork server of each is started as.

From strong to none:

- namespaces: bubblewrap gives the fork server its own view of files, processes, network
  and users; Landlock and seccomp lie on top.
- landlock: Landlock, seccomp and limits alone; a folder of its own is writable.
- none: two processes, not confined; only if the instructor asks for it.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import autograder
import gradlab
from autograder.errors import NoIsolation
from autograder.execution.isolated.scratch import MATPLOTLIB, MAX_BYTES

_MOUNTED = Path("/gradlab-files")  # where labs' files lie in the sandbox
_ROOT = str(Path(autograder.__file__).parents[1])
_SERVER = "autograder.execution.isolated.forkserver"


class Tier(StrEnum):
    """How a fork server is isolated."""

    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    NONE = "none"


def command(
    role: str, tier: Tier, number: int, scratch: str, files: Path | None
) -> list[str]:
    """Return the command that starts a fork server.

    Parameters
    ----------
    role
        See `sandbox.ForkServer`.
    number
        Of the open socket that it talks over.
    scratch
        The folder in which its children may write; see `scratch_folder`.
    files
        The folder of labs' files.

    Raises
    ------
    NoIsolation
        If the tier needs bubblewrap, which is not installed.
    """
    place = None if files is None else _MOUNTED if tier is Tier.NAMESPACES else files
    readable = None if tier is Tier.NONE else _readable(tier)
    if readable is not None and place is not None:
        readable.append(str(place))
    places = {"readable": readable, "scratch": scratch, "fonts": _font_lists()}
    places["files"] = None if place is None else str(place)
    python = [sys.executable, "-P", "-s", "-m", _SERVER]
    server = [*python, role, str(number), json.dumps(places)]
    if tier is not Tier.NAMESPACES:
        return server
    return _bubblewrap(server, scratch, files)


def _readable(tier: Tier) -> list[str]:
    """Return the paths that a confined process may read, and nothing of the course."""
    named = [str(path) for path in _system() + _python()]
    own = ["/proc", "/dev"] if tier is Tier.NAMESPACES else []
    return [*named, "/dev/null", "/dev/urandom", "/dev/zero", *own]


@contextmanager
def scratch_folder(tier: Tier) -> Iterator[str]:
    """Give the path of a folder in which a student's code may write.

    In the sandbox that is a file system of its own, where nothing else is mounted.
    """
    if tier is Tier.NAMESPACES:
        mounted = [path.resolve() for path in _python()]
        yield next(
            place
            for place in ("/tmp", "/var/tmp", "/run")
            if not any(path.is_relative_to(place) for path in mounted)
        )
        return
    folder = tempfile.mkdtemp(prefix="gradlab-")
    try:
        yield str(Path(folder).resolve())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _system() -> list[Path]:
    named = (
        "/usr",
        "/lib",
        "/lib64",
        "/bin",
        "/sbin",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/etc/fonts",
    )
    return [path for path in map(Path, named) if path.exists()]


def _python() -> list[Path]:
    """Return Python's own folders and the two packages, but not the course around."""
    import matplotlib

    packages = [Path(gradlab.__file__).parent, Path(autograder.__file__).parent]
    folders = [Path(sys.prefix), Path(sys.base_prefix), Path(matplotlib.get_cachedir())]
    return [*dict.fromkeys(path for path in folders + packages if path.exists())]


def _font_lists() -> list[str]:
    """Return matplotlib's list of this machine's fonts, made if it is not there.

    It takes seconds where there are many, and a confined process could not keep it.
    """
    import matplotlib
    import matplotlib.font_manager  # makes it

    return list(map(str, Path(matplotlib.get_cachedir()).glob("fontlist-*.json")))


def _bubblewrap(server: list[str], scratch: str, files: Path | None) -> list[str]:
    program = shutil.which("bwrap")
    if program is None:
        raise NoIsolation("bubblewrap is not installed")
    command = [program, "--unshare-all", "--die-with-parent", "--new-session"]
    command += ["--cap-drop", "ALL", "--uid", "65534", "--gid", "65534"]
    command += ["--hostname", "gradlab", "--proc", "/proc", "--dev", "/dev"]
    command += ["--size", str(2 * MAX_BYTES), "--tmpfs", scratch, "--chdir", scratch]
    if files is not None:
        command += ["--ro-bind", str(files), str(_MOUNTED)]
    for path in _system() + _python():
        if path.is_symlink() and path.parent == Path("/"):
            command += ["--symlink", str(path.readlink()), str(path)]
        else:
            command += ["--ro-bind", str(path), str(path)]
    return [*command, "--", *server]


def environment(scratch: str) -> dict[str, str]:
    """Return the whole environment of a fork server: nothing of the instructor's."""
    return {
        "PATH": "/usr/bin:/bin",
        "LD_BIND_NOW": "1",  # else each child binds for itself what it calls
        "HOME": f"{scratch}/home",
        "LANG": "C.UTF-8",
        "PYTHONPATH": _ROOT,  # where it is not installed
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": f"{scratch}/{MATPLOTLIB}",
        "IPYTHONDIR": f"{scratch}/home/.ipython",
        "TMPDIR": f"{scratch}/tmp",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "NBGRADER_EXECUTION": "autograde",
    }

"""Starting a fork server in the strongest isolation that this machine offers.

Tiers, from strong to none:

- namespaces: bubblewrap gives the fork server its own view of files, processes, network
  and users; Landlock and seccomp lie on top.
- landlock: Landlock, seccomp and limits alone; nothing is writable.
- none: two processes, not confined; only if the instructor asks for it.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import IO, TypeVar

import gradlab
from autograder.engine import control
from autograder.engine.supervise import Child, readable
from autograder.errors import EngineFault, NoIsolation, ProcessFault

Started = TypeVar("Started")

START_SECONDS = 60
TEMPORARY_BYTES = 64 * 1024 * 1024


class Tier(StrEnum):
    """How a fork server is isolated."""

    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    NONE = "none"


class ForkServer:
    """A running fork server of one role, in one tier.

    Parameters
    ----------
    role
        ``"student"``, ``"drawing student"`` or ``"tests"``.

    Raises
    ------
    NoIsolation
        If it does not start in this tier; with what it said.
    """

    def __init__(self, role: str, tier: Tier) -> None:
        self.tier = tier
        self._compiled: set[str] = set()
        with ExitStack() as not_started:
            self._socket, theirs = socket.socketpair()
            not_started.enter_context(self._socket)
            with theirs, tempfile.TemporaryFile() as said:
                command = _command(role, tier, theirs.fileno())
                self._process = _begin(command, said, theirs.fileno())
                not_started.callback(self.close)
                theirs.close()
                try:
                    wait = readable(self._socket, START_SECONDS)
                    control.receive(self._socket, control.Forked, wait)
                except ProcessFault as fault:
                    self.close()
                    raise NoIsolation(
                        f"no {role} process in tier {tier}: {_last(said) or fault}"
                    ) from None
            not_started.pop_all()

    def fork(self) -> Child:
        """Return a new child, confined and waiting for its first message.

        Raises
        ------
        EngineFault
            If the fork server is gone or cannot give a clean child.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                control.send(self._socket, control.Fork(), [theirs.fileno()])
            wait = readable(self._socket, START_SECONDS)
            (handle,) = control.receive(self._socket, control.Forked, wait).keep(1)
            return Child(ours, handle)
        except (ProcessFault, ValueError) as fault:
            ours.close()
            raise EngineFault(f"no process from the fork server: {fault}") from fault

    def compile(self, sources: Iterable[str]) -> None:
        """Have tests compiled once, before the children that run them are forked.

        Raises
        ------
        EngineFault
            If the fork server is gone.
        """
        new = [source for source in sources if source not in self._compiled]
        if not new:
            return
        self._compiled.update(new)
        try:
            control.send(self._socket, control.Compile(new))
        except ProcessFault as fault:
            raise EngineFault(f"no process from the fork server: {fault}") from fault

    def close(self) -> None:
        """Stop the fork server; in a pid namespace, all that it ever forked too."""
        self._socket.close()
        self._process.kill()
        self._process.wait()


def strongest(start: Callable[[Tier], Started]) -> Started:
    """Return what `start` gives in the strongest tier in which it starts.

    Raises
    ------
    NoIsolation
        If it starts in none; with what is missing and what to do.
    """
    reasons = []
    for tier in (Tier.NAMESPACES, Tier.LANDLOCK):
        try:
            return start(tier)
        except NoIsolation as fault:
            reasons.append(str(fault))
    raise NoIsolation(
        f"no isolation here ({'; '.join(reasons)}): install bubblewrap, use a Linux "
        f"container, WSL2 or CI, or accept the risk with --unsafe-no-sandbox"
    )


def try_tier(tier: Tier) -> None:
    """Start a fork server in a tier, fork once, and stop it.

    Raises
    ------
    NoIsolation
        If that fails; with the reason.
    """
    server = ForkServer("tests", tier)
    try:
        server.fork().close()
    except EngineFault as fault:
        raise NoIsolation(f"tier {tier}: {fault}") from fault
    finally:
        server.close()


def _begin(command: list[str], said: IO[bytes], line: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            pass_fds=[line],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env=_environment(),
        )
    except OSError as error:
        raise NoIsolation(f"{command[0]} does not start: {error.strerror}") from error


def _last(said: IO[bytes]) -> str:
    """Return the last line of what a process wrote, or nothing."""
    said.seek(0)
    words = said.read().decode("utf-8", "replace").strip().splitlines()
    return words[-1] if words else ""


def _command(role: str, tier: Tier, number: int) -> list[str]:
    paths = None if tier is Tier.NONE else [_readable(tier), _writable(tier)]
    python = [sys.executable, "-P", "-s", "-m", "autograder.engine.forkserver"]
    server = [*python, role, str(number), json.dumps(paths)]
    return _bubblewrap(server) if tier is Tier.NAMESPACES else server


def _readable(tier: Tier) -> list[str]:
    """Return the paths that a confined process may read, and nothing of the course."""
    named = [str(path) for path in _system() + _python()]
    own = ["/proc", "/dev", _scratch()] if tier is Tier.NAMESPACES else []
    return [*named, "/dev/null", "/dev/urandom", "/dev/zero", *own]


def _writable(tier: Tier) -> list[str]:
    return ["/dev/null"] + ([_scratch()] if tier is Tier.NAMESPACES else [])


def _scratch() -> str:
    """Return where the sandbox has its temporary folder: where nothing is mounted."""
    mounted = [path.resolve() for path in _python()]
    free = (
        place
        for place in ("/tmp", "/var/tmp", "/run")
        if not any(path.is_relative_to(place) for path in mounted)
    )
    return next(free)


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

    packages = [Path(gradlab.__file__).parent, Path(__file__).parents[1]]
    folders = [Path(sys.prefix), Path(sys.base_prefix), Path(matplotlib.get_cachedir())]
    return [*dict.fromkeys(path for path in folders + packages if path.exists())]


def _bubblewrap(server: list[str]) -> list[str]:
    program = shutil.which("bwrap")
    if program is None:
        raise NoIsolation("bubblewrap is not installed")
    command = [program, "--unshare-all", "--die-with-parent", "--new-session"]
    command += ["--cap-drop", "ALL", "--uid", "65534", "--gid", "65534"]
    command += ["--hostname", "gradlab", "--proc", "/proc", "--dev", "/dev"]
    scratch = _scratch()
    command += ["--size", str(TEMPORARY_BYTES), "--tmpfs", scratch, "--chdir", scratch]
    for path in _system() + _python():
        if path.is_symlink() and path.parent == Path("/"):
            command += ["--symlink", str(path.readlink()), str(path)]
        else:
            command += ["--ro-bind", str(path), str(path)]
    return [*command, "--", *server]


def _environment() -> dict[str, str]:
    """Return the whole environment of a fork server: nothing of the instructor's."""
    import matplotlib

    return {
        "PATH": "/usr/bin:/bin",
        "HOME": _scratch(),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path(__file__).parents[2]),  # where it is not installed
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": matplotlib.get_cachedir(),
        "IPYTHONDIR": _scratch(),
        "TMPDIR": _scratch(),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "NBGRADER_EXECUTION": "autograde",
    }

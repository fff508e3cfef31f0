"""Starting a fork server in the strongest isolation that this machine offers.

Tiers, from strong to none:

- namespaces: bubblewrap gives the fork server its own view of files, processes, network
  and users; Landlock and seccomp lie on top.
- landlock: Landlock, seccomp and limits alone; a folder of its own is writable.
- none: two processes, not confined; only if the instructor asks for it.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, TypeVar

import msgspec

import autograder
import gradlab
from autograder.errors import ForkServerGone, NoIsolation, ProcessFault
from autograder.execution.isolated import messages
from autograder.execution.isolated.process import Process
from autograder.execution.isolated.scratch import MATPLOTLIB, MAX_BYTES
from autograder.execution.isolated.supervise import START_SECONDS, Child, within

Started = TypeVar("Started")

_STOP_SECONDS = 5.0
_MOUNTED = Path("/gradlab-files")  # where labs' files lie in the sandbox
_ROOT = str(Path(autograder.__file__).parents[1])
_SERVER = "autograder.execution.isolated.forkserver"


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

    files
        The folder of labs' files, for its children to read; see `beside.FileStore`.

    Raises
    ------
    NoIsolation
        If it does not start in this tier; with what it said.
    """

    def __init__(self, role: str, tier: Tier, files: Path | None = None) -> None:
        self._tier = tier
        self._compiled: set[str] = set()
        with ExitStack() as undo:
            self._scratch = undo.enter_context(_scratch(tier))
            self._socket, theirs = socket.socketpair()
            undo.callback(self._socket.close)
            said = undo.enter_context(tempfile.TemporaryFile())
            with theirs:
                command = _command(role, tier, theirs.fileno(), self._scratch, files)
                env = _environment(self._scratch)
                self._process = _begin(command, said, theirs.fileno(), env)
            undo.callback(self._stop)
            try:
                wait = within(self._socket, START_SECONDS)
                messages.receive(self._socket, messages.Forked, wait)
            except ProcessFault as fault:
                reason = _last_line(said) or str(fault)
                raise NoIsolation(
                    f"no {role} process in tier {tier}: {reason}"
                ) from None
            said.close()
            self._undo = undo.pop_all()

    def fork(self, files: str = "") -> Child:
        """Return a new child, confined and waiting for its first message.

        Parameters
        ----------
        files
            Name of a folder of labs' files, which its working folder then holds.

        Raises
        ------
        ForkServerGone
            If the fork server is gone or cannot give a clean child.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._send(messages.Fork(files), [theirs.fileno()])
            wait = within(self._socket, START_SECONDS)
            forked = messages.receive(self._socket, messages.Forked, wait)
            (handle,) = forked.keep(1)
            on_end = partial(self._end, forked.message.pid)
            scratch = None if self._tier is Tier.NAMESPACES else Path(self._scratch)
            return Child(Process(handle), ours, on_end, scratch)
        except (ProcessFault, ValueError) as fault:
            ours.close()
            raise ForkServerGone(f"no process from the fork server: {fault}") from fault

    def compile(self, sources: Iterable[str], imports: Mapping[str, str]) -> None:
        """Have tests compiled once, before the children that run them are forked.

        Raises
        ------
        ForkServerGone
            If the fork server is gone.
        """
        new = [source for source in sources if source not in self._compiled]
        if not new:
            return
        self._compiled.update(new)
        try:
            self._send(messages.Compile(new, dict(imports)))
        except ProcessFault as fault:
            raise ForkServerGone(f"no process from the fork server: {fault}") from fault

    def close(self) -> None:
        """Stop the fork server and all that it ever forked."""
        self._undo.close()

    def _end(self, pid: int) -> None:
        """Let the server end a child; one that is gone has taken its children along."""
        with suppress(ProcessFault):
            self._send(messages.End(pid))

    def _send(self, message: msgspec.Struct, files: Sequence[int] = ()) -> None:
        wait = within(self._socket, START_SECONDS)
        messages.send(self._socket, message, files, wait)

    def _stop(self) -> None:
        """Let the server end its children and itself; end it if it does not."""
        self._socket.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_SECONDS)
            return
        self._process.kill()
        self._process.wait()


def _begin(
    command: list[str], said: IO[bytes], line: int, env: dict[str, str]
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            pass_fds=[line],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env=env,
        )
    except OSError as error:
        raise NoIsolation(f"{command[0]} does not start: {error.strerror}") from error


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


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
        server.fork().end()
    except ForkServerGone as fault:
        raise NoIsolation(f"tier {tier}: {fault}") from fault
    finally:
        server.close()


def _command(
    role: str, tier: Tier, number: int, scratch: str, files: Path | None
) -> list[str]:
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
def _scratch(tier: Tier) -> Iterator[str]:
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


def _environment(scratch: str) -> dict[str, str]:
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

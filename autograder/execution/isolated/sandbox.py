"""Fork servers, started in the strongest isolation that this machine offers."""

import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from autograder.errors import ForkServerGone, NoIsolation, ProcessFault
from autograder.execution.isolated import channel, messages, tiers
from autograder.execution.isolated.process import Process
from autograder.execution.isolated.supervise import START_SECONDS, Child, within
from autograder.execution.isolated.tiers import Tier

Started = TypeVar("Started")

_STOP_SECONDS = 5.0


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
            self._scratch = undo.enter_context(tiers.scratch_folder(tier))
            self._socket, theirs = socket.socketpair()
            undo.callback(self._socket.close)
            said = undo.enter_context(tempfile.TemporaryFile())
            with theirs:
                command = tiers.command(
                    role, tier, theirs.fileno(), self._scratch, files
                )
                env = tiers.environment(self._scratch)
                self._process = _begin(command, said, theirs.fileno(), env)
            undo.callback(self._stop)
            try:
                wait = within(self._socket, START_SECONDS)
                channel.receive(self._socket, messages.Forked, wait)
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
            forked = channel.receive(self._socket, messages.Forked, wait)
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
        channel.send(self._socket, message, files, wait)

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

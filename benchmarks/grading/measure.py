"""The cost of a command and all that it starts: wall time, CPU time, peak memory.

Where control groups of version 1 are writable (as root), the kernel counts every
process. Elsewhere CPU is that of processes that were waited for, which leaves out some
children of the engine, and memory is not given; the table says so.
"""

import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes
    ----------
    wall, cpu
        Seconds.
    memory
        Peak of the whole tree in MB, page cache included; None where unknown.
    """

    wall: float
    cpu: float
    memory: float | None


def measure(
    command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None
) -> Cost:
    """Run a command to its end and return what it cost.

    Raises
    ------
    RuntimeError
        If it fails; with the end of what it said.
    """
    groups = [
        _GROUPS / kind / f"gradlab{os.getpid()}" for kind in ("cpuacct", "memory")
    ]
    try:
        for group in groups:
            group.mkdir()
    except OSError:
        return _timed(command, folder, env, None)
    try:

        def enter() -> None:
            for group in groups:
                (group / "cgroup.procs").write_text(str(os.getpid()))

        cost = _timed(command, folder, env, enter)
        cpu = int((groups[0] / "cpuacct.usage").read_text()) / 1e9
        peak = int((groups[1] / "memory.max_usage_in_bytes").read_text()) / 1e6
        return Cost(cost.wall, cpu, peak)
    finally:
        for group in groups:
            _remove(group)


def _timed(
    command: Sequence[str],
    folder: Path,
    env: Mapping[str, str] | None,
    enter: Callable[[], None] | None,
) -> Cost:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=env, preexec_fn=enter, capture_output=True, text=True
    )
    wall = time.perf_counter() - begun
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(command)}: {(done.stderr or done.stdout)[-2000:]}"
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, None)


@contextmanager
def tree_clock() -> Iterator[Callable[[], float]]:
    """Give a clock of the CPU seconds of this process and of all that it starts.

    Where the kernel does not count them together, it is of this process alone.
    """
    group = _GROUPS / "cpuacct" / f"gradlab{os.getpid()}"
    try:
        group.mkdir()
        (group / "cgroup.procs").write_text(str(os.getpid()))
    except OSError:
        yield time.process_time
        return
    try:
        with (group / "cpuacct.usage").open() as usage:

            def clock() -> float:
                usage.seek(0)
                return int(usage.read()) / 1e9

            yield clock
    finally:
        (group.parent / "cgroup.procs").write_text(str(os.getpid()))
        _remove(group)


def _remove(group: Path) -> None:
    for _ in range(50):  # its last processes may still be ending
        try:
            group.rmdir()
        except OSError:
            time.sleep(0.1)
        else:
            return

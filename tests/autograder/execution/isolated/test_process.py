"""Which process is taken hold of: never a stranger's."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import ProcessFault
from autograder.execution.isolated.process import Process


@pytest.fixture
def sleeper():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as started:
        yield started
        started.kill()


@pytest.fixture
def own():
    process = Process(os.pidfd_open(os.getpid()))
    yield process
    process.forget()


def test_a_child_is_taken_hold_of_and_ended(sleeper, own):
    child = Process.forked_by(own, sleeper.pid)
    assert child.is_alive()

    child.end()

    assert sleeper.wait() == -signal.SIGKILL
    assert not child.is_alive()


@pytest.mark.parametrize("stranger", [lambda: 1, os.getppid, os.getpid])
def test_a_stranger_is_refused_and_left_alone(own, stranger):
    pid = stranger()

    with pytest.raises(ProcessFault, match=r"not a fork|gone"):
        Process.forked_by(own, pid)

    assert Path("/proc", str(pid)).exists()


def test_a_process_that_is_gone_is_refused(own):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()

    with pytest.raises(ProcessFault, match=r"gone|not a fork"):
        Process.forked_by(own, gone.pid)


def test_one_that_ended_and_was_not_waited_for_is_refused(own):
    ended = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    ended.stdout.read()  # to its end of file
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)

    with pytest.raises(ProcessFault):
        Process.forked_by(own, ended.pid)

    ended.wait()
    ended.stdout.close()


def test_a_killed_process_is_forgotten_once(sleeper, own):
    child = Process.forked_by(own, sleeper.pid)

    child.end()
    child.end()
    child.kill()

    assert child.cpu_seconds() >= 0

"""No wait without a limit, whatever the other side does or leaves."""

import os
import signal
import socket
import threading
import time

import pytest

from autograder.errors import ProcessFault
from autograder.execution.isolated import channel, messages, supervise
from autograder.execution.isolated.process import Gate, Process
from autograder.execution.isolated.supervise import (
    Allowance,
    Connected,
    TimeUp,
    watchdog,
    within,
)

SOON = 0.3  # seconds


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def forked(pair):
    """Return a connection to a fork of this process, which only sleeps."""
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
        os._exit(0)
    connected = Connected(Process(os.pidfd_open(pid)), pair[0], Gate(None))
    yield connected
    connected.process.end()
    os.waitpid(pid, 0)


def test_sending_to_one_that_does_not_read_ends_at_the_limit(forked):
    wait = forked.wait(Allowance(60, SOON))

    with pytest.raises(TimeUp, match="killed"):
        channel.send(forked.sock, messages.RunCell("x" * 10_000_000, 0), wait=wait)

    ended = os.waitid(os.P_PID, forked.process.pid, os.WEXITED | os.WNOWAIT)
    assert ended.si_status == signal.SIGKILL


def test_receiving_ends_at_the_limit_also_if_bytes_trickle_in(forked, pair):
    def trickle():
        while forked.process.is_alive():
            pair[1].send(b"x")
            time.sleep(0.01)

    pair[1].sendall(b"\0\1\0\0")
    thread = threading.Thread(target=trickle)
    thread.start()
    with pytest.raises(TimeUp, match="killed"):
        channel.receive(pair[0], messages.Ran, forked.wait(Allowance(60, SOON)))
    thread.join()


def test_a_message_in_pieces_is_given_up(forked, pair, monkeypatch):
    monkeypatch.setattr(supervise, "MAX_TURNS", 20)
    pair[1].sendall(b"\0\0\1\0")
    wait = forked.wait(Allowance(60, 60))

    def piece(event):
        pair[1].send(b"x")
        wait(event)

    with pytest.raises(ProcessFault, match="pieces"):
        channel.receive(pair[0], messages.Ran, piece)


def test_a_wait_for_a_server_ends_though_it_sends_now_and_then(pair):
    wait = within(pair[0], SOON)
    until = time.monotonic() + 10
    pair[1].sendall(b"\0\1\0\0")

    def trickling(event):
        pair[1].send(b"\0")
        time.sleep(0.02)
        assert time.monotonic() < until
        wait(event)

    with pytest.raises(TimeUp):
        channel.receive(pair[0], messages.Ran, trickling)


def test_the_watchdog_ends_what_takes_too_long():
    barked = threading.Event()
    said = []

    def end(fault):
        said.append(fault)
        barked.set()

    with watchdog(0.05, lambda: None, end):
        assert barked.wait(10)

    assert isinstance(said[0], TimeUp)


def test_the_watchdog_ends_what_takes_too_much():
    barked = threading.Event()

    with watchdog(60, lambda: ProcessFault("too much"), lambda fault: barked.set()):
        assert barked.wait(10)


def test_the_watchdog_leaves_alone_what_ends_in_time():
    barked = threading.Event()

    with watchdog(0.1, lambda: None, lambda fault: barked.set()):
        pass

    assert not barked.wait(0.3)

"""Frames are whole and within the limits, or there is no message."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
import tracemalloc
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from autograder.errors import StudentGone, StudentLost, StudentTimeout, WireError
from autograder.execution.boundary import wire
from autograder.execution.boundary.wire import Wire, packed, unpacked
from tests.autograder.execution.boundary.across import forked

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 64) - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    st.lists,
    max_leaves=30,
)


@pytest.fixture
def line():
    ours, theirs = socket.socketpair()
    with theirs:
        end = Wire(ours, time.monotonic() + 0.2)
        yield end, theirs
        end.close()


@given(PLAIN)
def test_a_plain_value_is_read_as_it_was_written(value):
    assert unpacked(packed(value)) == value


@given(PLAIN, st.data())
def test_a_frame_that_is_cut_off_or_goes_on_is_refused(value, data):
    frame = packed(value)
    cut = data.draw(st.integers(0, len(frame) - 1))

    for wrong in (frame[:cut], frame + b"\xc0"):
        with pytest.raises(WireError, match="frame"):
            unpacked(wrong)


@settings(max_examples=500)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_or_a_wire_error(data):
    with contextlib.suppress(WireError):
        unpacked(data)


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (b"\x91" * 200, "100 deep"),
        (b"\xdd\xff\xff\xff\xff", "4294967295 values"),
        (b"\xdd\x00\x0f\x00\x00" * 3, "values"),
        (b"\xc6\xff\xff\xff\xff", "ends within"),
        (b"\x81\x01\x02", "type 0x81"),
        (b"\xd4\x01\x02", "type 0xd4"),
        (b"\xc1", "type 0xc1"),
        (b"\xa2\xff\xfe", "cannot be decoded"),
        (b"", "ends within"),
    ],
)
def test_a_frame_outside_the_limits_is_refused(frame, reason):
    with pytest.raises(WireError, match=reason):
        unpacked(frame)


def test_a_small_frame_cannot_claim_much_memory():
    frame = b"\xdd\x00\x0f\x42\x3f" * 90 + bytes(90 * 10)
    tracemalloc.start()

    with pytest.raises(WireError, match="values"):
        unpacked(frame)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 1 << 20


def test_a_closed_line_is_a_student_that_is_gone(line):
    end, other = line
    other.close()

    with pytest.raises(StudentGone):
        end.receive()


@pytest.mark.parametrize("begun", [b"", b"\0\0", b"\0\0\0\x09abc"])
def test_a_frame_that_never_ends_is_a_timeout(line, begun):
    end, other = line
    other.sendall(begun)

    with pytest.raises(StudentTimeout):
        end.receive()


def test_a_frame_that_trickles_in_is_a_timeout(line):
    end, other = line

    def trickle():
        for _ in range(100):
            time.sleep(0.01)
            try:
                other.send(b"\0" if _ else b"\0\0\0\x7f")
            except OSError:
                return

    thread = threading.Thread(target=trickle)
    thread.start()
    with pytest.raises(StudentTimeout):
        end.receive()
    thread.join()


def test_a_student_that_does_not_read_is_a_timeout(line):
    with pytest.raises(StudentTimeout):
        line[0].send(bytes(wire.MAX_FRAME // 2))


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"\xff\xff\xff\xff", "at most"), (b"\0\0\0\x02\x91\x90\xc0", "out of turn")],
)
def test_a_frame_that_is_too_long_or_one_too_many_is_refused(line, data, reason):
    end, other = line
    other.sendall(data)

    with pytest.raises(WireError, match=reason):
        end.receive()


def message(operation="return", nodes=(None,), **parts):
    fields = {"contents": [], "gone": [], "dead": [], "random": None, "heard": []}
    fields["sizes"] = []
    return [operation, list(nodes), *(fields | parts).values()]


def array(name="=d", shape=(1,), code=2, data=bytes(8)):
    return message(nodes=[[14, 2]], contents=[[2, 3, [name, list(shape), code, data]]])


HOSTILE = {
    "no list": 5,
    "an empty list": [],
    "no sizes": message()[:-1],
    "sizes that are none": message(sizes=["x"]),
    "a negative size": message(sizes=[-1]),
    "too many bytes": message(sizes=[1 << 40]),
    "too many sizes": message(sizes=[1] * 1001),
    "memory that is not there": array(data=3),
    "too short": ["return"],
    "unknown key": message(nodes=[[14, 77]]),
    "own key that was never given": message(nodes=[[16, 5]]),
    "a key of ours": message(nodes=[[15, 1, 0, "f"]]),
    "an unknown kind of handle": message(nodes=[[15, 2, 9, "f"]]),
    "two kinds of one handle": message(nodes=[[0, [15, 2, 0, "f"], [15, 2, 1, "f"]]]),
    "unknown tag": message(nodes=[[99]]),
    "no tag": message(nodes=[[]]),
    "a tag that is a list": message(nodes=[[[1]]]),
    "two results": message(nodes=[1, 2]),
    "no result": message(nodes=[]),
    "an unknown exception": message("raise", ["Exit", "", None, None]),
    "an exception group": message("raise", ["BaseExceptionGroup", "", None, None]),
    "a name that is a list": message("raise", [[0], "", None, None]),
    "half an exception": message("raise", ["ValueError"]),
    "an unknown warning": message(heard=[["Exit", "x", None]]),
    "warnings without end": message(heard=[["UserWarning", "x", None]] * 51),
    "an unhashable key": message(nodes=[[1, [14, 2]]], contents=[[2, 0, []]]),
    "half a pair": message(contents=[[2, 1, [1]]]),
    "one object twice": message(contents=[[2, 0, []], [2, 0, []]]),
    "an unknown kind": message(contents=[[2, 17, []]]),
    "a drop of nothing": message(gone=[4]),
    "a release of nothing": message(dead=[4]),
    "an object array": array("|O"),
    "an array of more objects": message(contents=[[2, 7, [[3], 1]]]),
    "a record that holds objects": array([["x"], ["|O"], [0], 8]),
    "a record larger than its memory": array([["x"], ["<f8"], [8], 8]),
    "a queue of no length": message(contents=[[2, 11, [-1, 1]]]),
    "a default that is no function": message(contents=[[2, 10, [3]]]),
    "a structured array": array("V8"),
    "a date of no such unit": array("<M8[x]"),
    "a huge shape": array(shape=[1 << 40]),
    "an overflowing shape": array(shape=[1 << 62, 1 << 62, 0], data=b""),
    "a negative shape": array(shape=[-1]),
    "a shape of truth values": array(shape=[True]),
    "too many axes": array(shape=[1] * 70),
    "a truth value of two": array("|?", data=b"\2"),
    "a character that is none": array("<U1", data=b"\xff\xff\xff\x7f"),
    "text of no size": array("<U0", data=b""),
    "unknown flags": array(code=8),
    "a position beyond the table": message(
        contents=[[2, 5, ["MT19937", bytes(2496) + b"\xff\xff"]]]
    ),
    "an unknown generator": message(contents=[[2, 5, ["os", b""]]]),
    "a random state that is short": message(random=b"123"),
    "a module that is not known": message(nodes=[[11, "subprocess"]]),
    "a class that is not known": message(nodes=[[12, "eval"]]),
    "a dtype that is not known": message(nodes=[[13, "O"]]),
    "keys whose hashes are equal": message(
        nodes=[
            [
                1,
                *(
                    [3, (i * ((1 << 61) - 1)).to_bytes(16, "little")]
                    for i in range(20_000)
                ),
            ]
        ]
    ),
}


def test_a_small_message_cannot_stand_for_billions_of_values():
    lists = [[2 * i, 0, [[14, 2 * i + 2]] * 10] for i in range(1, 12)]
    bomb = message(nodes=[[14, 2]], contents=[*lists, [24, 0, []]])

    with (
        forked(answering(bomb), seconds=5) as student,
        pytest.raises(WireError, match="lists of lists stand for more than"),
    ):
        student.ask("names", [("x",)])


def answering(*messages):
    """Return a child that answers each message with the next of these."""

    def child(sock):
        for each in messages:
            sock.recv(1 << 20)
            data = packed(each)
            sock.sendall(len(data).to_bytes(4, "big") + data)
        sock.recv(1)

    return child


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_answer_is_a_wire_error_and_ends_the_line(hostile):
    with forked(answering(hostile), seconds=5) as student:
        with pytest.raises(WireError):
            student.ask("names", [("x",)])
        with pytest.raises(WireError):
            student.ask("names", [("x",)])


HANDLE = message(nodes=[[15, 2, 0, "f"]])


@pytest.mark.parametrize(
    "request_",
    [
        message("getattr", [[16, 1], "__globals__"]),
        message("call", [[16, 1], [0], [0], 4]),
        message("call", [[12, "bytearray"], [0, 1 << 40], [0]]),
        message("eval", ["1"]),
        message("call", [[16, 1], 5, 5]),
        message("call", []),
    ],
)
def test_a_hostile_request_gets_an_exception_and_no_secret(request_):
    def child(sock):
        answering(HANDLE, request_)(sock)
        answering(message())(sock)

    def secret():
        return "secret"

    with forked(child, seconds=5) as student:
        f = student.ask("names", [("f",)])
        assert f(secret) is None


def test_an_instance_cannot_be_slipped_in_as_a_known_function():
    slipped = message(nodes=[[15, 2, 2, "Lie"]])

    with forked(answering(HANDLE, slipped), seconds=5) as student:
        f = student.ask("names", [("f",)])
        with pytest.raises(StudentLost):
            f()


def test_a_loop_of_objects_cannot_fill_the_memory():
    loop = [[2 * i, 0, [[14, 2 * i], bytes(60 << 20)]] for i in range(1, 7)]
    messages = [message(contents=[each]) for each in loop]

    with forked(answering(*messages)) as student:
        for _ in messages[:4]:
            student.ask("names", [("x",)])
        with pytest.raises(WireError, match="objects of more than 256 MB"):
            student.ask("names", [("x",)])


def test_an_array_of_the_test_keeps_its_dtype_and_size_whatever_comes():
    x = np.zeros(3)
    changed = message(contents=[[1, 3, ["=d", [2], 2, bytes(16)]]])

    with forked(answering(HANDLE, changed), seconds=5) as student:
        f = student.ask("names", [("f",)])
        with pytest.raises(WireError, match="another dtype or size"):
            f(x)


def test_five_thousand_mutated_frames_give_nothing_but_wire_errors():
    fuzzer = Path(__file__).parents[3] / "fuzz" / "fuzz_wire.py"

    ended = subprocess.run([sys.executable, fuzzer, "5000"], capture_output=True)

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(b"5,000 frames")

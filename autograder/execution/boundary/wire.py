"""Frames between the two processes: a length, then msgpack of a few plain types.

The memory of large arrays follows its frame as it is; the last item of a message says
how many bytes of each. That saves copies, and touching fresh memory.

A frame is checked before it is decoded. What comes out is a list of None, bool, int,
float, str, bytes and lists of these, no deeper and no larger than the limits say. The
student's end may send any bytes; they cost a bounded time and memory, then `WireError`.
"""

import socket
import struct
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from autograder.errors import StudentGone, StudentTimeout, WireError

MAX_FRAME = 64 << 20  # bytes
MAX_BLOBS = 1_000  # large arrays in a message
MAX_ITEMS = 1_000_000  # values in a frame, containers included
MAX_DEPTH = 100  # lists within lists

Frame = bytes | memoryview
Blob = npt.NDArray[np.uint8]
_Read = TypeVar("_Read", bytes, int)
_HEADER = struct.Struct(">I")
_FIRST_READ = 1 << 16  # a usual frame comes whole with one read
_BUFFER = 1 << 20  # asked of the kernel, so that large arrays take few turns
_SIZED = {  # first byte: bytes that hold a length, and whether it counts values
    0xC4: (1, False),  # bytes
    0xC5: (2, False),
    0xC6: (4, False),
    0xD9: (1, False),  # text
    0xDA: (2, False),
    0xDB: (4, False),
    0xDC: (2, True),  # lists
    0xDD: (4, True),
}


def _whole(first: int) -> int:
    """Return how many bytes an item takes; 0 if it has a length or is not allowed."""
    if first <= 0x7F or first >= 0xE0 or first == 0x90:
        return 1  # a small integer, or an empty list
    if 0xA0 <= first <= 0xBF:
        return 1 + (first & 0x1F)  # a short text
    numbers = {0xCA: 5, 0xCB: 9, 0xCC: 2, 0xCD: 3, 0xCE: 5, 0xCF: 9}
    signed = {0xD0: 2, 0xD1: 3, 0xD2: 5, 0xD3: 9}
    constants = {0xC0: 1, 0xC2: 1, 0xC3: 1}
    return {**numbers, **signed, **constants}.get(first, 0)


_WHOLE = tuple(map(_whole, range(256)))
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder()
packed = _encoder.encode


def items(frame: Frame) -> int:
    """Return how many values are in the lists of `frame`, if it is within the limits.

    Raises
    ------
    WireError
        If it is cut off, goes on, is too deep or too large, or has a type that is not
        used here.
    """
    try:
        end, values = _walk(frame)
    except IndexError:
        raise WireError("frame ends within a value") from None
    if end != len(frame):
        raise WireError(f"frame of {len(frame)} bytes has a value that ends at {end}")
    return values


def _walk(frame: Frame) -> tuple[int, int]:
    """Return where the first value ends, and the count, without building anything."""
    position, values, left = 0, 0, 1
    outer: list[int] = []  # values still to come in the lists around this one
    while left or outer:
        if not left:
            left = outer.pop()
            continue
        left -= 1
        first = frame[position]
        size = _WHOLE[first]
        if size:
            position += size
            continue
        if 0x90 < first <= 0x9F:
            position, count = position + 1, first & 0x0F
        else:
            position, count = _sized(frame, position, first)
        if count:
            values += count
            if values > MAX_ITEMS or len(outer) >= MAX_DEPTH:
                raise WireError(f"frame holds {values} values, {len(outer)} deep")
            outer.append(left)
            left = count
    return position, values


def _sized(frame: Frame, at: int, first: int) -> tuple[int, int]:
    """Return where to go on after a length, and how many values follow it."""
    if first not in _SIZED:
        raise WireError(f"frame has a value of type {first:#x}")
    width, counts = _SIZED[first]
    begin = at + 1 + width
    size = int.from_bytes(frame[at + 1 : begin], "big")
    if begin + (0 if counts else size) > len(frame):
        raise WireError("frame ends within a value")
    return (begin, size) if counts else (begin + size, 0)


def unpacked(frame: Frame, *, checked: bool = True) -> object:
    """Return the plain value that `frame` holds.

    Parameters
    ----------
    checked
        Whether to look at it before: not needed where the tests wrote it.

    Raises
    ------
    WireError
        If it holds none; see `items`.
    """
    if checked:
        items(frame)
    try:
        value: object = _decoder.decode(frame)
    except (msgspec.MsgspecError, ValueError, RecursionError, MemoryError) as problem:
        raise WireError(f"frame cannot be decoded: {problem}") from None
    return value


def divided(message: object) -> tuple[list[object], list[int]]:
    """Return a message and how many bytes each large array of it has.

    Raises
    ------
    WireError
        If it has no such last item, or they are too many.
    """
    if type(message) is not list or not message or type(message[-1]) is not list:
        raise WireError("a message is a list that ends in a list of sizes")
    *rest, sizes = message
    if len(sizes) > MAX_BLOBS or any(
        type(size) is not int or size < 1 for size in sizes
    ):
        raise WireError("sizes are a short list of positive integers")
    if sum(sizes) > MAX_FRAME:
        raise WireError(
            f"arrays of {sum(sizes)} bytes; at most {MAX_FRAME} are allowed"
        )
    return rest, sizes


class Wire:
    """One end of the line between the two processes.

    Parameters
    ----------
    sock
        A connected stream socket; it belongs to the wire from now on.
    deadline
        The value of `time.monotonic` after which nothing is waited for; None on the
        student's side, which waits until the line is closed, and trusts what comes.
    """

    def __init__(self, sock: socket.socket, deadline: float | None = None) -> None:
        self._sock = sock
        self._unpacked = partial(unpacked, checked=deadline is not None)
        self._ahead = b""  # read, but not yet asked for
        self.deadline = deadline
        for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            sock.setsockopt(socket.SOL_SOCKET, option, _BUFFER)
        sock.settimeout(None)

    def send(self, message: list[object], blobs: Sequence[Blob] = ()) -> None:
        """Write one message, and the memory that belongs to it.

        Raises
        ------
        StudentGone
            If the other end is closed.
        StudentTimeout
            If the other end did not read it in time.
        """
        frame = bytearray(_HEADER.size)
        _encoder.encode_into([*message, [b.nbytes for b in blobs]], frame, _HEADER.size)
        _HEADER.pack_into(frame, 0, len(frame) - _HEADER.size)
        parts: list[bytearray | memoryview] = [frame, *(blob.data for blob in blobs)]
        for part in parts:
            self._limit()
            try:
                self._sock.sendall(part)
            except TimeoutError:
                raise StudentTimeout("the student's code did not listen") from None
            except OSError:
                raise StudentGone("the student's process ended") from None

    def receive(self) -> tuple[list[object], list[Blob]]:
        """Read one message, and the memory that belongs to it.

        Raises
        ------
        StudentGone
            If the other end is closed.
        StudentTimeout
            If it did not come whole in time.
        WireError
            If what came is not a message within the limits.
        """
        while len(self._ahead) < _HEADER.size:
            self._ahead += self._waited(partial(self._sock.recv, _FIRST_READ))
        (size,) = _HEADER.unpack_from(self._ahead)
        self._ahead = self._ahead[_HEADER.size :]
        if size > MAX_FRAME:
            raise WireError(f"frame of {size} bytes; at most {MAX_FRAME} are allowed")
        if size <= len(self._ahead):
            frame, self._ahead = self._ahead[:size], self._ahead[size:]
            message, sizes = divided(self._unpacked(frame))
        else:
            message, sizes = divided(self._unpacked(self._blob(size).data))
        blobs = [self._blob(size) for size in sizes]
        if self._ahead:
            raise WireError("a message came out of turn")
        return message, blobs

    def _blob(self, size: int) -> Blob:
        """Return the next bytes, in memory of their own that is not zeroed first."""
        blob = np.empty(size, np.uint8)
        view, filled = blob.data, min(size, len(self._ahead))
        view[:filled] = self._ahead[:filled]
        self._ahead = self._ahead[filled:]
        while filled < size:
            filled += self._waited(partial(self._sock.recv_into, view[filled:]))
        return blob

    def _waited(self, read: Callable[[], _Read]) -> _Read:
        """Return what `read` gives, which is empty or 0 at the end of the line."""
        self._limit()
        try:
            got = read()
        except TimeoutError:
            raise StudentTimeout("the student's code did not answer in time") from None
        except OSError:
            raise StudentGone("the student's process ended") from None
        if not got:
            raise StudentGone("the student's process ended")
        return got

    def _limit(self) -> None:
        """Let the next wait end at the deadline, also if data keeps trickling in."""
        if self.deadline is not None:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise StudentTimeout("the student's code did not answer in time")
            self._sock.settimeout(left)

    def close(self) -> None:
        """Close this end; the other one reads its end of file."""
        self._sock.close()

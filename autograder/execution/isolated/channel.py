"""How `messages` travel between the executor and the processes it supervises.

Each is a length and a msgpack of one typed structure, with open files attached where
one is handed over. What comes from a student's process is decoded by its type, so that
nothing but the declared fields can arrive.
"""

import os
import select
import socket
import struct
from array import array
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from autograder.errors import ProcessFault

Wait = Callable[[int], object]  # given what to wait for: POLLIN or POLLOUT

MAX_MESSAGE = 8 * 1024 * 1024  # bytes
_LENGTH = struct.Struct("!I")
_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid
_MAX_FILES = 16  # sockets attached to one message


class Received(NamedTuple):
    """A message, the open files that came with it, and the pid that sent it.

    The kernel vouches for the pid, as seen from here; 0 where the socket does not ask.
    """

    message: Any
    files: list[int]
    sender: int

    def keep(self, count: int) -> list[int]:
        """Return the first `count` files and close the others."""
        for file in self.files[count:]:
            os.close(file)
        return self.files[:count]


def send(
    sock: socket.socket,
    message: msgspec.Struct,
    files: Sequence[int] = (),
    wait: Wait | None = None,
) -> None:
    """Send one message and hand over open files.

    Parameters
    ----------
    wait
        Called before each write with the event to wait for. Without it, this blocks
        until the other side has read enough.

    Raises
    ------
    ProcessFault
        If the other side is gone.
    """
    body = msgspec.msgpack.encode(message)
    data = memoryview(_LENGTH.pack(len(body)) + body)
    right = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", files))
    rights = [right] if files else []  # students' processes may not call sendmsg
    flags = 0 if wait is None else socket.MSG_DONTWAIT
    while data:
        if wait is not None:
            wait(select.POLLOUT)
        try:
            if rights:  # send_fds drops its flags
                data = data[sock.sendmsg([data], rights, flags) :]
            else:
                data = data[sock.send(data, flags) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise ProcessFault("the other process is gone") from error
        rights.clear()


def receive(
    sock: socket.socket,
    kind: Any,
    wait: Wait = lambda event: None,
    most: int = MAX_MESSAGE,
) -> Received:
    """Return the next message.

    Parameters
    ----------
    kind
        The type, or union of types, that may come.
    wait
        Called before each read with the event to wait for.
    most
        Bytes that it may have.

    Raises
    ------
    ProcessFault
        If the other side is gone, or sends something else.
    """
    wait(select.POLLIN)
    head, files, sender = _read_head(sock)
    try:
        message = _read_message(sock, head, kind, wait, most)
    except BaseException:
        Received(None, files, sender).keep(0)
        raise
    return Received(message, files, sender)


def _read_message(
    sock: socket.socket, head: bytes, kind: Any, wait: Wait, most: int
) -> Any:
    """Return the message of which `head` is the beginning."""

    def whole(data: bytearray, size: int) -> bytearray:
        while len(data) < size:
            wait(select.POLLIN)
            data += _read(sock, min(size - len(data), 1 << 20))
        return data

    (size,) = _LENGTH.unpack(whole(bytearray(head), _LENGTH.size))
    if size > most:
        raise ProcessFault(f"a message of {size:,} bytes; {most:,} may come")
    try:
        return _decoder(kind).decode(whole(bytearray(), size))
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ProcessFault(f"not the message that was due: {error}") from error


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    """Return what decodes messages of a kind; making it takes longer than its use."""
    return msgspec.msgpack.Decoder(kind)


def _read(sock: socket.socket, size: int) -> bytes:
    try:
        data = sock.recv(size)
    except OSError as error:
        raise ProcessFault("the other process is gone") from error
    if not data:
        raise ProcessFault("the other process is gone")
    return data


def _read_head(sock: socket.socket) -> tuple[bytes, list[int], int]:
    """Read the first bytes of a message and what the kernel sends along."""
    room = socket.CMSG_SPACE(_MAX_FILES * 4) + socket.CMSG_SPACE(_CREDENTIALS.size)
    try:
        data, extras, _, _ = sock.recvmsg(_LENGTH.size, room)
    except OSError as error:
        raise ProcessFault("the other process is gone") from error
    if not data:
        raise ProcessFault("the other process is gone")
    files: list[int] = []
    sender = 0
    for _, kind, content in extras:
        if kind == socket.SCM_CREDENTIALS:
            sender = _CREDENTIALS.unpack(content)[0]
        elif kind == socket.SCM_RIGHTS:
            files += memoryview(content[: len(content) // 4 * 4]).cast("i").tolist()
    return data, files, sender

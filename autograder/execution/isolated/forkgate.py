"""The supervisor's end of `confine.load_gate`: allow one fork, refuse the rest.

Spoken to in the interface of the kernel for seccomp listeners: seccomp_unotify(2).
"""

import fcntl
import struct

_RECEIVE = 0xC0502100  # SECCOMP_IOCTL_NOTIF_RECV
_SEND = 0xC0182101  # SECCOMP_IOCTL_NOTIF_SEND
_REQUEST_SIZE = 80  # bytes of struct seccomp_notif
_RESPONSE = struct.Struct("=QqiI")  # id, value, error, flags
_CONTINUE = 1
_EPERM = 1


def answer(listener: int, *, allow: bool) -> None:
    """Answer the fork that waits at `listener`; one that died waiting is forgotten."""
    request = bytearray(_REQUEST_SIZE)
    try:
        fcntl.ioctl(listener, _RECEIVE, request)
        (number,) = struct.unpack_from("=Q", request)
        error, flags = (0, _CONTINUE) if allow else (-_EPERM, 0)
        fcntl.ioctl(listener, _SEND, _RESPONSE.pack(number, 0, error, flags))
    except OSError:
        return

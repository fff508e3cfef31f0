"""Confinement that a process lays upon itself, by Landlock, seccomp and limits.

The primitives are those of known libraries: `landlock` for the file system, libseccomp
through `pyseccomp` for system calls. Here stands only what is allowed. See
docs/isolation.md for what each layer stops.
"""

import ctypes
import resource
import signal
from collections.abc import Iterable
from pathlib import Path

import landlock
import pyseccomp as seccomp

MEBIBYTE = 1024 * 1024
MEMORY = 1024 * MEBIBYTE  # address space that a child may add to its fork server's
FILE_SIZE = 64 * MEBIBYTE
OPEN_FILES = 256
CPU_TIME = 3600  # seconds; the supervisor's limit comes first, this one outlives it

_THREAD = 0x00010000  # CLONE_THREAD
_LIBC = ctypes.CDLL(None, use_errno=True)
_CAPABILITIES = 0x20080522  # _LINUX_CAPABILITY_VERSION_3
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_CHILD_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
_INT = 0xFFFFFFFF  # the kernel ignores the upper half of an int argument
_UNIX = 1  # AF_UNIX
_KIND = 0xF  # the type of a socket, without its flags
_DATAGRAMS = (2, 3)  # SOCK_DGRAM, SOCK_RAW: their ends can send to other sockets
_NEW_NAMESPACE = 0x7E020080  # every CLONE_NEW* flag

# Refused with EPERM. Grouped by what they would reach.
_DENIED = {
    "network": "socket bind connect listen accept accept4",
    "other processes": """ptrace process_vm_readv process_vm_writev pidfd_getfd kcmp
        process_madvise process_mrelease sched_setaffinity sched_setscheduler
        sched_setparam sched_setattr setpriority ioprio_set migrate_pages move_pages""",
    "programs": "execve execveat",
    "files that Landlock leaves out": """chown fchown lchown fchownat
        utime utimes futimesat utimensat setxattr lsetxattr fsetxattr removexattr
        lremovexattr fremovexattr truncate name_to_handle_at
        open_by_handle_at fanotify_init mknod mknodat quotactl quotactl_fd""",
    "mounts and namespaces": """mount umount2 pivot_root chroot unshare setns move_mount
        open_tree fsopen fsconfig fsmount fspick mount_setattr""",
    "memory that no limit counts": """memfd_create memfd_secret shmget shmat shmctl
        shmdt msgget msgsnd msgrcv msgctl semget semop semctl semtimedop mq_open
        mq_unlink userfaultfd mlock mlock2 mlockall""",
    "the kernel": """bpf perf_event_open io_uring_setup io_uring_enter
        io_uring_register keyctl add_key request_key kexec_load kexec_file_load
        init_module finit_module delete_module reboot swapon swapoff syslog acct
        settimeofday clock_settime clock_adjtime adjtimex iopl ioperm modify_ldt
        personality lookup_dcookie vhangup sethostname setdomainname nfsservctl
        uselib ustat sysfs""",
    "identity": """setuid setgid setreuid setregid setresuid setresgid setfsuid
        setfsgid setgroups capset""",
}
# What a fork server needs to end its children and to delete what they wrote; refused
# to the children.
_DENIED_TO_CHILDREN = """kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo
    pidfd_send_signal pidfd_open setsid setpgid"""
# Landlock leaves out modes and times too, also of files that are not a student's.
# Copying a file sets them: such a call does nothing and says that it is done.
_PRETENDED = "chmod fchmod fchmodat"
# What would let an open file be kept where `footprint` does not see it.
_OPEN_FILES = 0x00000400  # CLONE_FILES
_UNSHARE = 2  # CLOSE_RANGE_UNSHARE
_DUMPABLE = 4  # PR_SET_DUMPABLE: who clears it cannot be looked at
_FCHMODAT2 = 452  # unknown to libseccomp before 2.5.5: one number everywhere
_NEWER = range(463, 512)  # setxattrat and all that came after
# Requests to let the kernel send a signal to the owner of an open file, or to wait.
_FILE_OWNERS = {
    "fcntl": (
        8,
        10,
        15,
        1024,
        1026,
    ),  # F_SETOWN, _SETSIG, _SETOWN_EX, _SETLEASE, NOTIFY
    "ioctl": (0x8901, 0x8902),  # FIOSETOWN, SIOCSPGRP
}


def restrict_files(readable: Iterable[Path], writable: Iterable[Path] = ()) -> None:
    """Let this process and its children open nothing but these paths and below.

    Raises
    ------
    OSError
        If the kernel offers no Landlock.
    """
    rights = landlock.FSAccess
    rules = landlock.Ruleset()
    for path in filter(Path.exists, readable):
        kind = rights.READ_FILE | rights.READ_DIR
        rules.allow(str(path), rules=kind if path.is_dir() else rights.READ_FILE)
    for path in filter(Path.exists, writable):
        everything = rights.all() & ~rights.EXECUTE
        kind = everything if path.is_dir() else rights.READ_FILE | rights.WRITE_FILE
        rules.allow(str(path), rules=kind)
    rules.apply()


def drop_capabilities() -> None:
    """Give up what the kernel grants to root beyond its files, for good.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    none = (ctypes.c_uint32 * 6)()
    if _LIBC.capset(header, none):
        raise OSError(ctypes.get_errno(), "capabilities cannot be dropped")


def restrict_calls() -> None:
    """Deny this process and its children the system calls that no lab needs.

    Raises
    ------
    OSError
        If the kernel refuses the filter.
    """
    denied = seccomp.ERRNO(1)  # EPERM
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    for names in _DENIED.values():
        for name in names.split():
            _add_if_known(rules, denied, name)
    for number in _NEWER:
        rules.add_rule(denied, number)
    for call, requests in _FILE_OWNERS.items():
        for request in requests:
            argument = seccomp.Arg(1, seccomp.MASKED_EQ, _INT, request)
            rules.add_rule(denied, call, argument)
    _restrict_socket_pairs(rules, denied)
    for flag in (1 << bit for bit in range(64) if _NEW_NAMESPACE >> bit & 1):
        argument = seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag)
        rules.add_rule(denied, "clone", argument)
    rules.add_rule(seccomp.ERRNO(38), "clone3")  # ENOSYS: libc falls back to clone
    rules.add_rule(denied, "prlimit64", seccomp.Arg(0, seccomp.NE, 0))
    rules.load()


def _restrict_socket_pairs(rules: seccomp.SyscallFilter, denied: int) -> None:
    """Allow pairs of streams alone, whose ends reach nothing but each other."""
    other = seccomp.Arg(0, seccomp.NE, _UNIX)
    rules.add_rule(denied, "socketpair", other)
    for kind in _DATAGRAMS:
        argument = seccomp.Arg(1, seccomp.MASKED_EQ, _KIND, kind)
        rules.add_rule(denied, "socketpair", argument)


def die_with_parent() -> None:
    """Let the kernel end this process when its parent ends."""
    _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of whatever this process's children leave behind."""
    _LIBC.prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)


def gate_of_forks() -> seccomp.SyscallFilter:
    """Return what denies a child what only its fork server needs, and gates its forks.

    Every fork waits for a supervisor's word; threads are free. Nothing leaves the
    process group once it is loaded, so that it can be ended as one. It is made once:
    making it takes longer than loading.
    """
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    for name in ("fork", "vfork"):
        _add_if_known(rules, seccomp.NOTIFY, name)
    no_thread = seccomp.Arg(0, seccomp.MASKED_EQ, _THREAD, 0)
    rules.add_rule(seccomp.NOTIFY, "clone", no_thread)
    denied = seccomp.ERRNO(1)
    for name in _DENIED_TO_CHILDREN.split():
        _add_if_known(rules, denied, name)
    for name in _PRETENDED.split():
        _add_if_known(rules, seccomp.ERRNO(0), name)
    rules.add_rule(seccomp.ERRNO(0), _FCHMODAT2)
    given = seccomp.Arg(2, seccomp.NE, 0)  # times; to set the present one is refused
    rules.add_rule(seccomp.ERRNO(0), "utimensat", given)
    parent = seccomp.Arg(0, seccomp.MASKED_EQ, _INT, _DIE_WITH_PARENT)
    other = seccomp.Arg(1, seccomp.NE, signal.SIGKILL)
    rules.add_rule(denied, "prctl", parent, other)
    _keep_open_files_countable(rules, denied)
    _keep_folders_open(rules, denied)
    return rules


def load_gate(rules: seccomp.SyscallFilter) -> int:
    """Lay what `gate_of_forks` made upon this process, for good.

    Returns
    -------
    int
        The listener, an open file for the supervisor: see `forkgate`.
    """
    rules.load()
    library = seccomp._libseccomp  # its binding has no name for this one call
    return int(library.seccomp_notify_fd(rules._filter))


def _keep_open_files_countable(rules: seccomp.SyscallFilter, denied: int) -> None:
    """Let a process's open files be those that `footprint` can see."""
    both = _THREAD | _OPEN_FILES
    rules.add_rule(denied, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, both, _THREAD))
    alone = seccomp.Arg(2, seccomp.MASKED_EQ, _UNSHARE, _UNSHARE)
    rules.add_rule(denied, "close_range", alone)
    hidden = seccomp.Arg(0, seccomp.MASKED_EQ, _INT, _DUMPABLE)
    rules.add_rule(denied, "prctl", hidden)


def _keep_folders_open(rules: seccomp.SyscallFilter, denied: int) -> None:
    """Let no folder be made that its owner may not read, write and enter."""
    for bit in (0o400, 0o200, 0o100):
        without = seccomp.MASKED_EQ, bit, 0
        _add_if_known(rules, denied, "mkdir", seccomp.Arg(1, *without))
        rules.add_rule(denied, "mkdirat", seccomp.Arg(2, *without))
        rules.add_rule(denied, "umask", seccomp.Arg(0, seccomp.MASKED_EQ, bit, bit))


def open_files_kept() -> seccomp.SyscallFilter:
    """Return what denies to hand open files over: on their way nobody counts them."""
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    for name in ("sendmsg", "sendmmsg"):
        rules.add_rule(seccomp.ERRNO(1), name)
    return rules


def address_space() -> int:
    """Return the bytes of address space that this process has mapped."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def limit_resources(mapped: int) -> None:
    """Bound the memory, files and core dumps of this process and its children.

    Parameters
    ----------
    mapped
        The `address_space` of the fork server; `MEMORY` comes on top.
    """
    limits = {
        resource.RLIMIT_AS: mapped + MEMORY,
        resource.RLIMIT_FSIZE: FILE_SIZE,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CPU: CPU_TIME,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))


def _add_if_known(
    rules: seccomp.SyscallFilter, action: int, name: str, *arguments: seccomp.Arg
) -> None:
    """Add a rule unless this machine's architecture has no such call."""
    try:
        number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
    except OSError:
        return
    if number >= 0:
        rules.add_rule(action, number, *arguments)

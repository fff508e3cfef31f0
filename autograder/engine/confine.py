"""Confinement that a process lays upon itself, by Landlock, seccomp and limits.

The primitives are those of known libraries: `landlock` for the file system, libseccomp
through `pyseccomp` for system calls. Here stands only what is allowed. See
docs/isolation.md for what each layer stops.
"""

import resource
from collections.abc import Iterable
from pathlib import Path

import landlock
import pyseccomp as seccomp

MEBIBYTE = 1024 * 1024
MEMORY = 1024 * MEBIBYTE  # address space that a child may add to its fork server's
FILE_SIZE = 64 * MEBIBYTE
OPEN_FILES = 256

_THREAD = 0x00010000  # CLONE_THREAD
_NEW_NAMESPACE = 0x7E020080  # every CLONE_NEW* flag

# Refused with EPERM. Grouped by what they would reach.
_DENIED = {
    "network": "socket bind connect listen accept accept4",
    "other processes": """ptrace process_vm_readv process_vm_writev kill tkill tgkill
        rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal pidfd_getfd kcmp
        process_madvise process_mrelease sched_setaffinity sched_setscheduler
        sched_setparam sched_setattr setpriority ioprio_set migrate_pages move_pages""",
    "programs": "execve execveat",
    "files that Landlock leaves out": """chmod fchmod fchmodat fchmodat2 chown fchown
        lchown fchownat utime utimes futimesat utimensat setxattr lsetxattr fsetxattr
        removexattr lremovexattr fremovexattr truncate name_to_handle_at
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
    for flag in (1 << bit for bit in range(64) if _NEW_NAMESPACE >> bit & 1):
        argument = seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag)
        rules.add_rule(denied, "clone", argument)
    rules.add_rule(seccomp.ERRNO(38), "clone3")  # ENOSYS: libc falls back to clone
    rules.add_rule(denied, "prlimit64", seccomp.Arg(0, seccomp.NE, 0))
    rules.load()


def gate_forks() -> int:
    """Make every fork of this process wait for a supervisor's word; threads are free.

    Returns
    -------
    int
        The listener, an open file for the supervisor: see `forkgate`.
    """
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    for name in ("fork", "vfork"):
        _add_if_known(rules, seccomp.NOTIFY, name)
    no_thread = seccomp.Arg(0, seccomp.MASKED_EQ, _THREAD, 0)
    rules.add_rule(seccomp.NOTIFY, "clone", no_thread)
    rules.load()
    library = seccomp._libseccomp  # its binding has no name for this one call
    return int(library.seccomp_notify_fd(rules._filter))


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
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))


def _add_if_known(rules: seccomp.SyscallFilter, action: int, name: str) -> None:
    """Add a rule unless this machine's architecture has no such call."""
    try:
        number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
    except OSError:
        return
    if number >= 0:
        rules.add_rule(action, number)

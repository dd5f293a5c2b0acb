"""Guards of the Linux kernel on a process: no network and no other process (seccomp), writing below one folder only (Landlock).

Both hold for native code, cannot be taken off again, and need no rights. On another system or processor, or where the kernel has
none, each function leaves the process as it is and says False. Numbers are those of the kernel's headers (linux/seccomp.h,
linux/landlock.h, asm/unistd.h).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PR_SET_NO_NEW_PRIVS = 38

LOAD, IF_EQUAL, IF_AT_LEAST, IF_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # instructions of the classic packet filter
SYSCALL_NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
X32_CALLS = 0x40000000  # a second set of numbers for the calls of x86-64
CLONE_THREAD = 0x00010000
SET_MODE_FILTER, ALL_THREADS = 1, 1

LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # the same on every processor
ASK_VERSION = 1
PATH_BENEATH = 1
WRITE_FILE = 1 << 1
CHANGE_FOLDERS = sum(1 << bit for bit in range(4, 13))  # remove and make files and folders of every kind
MOVE_BETWEEN_FOLDERS, TRUNCATE = (2, 1 << 13), (3, 1 << 14)  # the version that brought it, and its bit


@dataclass(frozen=True, slots=True)
class _Processor:
    """What the filter must know of a processor: its number in the kernel's audit, and those of its system calls."""

    audit: int
    seccomp: int
    clone: int
    refused: Mapping[str, int]


CLONE3 = 435
# The network; other processes; ways round the guards, open to a process that runs as root.
PROCESSORS = {
    "x86_64": _Processor(0xC000003E, seccomp=317, clone=56, refused={
        "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "sendmsg": 46, "bind": 49, "listen": 50, "socketpair": 53, "accept4": 288,
        "fork": 57, "vfork": 58, "execve": 59, "execveat": 322, "kill": 62, "ptrace": 101, "process_vm_readv": 310,
        "process_vm_writev": 311, "pidfd_getfd": 438,
        "io_uring_setup": 425, "mount": 165, "unshare": 272, "setns": 308, "bpf": 321,
    }),
    "aarch64": _Processor(0xC00000B7, seccomp=277, clone=220, refused={
        "socket": 198, "connect": 203, "accept": 202, "sendto": 206, "sendmsg": 211, "bind": 200, "listen": 201, "socketpair": 199,
        "accept4": 242,
        "execve": 221, "execveat": 281, "kill": 129, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "pidfd_getfd": 438,
        "io_uring_setup": 425, "mount": 40, "unshare": 97, "setns": 268, "bpf": 280,
    }),
}  # fmt: skip


def deny_system_calls() -> bool:
    """Refuse this process sockets, other processes, and ways round that; True where the kernel does so from now on."""
    processor = PROCESSORS.get(platform.machine()) if sys.platform == "linux" and sys.maxsize > 1 << 32 else None
    if processor is None:
        return False
    code = b"".join(_filter(processor))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    return _unprivileged() and _call(processor.seccomp, SET_MODE_FILTER, ALL_THREADS, program) == 0


def write_only_below(folder: Path) -> bool:
    """Refuse this thread, and those it starts, every change of files outside `folder`; True where the kernel does so from now on."""
    if sys.platform != "linux":
        return False
    version = _call(LANDLOCK_CREATE, None, 0, ASK_VERSION)
    if version < 1:
        return False
    rights = WRITE_FILE | CHANGE_FOLDERS | sum(bit for since, bit in (MOVE_BETWEEN_FOLDERS, TRUNCATE) if version >= since)
    rules = _call(LANDLOCK_CREATE, struct.pack("Q", rights), 8, 0)
    if rules < 0:
        return False
    try:
        allowed = _let(rules, folder, rights) and _let(rules, Path(os.devnull), WRITE_FILE)
        return allowed and _unprivileged() and _call(LANDLOCK_RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)


def _filter(processor: _Processor) -> Iterator[bytes]:
    """The program that the kernel runs at each system call; a test that fails skips the next instruction."""

    def step(code: int, value: int, skip: int = 0) -> bytes:
        return struct.pack("HBBI", code, 0, skip, value)

    refuse = step(RETURN, REFUSE | errno.EPERM)
    yield step(LOAD, ARCHITECTURE)
    yield struct.pack("HBBI", IF_EQUAL, 1, 0, processor.audit) + refuse  # 32-bit calls have other numbers: none is let through
    yield step(LOAD, SYSCALL_NUMBER)
    yield step(IF_AT_LEAST, X32_CALLS, 1) + refuse
    for number in processor.refused.values():
        yield step(IF_EQUAL, number, 1) + refuse
    yield step(IF_EQUAL, CLONE3, 1) + step(RETURN, REFUSE | errno.ENOSYS)  # its flags lie in memory: C libraries go back to clone
    yield step(IF_EQUAL, processor.clone, 3) + step(LOAD, FIRST_ARGUMENT)
    yield struct.pack("HBBI", IF_ANY_BIT, 1, 0, CLONE_THREAD) + refuse
    yield step(RETURN, ALLOW)


def _let(rules: int, path: Path, rights: int) -> bool:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        return _call(LANDLOCK_ADD, rules, PATH_BENEATH, struct.pack("=Qi", rights, place), 0) == 0
    finally:
        os.close(place)


def _unprivileged() -> bool:
    """No program started by this process gains rights: without this promise the kernel takes no guard from it."""
    return bool(ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def _call(number: int, *arguments: int | bytes | None) -> int:
    """A system call of the kernel; -1 where it refuses or does not know it."""
    words = [ctypes.c_long(word) if isinstance(word, int) else ctypes.c_char_p(word) for word in arguments]
    return int(ctypes.CDLL(None).syscall(ctypes.c_long(number), *words))

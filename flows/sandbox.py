"""What a reading process may do: read files, compute, and write below its scratch folder. It has no network and starts no process.

A document that takes over a PDF library finds these guards on, which lie over each other and go on where the system has them:

- "Python calls": an audit hook refuses in words what Python code tries. It is there on every system.
- "system calls (seccomp)" and "files (Landlock)": the Linux kernel refuses the same to native code.
- "memory (RLIMIT_AS)": the Linux kernel refuses memory above a limit; elsewhere only the parent watches.

Metadata (times, rights) of the user's files are guarded in Python only. What native libraries print goes nowhere.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.sandbox_linux import deny_system_calls, write_only_below

PYTHON_CALLS, SYSTEM_CALLS, FILES, MEMORY = "Python calls", "system calls (seccomp)", "files (Landlock)", "memory (RLIMIT_AS)"
GUARDS = (PYTHON_CALLS, SYSTEM_CALLS, FILES, MEMORY)
MAX_SCRATCH_FILE = 512 << 20  # bytes: far more than the words of a document fill, far less than a disk
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FORBIDDEN = frozenset({
    "socket.__new__", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "sqlite3.connect",
    "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn",
    "os.kill", "os.killpg", "_winapi.CreateProcess", "_winapi.OpenProcess",
})  # fmt: skip
# Where the arguments of an event name the file that is changed: (position of the path, position of the folder it is relative to).
CHANGING: dict[str, tuple[tuple[int, int], ...]] = {
    "os.remove": ((0, 1),),
    "os.rmdir": ((0, 1),),
    "os.mkdir": ((0, 2),),
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.utime": ((0, 3),),
    "os.rename": ((0, 2), (1, 3)),
    "os.link": ((0, 2), (1, 3)),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, 2),),
    "os.setxattr": ((0, 4),),
    "os.removexattr": ((0, 2),),
}


class Refused(PermissionError):
    """Code in a reading process tried what no reading of a document needs."""


def confine(scratch: Path) -> tuple[str, ...]:
    """Confine this process for good; temporary files go to `scratch`. The names of the guards that are on, of GUARDS.

    Call it before anything starts a thread: Landlock holds for the calling thread and those it starts.
    """
    os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    tempfile.tempdir = str(scratch)
    sys.dont_write_bytecode = True
    _print_nowhere()
    limited = _limit_files()
    files = write_only_below(scratch)
    calls = deny_system_calls()
    sys.addaudithook(_guard(os.path.realpath(scratch)))
    on = {PYTHON_CALLS: True, SYSTEM_CALLS: calls, FILES: files, MEMORY: limited}
    return tuple(guard for guard in GUARDS if on[guard])


def allow_memory(size: int) -> None:
    """Let the address space of this process grow to `size` bytes, where the system can refuse more."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def _limit_files() -> bool:
    """Bound the size of a file and leave no core files; True where memory can be limited too."""
    if sys.platform == "win32":
        return False
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    most = MAX_SCRATCH_FILE if hard == resource.RLIM_INFINITY else min(MAX_SCRATCH_FILE, hard)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return sys.platform == "linux"


def _print_nowhere() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _guard(scratch: str) -> Callable[[str, tuple[Any, ...]], None]:
    """The audit hook. It raises Refused before the call that Python announces happens."""
    below = scratch + os.sep

    def check(event: str, path: Any, folder: Any = -1) -> None:
        if isinstance(path, int):  # a file that is open already
            return
        beside = os.path.realpath(f"/proc/self/fd/{folder}") if isinstance(folder, int) and folder >= 0 else ""
        place = os.path.realpath(Path(beside, os.fsdecode(path)))
        if place != scratch and place != os.devnull and not place.startswith(below):
            raise Refused(f"{event} of {place} is not allowed while reading a document")

    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if flags & WRITING:
                check(event, path)
        elif event in FORBIDDEN:
            raise Refused(f"{event} is not allowed while reading a document")
        elif event in CHANGING:
            for path, folder in CHANGING[event]:
                check(event, arguments[path], arguments[folder] if folder < len(arguments) else -1)

    return guard

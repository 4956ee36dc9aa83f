"""How much memory this process held at most."""

import resource
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_bytes() -> int:
    """Return the most that this process ever held, in bytes.

    Where the system tells it of the program alone, as Linux does, that is returned: what `getrusage` says
    goes on over an exec, so that a fresh process starts with the peak of the one that started it.
    """
    if STATUS.exists():
        told = dict(line.split(":", 1) for line in STATUS.read_text(encoding="ascii").splitlines())
        return int(told["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

"""Which file system lies under a folder, and whether its disk is encrypted, as /proc and /sys tell it."""

import re
from dataclasses import dataclass
from pathlib import Path

NETWORKS = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "davfs", "ncpfs", "lustre",
        "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs2", "fuse.glusterfs", "fuse.gcsfuse",
        "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.gvfsd-fuse", "vboxsf", "virtiofs",
    }
)  # fmt: skip
_ESCAPE = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True)
class Mount:
    """One mounted file system."""

    device: str  # major:minor; 0:… has no block device of its own
    point: Path
    type: str

    @property
    def on_network(self) -> bool:
        """Return whether its bytes lie on another machine, or on the host of a virtual one."""
        return self.type in NETWORKS

    @property
    def in_memory(self) -> bool:
        """Return whether it ends with the power."""
        return self.type in ("tmpfs", "ramfs")


def mount_of(folder: Path, root: Path = Path("/")) -> Mount | None:
    """Return the file system that a folder lies on; ``None`` where the system does not tell."""
    try:
        text = (root / "proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    place = folder.absolute()
    found = [mount for mount in map(_mount, text.splitlines()) if mount and place.is_relative_to(mount.point)]
    # Of two on the same point the later one covers the other.
    return max(enumerate(found), key=lambda one: (len(one[1].point.parts), one[0]))[1] if found else None


def encryption_of(mount: Mount, root: Path = Path("/")) -> bool | None:
    """Return whether all disks under a file system are encrypted; ``None`` when the kernel does not say."""
    device = root / "sys/dev/block" / mount.device
    return _encrypted(device, depth=0) if device.is_dir() else None


def _encrypted(device: Path, *, depth: int) -> bool:
    """dm-crypt itself, or a volume (LVM, RAID) all of whose parts lie on dm-crypt."""
    try:
        if (device / "dm/uuid").read_text(encoding="utf-8").startswith("CRYPT-"):
            return True
    except OSError:
        pass  # not a mapped device
    slaves = sorted((device / "slaves").iterdir()) if (device / "slaves").is_dir() and depth < 8 else []
    return bool(slaves) and all(_encrypted(slave, depth=depth + 1) for slave in slaves)


def _mount(line: str) -> Mount | None:
    fields, _, rest = line.partition(" - ")
    parts, types = fields.split(), rest.split()
    if len(parts) < 5 or not types:
        return None
    point = _ESCAPE.sub(lambda match: chr(int(match[1], 8)), parts[4])
    return Mount(parts[2], Path(point), types[0])

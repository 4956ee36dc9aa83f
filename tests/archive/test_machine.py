import resource
from pathlib import Path

import pytest

from saksi.archive import machine
from saksi.archive.machine import Finding, look_at_machine

SWAPS = "Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n"
NOW = 1_780_000_000.0  # in 2026


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def mounted(root: Path, device: str, type_: str, point: str = "/") -> None:
    line = f"29 1 {device} / {point} rw,relatime shared:1 - {type_} /dev/x rw\n"
    known = root / "proc/self/mountinfo"
    write(root, "proc/self/mountinfo", (known.read_text() if known.exists() else "") + line)


def disk(root: Path, device: str, *, uuid: str | None = None, over: tuple[str, ...] = ()) -> None:
    """Lay out /sys for one block device: `uuid` as of the device mapper, `over` the devices below."""
    folder = root / "sys/dev/block" / device
    folder.mkdir(parents=True)
    if uuid:
        write(folder, "dm/uuid", uuid + "\n")
    for lower in over:
        (folder / "slaves").mkdir(exist_ok=True)
        (folder / "slaves" / lower).symlink_to(root / "sys/dev/block" / lower)


@pytest.mark.parametrize(
    ("swaps", "state"),
    [
        (SWAPS, "good"),
        (SWAPS + "/dev/zram0 partition 1 0 -2\n", "good"),
        (SWAPS + "/dev/dm-1 partition 1 0 -2\n", "good"),
        (SWAPS + "/dev/dm-2 partition 1 0 -2\n", "warn"),
        (SWAPS + "/dev/sda2 partition 1 0 -2\n", "warn"),
        (SWAPS + "/dev/zram0 partition 1 0 5\n/dev/sda2 partition 1 0 -2\n", "warn"),
        (SWAPS + "/swapfile file 1 0 -2\n", "warn"),
    ],
)
def test_swap_is_good_only_where_it_is_sealed(tmp_path: Path, swaps: str, state: str) -> None:
    write(tmp_path, "proc/swaps", swaps)
    write(tmp_path, "sys/block/dm-1/dm/uuid", "CRYPT-LUKS2-0-swap\n")
    write(tmp_path, "sys/block/dm-2/dm/uuid", "LVM-0\n")
    mounted(tmp_path, "8:1", "ext4")
    disk(tmp_path, "8:1")
    assert machine.swap(tmp_path).state == state


def test_a_swap_file_on_an_encrypted_disk_is_good(tmp_path: Path) -> None:
    write(tmp_path, "proc/swaps", SWAPS + "/swapfile file 1 0 -2\n")
    mounted(tmp_path, "253:0", "ext4")
    disk(tmp_path, "253:0", uuid="CRYPT-LUKS2-0-root")
    assert machine.swap(tmp_path).state == "good"


@pytest.mark.parametrize(
    ("pattern", "limit", "state"),
    [("core", 0, "good"), ("core", 1_000, "warn"), ("|/usr/share/apport/apport %p", 0, "warn")],
)
def test_core_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, limit: int, state: str
) -> None:
    write(tmp_path, "proc/sys/kernel/core_pattern", pattern + "\n")
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (limit, limit))
    assert machine.core_files(tmp_path).state == state


def test_encryption_is_found_below_other_layers(tmp_path: Path) -> None:
    disk(tmp_path, "253:0", uuid="CRYPT-LUKS2-0-a")
    disk(tmp_path, "8:1")
    disk(tmp_path, "253:1", uuid="LVM-x", over=("253:0",))
    disk(tmp_path, "253:2", uuid="LVM-y", over=("253:0", "8:1"))
    for device, state in (("253:0", "good"), ("253:1", "good"), ("253:2", "warn"), ("8:1", "warn")):
        (tmp_path / "proc/self/mountinfo").unlink(missing_ok=True)
        mounted(tmp_path, device, "ext4")
        assert machine.disk_encryption(Path("/srv"), tmp_path).state == state


def test_devices_that_lie_in_a_circle_do_not_hang_it(tmp_path: Path) -> None:
    disk(tmp_path, "253:1", over=("253:2",))
    disk(tmp_path, "253:2", over=("253:1",))
    mounted(tmp_path, "253:1", "ext4")
    assert machine.disk_encryption(Path("/srv"), tmp_path).state == "warn"


def test_a_file_system_without_a_disk_of_its_own_cannot_be_told(tmp_path: Path) -> None:
    mounted(tmp_path, "0:31", "btrfs")
    assert machine.disk_encryption(Path("/srv"), tmp_path).state == "unknown"


@pytest.mark.parametrize(
    ("type_", "state"), [("ext4", "good"), ("nfs4", "warn"), ("cifs", "warn"), ("fuse.sshfs", "warn")]
)
def test_a_network_below_the_archive_is_warned_of(tmp_path: Path, type_: str, state: str) -> None:
    mounted(tmp_path, "8:1", "ext4")
    mounted(tmp_path, "0:50", type_, "/mnt/with\\040space")
    finding = machine.file_system(Path("/mnt/with space/archive"), tmp_path)
    assert finding.state == state
    assert type_ in finding.say


def test_the_mount_nearest_to_the_folder_counts_and_the_later_of_two(tmp_path: Path) -> None:
    for type_, point in (("ext4", "/"), ("nfs", "/mnt"), ("xfs", "/mnt/disk"), ("nfs", "/mnt/disk")):
        mounted(tmp_path, "0:9", type_, point)
    assert machine.file_system(Path("/srv"), tmp_path).state == "good"
    assert machine.file_system(Path("/mnt/disk/a"), tmp_path).say.startswith("nfs")
    assert machine.file_system(Path("/mntother"), tmp_path).state == "good"


def test_temporary_files_belong_into_memory(tmp_path: Path) -> None:
    mounted(tmp_path, "8:1", "ext4")
    disk(tmp_path, "8:1")
    mounted(tmp_path, "0:40", "tmpfs", "/memory")
    assert machine.temporary_files(Path("/memory"), tmp_path).state == "good"
    assert machine.temporary_files(Path("/disk"), tmp_path).state == "warn"


@pytest.mark.parametrize(("now", "state"), [(0.0, "warn"), (NOW, "unknown"), (4_200_000_000.0, "warn")])
def test_a_clock_that_cannot_be_right_is_warned_of(tmp_path: Path, now: float, state: str) -> None:
    assert machine.clock(now, tmp_path / "no archive", tmp_path).state == state


def test_a_clock_set_by_a_server_is_good(tmp_path: Path) -> None:
    write(tmp_path, "run/systemd/timesync/synchronized", "")
    assert machine.clock(NOW, tmp_path / "archive", tmp_path).state == "good"


def test_an_archive_from_the_future_tells_that_the_clock_was_put_back(tmp_path: Path) -> None:
    write(tmp_path, "archive/record.db", "")
    written = (tmp_path / "archive/record.db").stat().st_mtime
    assert machine.clock(max(NOW, written - 100), tmp_path / "archive", tmp_path).state != "warn"
    finding = machine.clock(written - 1_000, tmp_path / "archive", tmp_path)
    assert (finding.state, "future" in finding.say) == ("warn", True)


@pytest.mark.parametrize(("free", "state"), [(10**8, "warn"), (10**11, "good")])
def test_free_space(free: int, state: str) -> None:
    assert machine.free_space(free).state == state


@pytest.mark.parametrize(("kib", "state"), [(200_000, "warn"), (8_000_000, "good")])
def test_memory(tmp_path: Path, kib: int, state: str) -> None:
    write(tmp_path, "proc/meminfo", f"MemTotal: 9000000 kB\nMemAvailable:    {kib} kB\n")
    assert machine.memory(tmp_path).state == state


def test_where_nothing_can_be_read_it_cannot_tell(tmp_path: Path) -> None:
    by_name = {finding.what: finding for finding in look_at_machine(tmp_path, root=tmp_path / "nothing")}
    for what in ("swap", "core files", "disk encryption", "file system", "temporary files", "memory"):
        assert by_name[what].state == "unknown"


def test_each_warning_says_what_to_do_and_this_machine_can_be_looked_at(tmp_path: Path) -> None:
    findings = look_at_machine(tmp_path / "not yet" / "there")
    assert len({finding.what for finding in findings}) == len(findings) == 8
    assert all(
        isinstance(finding, Finding) and (finding.do or finding.state != "warn") for finding in findings
    )
    assert not (tmp_path / "not yet").exists()

"""Where the system is no Linux, the archive still opens; what is missing is said."""

import subprocess
import sys
from typing import Any

WITHOUT_POSIX = """
import sys
for name in ("fcntl", "resource", "pwd", "grp"):
    sys.modules[name] = None
import io, os, pathlib
for name in ("O_DIRECTORY", "O_CLOEXEC"):
    if hasattr(os, name):
        delattr(os, name)
import saksi.archive.backup, saksi.archive.vault
from saksi.archive import Originals, keeper, machine, open_layout, unlock
sys.platform = "win32"
layout = open_layout(pathlib.Path(sys.argv[1]))
master = unlock(layout, sys.stdin.read(), holder="heron")
originals = Originals(layout, master)
receipt = originals.put(io.BytesIO(b"a report\\n"))
print(originals.open(receipt.object_id).read())
print(keeper.ask_keeper(layout), keeper.keeper_available())
print(machine.core_files().state, len(machine.look_at_machine(layout.folder)))
"""


def test_the_archive_opens_without_what_only_unix_has(sealed: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX, str(sealed.layout.folder)],
        input=sealed.heron,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["b'a report\\n'", "None False", "unknown 8"], done.stderr

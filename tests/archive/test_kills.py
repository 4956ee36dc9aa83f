"""kill -9 in the middle of an import: what was acknowledged is there and whole, nothing half is."""

import os
import signal
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from random import Random
from threading import Thread
from typing import Any

from hypothesis import settings

KILLS = 200 if settings.default and settings.default.max_examples > 1_000 else 6
IMPORT = """
import sys
from io import BytesIO
from pathlib import Path
from saksi.archive import MasterKey, Originals, open_layout
layout = open_layout(Path(sys.argv[1]))
originals = Originals(layout, MasterKey(layout.facts.id, sys.stdin.buffer.read()))
n = int(sys.argv[2])
while True:
    with originals.batch() as batch:
        receipts = [batch.put(BytesIO(b"report %d " % (n + i) * (i * 700))) for i in range(20)]
    for receipt in receipts:
        sys.stdout.write(f"{receipt.object_id} {receipt.sha256}\\n")
    sys.stdout.flush()
    n += 20
"""


def test_no_kill_loses_what_was_acknowledged(sealed: Any) -> None:
    random = Random(20260505)  # noqa: S311 - the same moments in each run
    acknowledged: dict[str, str] = {}
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", IMPORT, str(sealed.layout.folder), str(kill * 100_000)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as worker:
            assert worker.stdin
            assert worker.stdout
            worker.stdin.write(sealed.master.reveal())
            worker.stdin.close()
            for _ in range(random.randrange(1, 150)):
                line = worker.stdout.readline().decode().split()
                acknowledged[line[0]] = line[1]
            worker.send_signal(signal.SIGKILL)
            for rest in worker.stdout.read().decode().split("\n"):
                if len(rest) == 129:  # a whole line that was on its way
                    object_id, digest = rest.split()
                    acknowledged[object_id] = digest
        there = set(sealed.originals.ids())
        assert set(acknowledged) <= there
        assert {i: sealed.originals.digest(i) for i in there}.items() >= acknowledged.items()
        sealed.originals.remove_leftovers()
        assert list(sealed.layout.arriving.iterdir()) == []
    assert len(acknowledged) > 20 * KILLS


def test_two_who_add_the_same_and_one_who_clears_up_do_not_disturb_one_another(sealed: Any) -> None:
    reports = [b"report %d " % i * 500 for i in range(60)]
    faults: list[BaseException] = []
    done: list[str] = []

    def work(order: list[bytes]) -> None:
        try:
            done.extend(sealed.originals.put(BytesIO(data)).object_id for data in order)
        except BaseException as fault:  # noqa: BLE001 - told below, in the thread that pytest watches
            faults.append(fault)

    adders = [Thread(target=work, args=(order,)) for order in (reports, reports[::-1])]
    for adder in adders:
        adder.start()
    while any(adder.is_alive() for adder in adders):
        sealed.originals.remove_leftovers()
        os.sched_yield()
    assert faults == []
    assert len(done) == 120
    assert {sealed.originals.digest(i) for i in done} == {sha256(data).hexdigest() for data in reports}
    assert list(sealed.layout.arriving.iterdir()) == []

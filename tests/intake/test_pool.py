import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Timer
from typing import BinaryIO

import pytest

from saksi.intake import IntakeSettings, process
from saksi.intake import pool as pool_module
from saksi.intake.outcome import Document
from saksi.intake.pool import ParserEnded, Pool
from saksi.intake.wire import Answer, receive_answer, send
from saksi.record import InvalidInput, UnreadableDocument

GOOD = Document("good.txt", b"Two traders were held in Corrow, a neighbour said.")


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


def pid(pool: Pool) -> int:
    return pool._idle[-1]._process.pid


def test_one_process_serves_many_files(pool: Pool) -> None:
    pool.parse(GOOD)
    first = pid(pool)
    assert [pool.parse(GOOD).reports[0].text for _ in range(3)] == [GOOD.data.decode()] * 3
    assert pid(pool) == first != os.getpid()


def test_a_process_is_replaced_after_its_files(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "FILES", 2)
    page = Document("good.html", b"<p>Two traders were seen in the market of Corrow.</p>", IntakeSettings())
    pool.parse(page)
    first = pid(pool)
    pool.parse(GOOD)  # plain text is read by Python alone, and counts for less
    assert pid(pool) == first
    pool.parse(page)
    assert pool._idle == []
    pool.parse(GOOD)
    assert pid(pool) != first


def test_a_process_that_died_idle_is_replaced(pool: Pool) -> None:
    pool.parse(GOOD)
    idle = pool._idle[-1]._process
    os.kill(idle.pid, signal.SIGKILL)
    idle.wait()
    assert pool.parse(GOOD).reports


def test_a_process_that_hangs_is_stopped_and_the_next_file_is_read(pool: Pool) -> None:
    pool.parse(GOOD)
    os.kill(pid(pool), signal.SIGSTOP)
    with pytest.raises(ParserEnded, match="its parser was stopped after 1 seconds"):
        pool.parse(Document("good.txt", GOOD.data, IntakeSettings(max_seconds=1)))
    assert pool.parse(GOOD).reports


def test_a_process_that_crashes_costs_its_file_only(pool: Pool) -> None:
    pool.parse(GOOD)
    ours = pid(pool)
    os.kill(ours, signal.SIGSTOP)

    def kill() -> None:
        os.kill(ours, signal.SIGSEGV)
        os.kill(ours, signal.SIGCONT)

    crash = Timer(0.2, kill)
    crash.start()
    with pytest.raises(ParserEnded, match=r"ended without an answer \(signal 11\)"):
        pool.parse(GOOD)
    crash.join()
    assert pool.parse(GOOD).reports


def test_a_file_that_needs_too_much_memory_is_refused_and_its_process_replaced(pool: Pool) -> None:
    tight = IntakeSettings(max_memory=30_000_000)
    small = Document("good.txt", GOOD.data, tight)
    pool.parse(small)
    first = pid(pool)
    with pytest.raises(UnreadableDocument, match="needs more than 30000000 bytes of memory"):
        pool.parse(Document("big.json", b'{"text": "' + b"a" * 19_000_000 + b'"}', tight))
    assert pool.parse(small).reports
    assert pid(pool) != first


def test_a_process_that_cannot_start_is_told(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    with pytest.raises(UnreadableDocument, match=r"no process to parse it could be started \(no such file"):
        pool.parse(GOOD)


def test_several_threads_each_get_an_answer(pool: Pool) -> None:
    documents = [Document(f"{n}.txt", f"Report {n} tells of two traders.".encode()) for n in range(12)]
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(pool.parse, documents))
    assert [taken.reports[0].id for taken in answers] == [str(n) for n in range(12)]
    assert len(pool._idle) <= pool_module.AT_EASE


def plain(n: int, data: bytes = b"Report of two traders.") -> Document:
    return Document(f"{n}.txt", data)


def test_small_plain_files_go_together_and_others_alone() -> None:
    page = Document("page.html", b"<p>Two traders were seen in the market of Corrow.</p>")
    large = plain(7, b"x" * (pool_module.BATCH_BYTES + 1))
    other = Document("8.txt", b"Two.", IntakeSettings(max_seconds=9))
    many = [plain(n) for n in range(pool_module.BATCH + 2)]
    batches = pool_module._batches([plain(0), plain(1), page, large, plain(2), other, *many])
    assert [len(batch) for batch in batches] == [2, 1, 1, 1, 1, pool_module.BATCH, 2]


def test_many_files_give_what_each_gives_alone_in_their_order(pool: Pool) -> None:
    documents = [plain(0), Document("1.json", b"{"), plain(2), Document("3.json", b'{"text": "Two."}')]
    together = pool.parse_all(documents)
    assert [isinstance(one, InvalidInput) for one in together] == [False, True, False, False]
    assert together[2] == pool.parse(documents[2])
    assert together[3] == pool.parse(documents[3])
    with pytest.raises(InvalidInput) as alone:
        pool.parse(documents[1])
    assert str(together[1]) == str(alone.value)
    assert pool.parse_all([]) == []


def test_a_file_that_ends_the_process_is_named_and_those_after_it_are_read(pool: Pool) -> None:
    documents = [plain(n) for n in range(5)]
    pool.parse(documents[0])
    ours = pid(pool)
    receive = receive_answer
    told = 0

    def dies(stream: BinaryIO, settings: IntakeSettings) -> tuple[Answer, list[bytes]]:
        nonlocal told
        told += 1
        if told == 3:
            os.kill(ours, signal.SIGKILL)
            raise EOFError
        return receive(stream, settings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "receive_answer", dies)
        found = pool.parse_all(documents)
    assert [isinstance(one, ParserEnded) for one in found] == [False, False, True, False, False]
    assert [one.reports[0].id for one in found if not isinstance(one, InvalidInput)] == list("0134")


def test_a_process_that_cannot_start_is_told_of_every_file(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    assert [type(one) for one in pool.parse_all([plain(n) for n in range(3)])] == [UnreadableDocument] * 3


def test_secrets_of_the_environment_do_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", "/home/vedrasko/words")
    assert "vedrasko" not in json.dumps(process._bare_environment())


def test_a_file_beside_the_reports_is_never_taken_for_a_module(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("lxml", "json", "pydantic"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    assert pool.parse(GOOD).reports


def answered(answer: bytes, *blobs: bytes) -> BytesIO:
    stream = BytesIO()
    for frame in (answer, *blobs):
        send(stream, frame)
    stream.seek(0)
    return stream


@pytest.mark.parametrize(
    "answer",
    [
        b"no json",
        b'{"reports": [{"id": "../x", "text": "x"}]}',
        b'{"reports": [], "more": 1}',
        b'{"fault": "SystemExit"}',
        b'{"reports": [{"id": "x", "text": "x", "furniture": [{"start": 0, "end": 9}]}]}',
        b'{"parts": [{"name": "a", "label": "a"}]}',
    ],
)
def test_an_answer_of_another_form_is_no_answer(answer: bytes) -> None:
    with pytest.raises(EOFError):
        receive_answer(answered(answer), IntakeSettings())


def test_a_process_cannot_send_more_than_the_settings_allow() -> None:
    two = json.dumps({"parts": [{"name": "a", "label": "a"}] * 2}).encode()
    with pytest.raises(EOFError):
        receive_answer(answered(two, b"x", b"y"), IntakeSettings(max_parts=1))
    with pytest.raises(EOFError):
        receive_answer(answered(two, b"x" * 60, b"y" * 60), IntakeSettings(max_unpacked=100))
    with pytest.raises(EOFError):
        receive_answer(BytesIO(b"\xff" * 8 + b"x"), IntakeSettings())
    assert receive_answer(answered(two, b"x", b"y"), IntakeSettings())[1] == [b"x", b"y"]


def test_a_message_from_a_process_is_one_line_and_not_endless() -> None:
    with pytest.raises(InvalidInput) as error:
        Answer(fault="invalid", message="a\nall is well\u202e" + "x" * 9_000).unpacked([])
    assert str(error.value).startswith("a\\nall is well\\u202exx")
    assert len(str(error.value)) < 700

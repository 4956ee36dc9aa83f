from collections.abc import Callable, Sequence
from itertools import count

import pytest

from saksi.exchange import Loss, Sink
from saksi.record import Report
from saksi.testing import check_exporter

COUNTER = count()


def plain(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    write("ids.txt", "\n".join(report.id for report in reports))
    return []


def silent(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    del reports, write
    return []


def restless(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    write("ids.txt", f"{next(COUNTER)} {len(reports)}")
    return []


def outside(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    write("../ids.txt", str(len(reports)))
    return []


def telling(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    write("names.csv", "".join(report.original.name for report in reports if report.original))
    return []


def grieving(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    return [*plain(reports, write=write), Loss(what="all", n=1, why="it is gone")]


def failing(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    write("text.txt", "".join(report.text for report in reports).encode("ascii"))
    return []


def test_an_exporter_that_keeps_the_contract_passes() -> None:
    check_exporter(plain)


@pytest.mark.parametrize(
    ("exporter", "why"),
    [
        (silent, "writes no file"),
        (restless, "different files"),
        (outside, "outside the output folder"),
        (telling, "may name a source"),
        (grieving, "on an empty record it names losses"),
        (failing, "raised UnicodeEncodeError"),
        (lambda reports, write: write("a", str(len(reports))), "something else than a list of losses"),
    ],
)
def test_a_broken_exporter_fails_and_is_told_why(
    exporter: Callable[[Sequence[Report], Sink], list[Loss]], why: str
) -> None:
    with pytest.raises(AssertionError, match=why) as raised:
        check_exporter(exporter)  # type: ignore[arg-type]
    assert "Vasterley" not in str(raised.value)

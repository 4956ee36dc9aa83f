from collections.abc import Callable, Sequence
from typing import Any

import pytest

from saksi.reading import rules_reader
from saksi.record import Claim, Passage
from saksi.testing import check_reader

Change = Callable[[Claim, str], Claim]


def broken(change: Change) -> Callable[..., list[Claim]]:
    """Return the rules with one thing wrong in each claim."""

    def reader(text: str, **options: Any) -> list[Claim]:
        return [change(claim, text) for claim in rules_reader(text, **options)]

    return reader


def moved(by: int, to: int) -> Change:
    def change(claim: Claim, _: str) -> Claim:
        spans = tuple(Passage(start=span.start + by, end=span.end + to) for span in claim.passages)
        return claim.model_copy(update={"passages": spans})

    return change


def updated(**fields: object) -> Change:
    return lambda claim, _: claim.model_copy(update=fields)


def secret_in_note(claim: Claim, text: str) -> Claim:
    return claim.model_copy(update={"note": text[-60:]})


def source_in_rules(claim: Claim, _: str) -> Claim:
    return claim.model_copy(update={"rules": (f"said-by-{claim.attribution.chain[0].text}",)})


def no_claims(text: str, **_: Any) -> list[Claim]:
    del text
    return []


def eager(text: str, **options: Any) -> list[Claim]:
    return rules_reader(text or "Police arrested two traders.", **options)


def fails_on_the_unusual(text: str, **options: Any) -> list[Claim]:
    text.encode("ascii")
    return rules_reader(text, **options)


def reads_furniture(text: str, *, furniture: Sequence[Passage], **options: Any) -> list[Claim]:
    del furniture
    claims = rules_reader(text, **options)
    return [claim.model_copy(update={"passages": (Passage(start=0, end=len(text)),)}) for claim in claims]


class Forgetful:
    """Reads another confidence each time."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, text: str, **options: Any) -> list[Claim]:
        self.calls += 1
        claims = rules_reader(text, **options)
        return [claim.model_copy(update={"confidence": 1 / self.calls}) for claim in claims]


def test_the_built_in_reader_keeps_the_contract() -> None:
    check_reader(rules_reader)


@pytest.mark.parametrize(
    ("reader", "why"),
    [
        (no_claims, "finds no detention_other of two people"),
        (eager, "on an empty text it finds claims"),
        (fails_on_the_unusual, "control characters it raised UnicodeEncodeError"),
        (lambda text, **_: [text], "something else than a list of claims"),
        (reads_furniture, "a passage lies in the page furniture"),
        (Forgetful(), "must be deterministic"),
        (broken(moved(0, 1)), "starts or ends on white space|cuts a word"),
        (broken(moved(2, 0)), "cuts a word"),
        (broken(moved(0, 10**6)), "ends behind the text"),
        (broken(updated(rules=())), "does not say which reader and rules"),
        (broken(updated(reader=None)), "does not say which reader and rules"),
        (broken(updated(confidence=None)), "no confidence between 0 and 1"),
        (broken(updated(passages=())), "has no passage"),
        (broken(secret_in_note), "a planted source stands in a field"),
        (broken(source_in_rules), "a planted source stands in a field"),
    ],
)  # fmt: skip
def test_a_broken_reader_fails_and_is_told_why(reader: Callable[..., list[Claim]], why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        check_reader(reader)


def test_the_error_repeats_nothing_of_the_text() -> None:
    with pytest.raises(AssertionError) as raised:
        check_reader(broken(secret_in_note))
    assert "Quillon" not in str(raised.value)
    assert "Kell" not in str(raised.value)

"""`saksi source`: identities go in and come out on the terminal, and nowhere else."""

import io
import json
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("cheap")

WHO = {"name": "Orsina Vell", "contact": "the blue door", "risk": "neighbours watch"}
WHY = ("--category", "safety", "--reason", "warn her of the raid")


@pytest.fixture
def code(run: Run, made: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(WHO)))
    done = run(
        "source", "new", made, "--grant", "ann", "--details", "-", "--until", "2027-12-31", "--grade", "b"
    )
    assert done.code == 0, done.err
    assert not any(word in done.out + done.err for word in WHO.values())
    return done.out.strip()


def test_who_has_a_grant_sees_who_it_is(run: Run, made: Path, code: str) -> None:
    done = run("source", "open", made, code, "--as", "ann", *WHY)
    assert done.code == 0, done.err
    assert all(word in done.out for word in WHO.values())


def test_the_list_shows_codes_and_consent_and_no_identity(run: Run, made: Path, code: str) -> None:
    done = run("source", "list", made)
    assert code in done.out
    assert "2027-12-31" in done.out
    assert "Orsina" not in done.out
    [row] = json.loads(run("source", "list", made, "--json").out)["results"]
    assert (row["code"], row["grade"], row["granted_to"]) == (code, "B", ["ann", "recovery"])


def test_a_consent_that_has_ended_is_said_in_the_list(
    run: Run, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(WHO)))
    run("source", "new", made, "--grant", "ann", "--details", "-", "--until", "2001-12-31")
    assert "consent ended on 2001-12-31 (ask again, or withdraw)" in run("source", "list", made).out


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"--reason": "curious"}, "15"),
        ({"--category": "gossip"}, "category"),
    ],
)
def test_an_opening_without_a_reason_is_refused(
    run: Run, made: Path, code: str, changed: dict[str, str], why: str
) -> None:
    asked = dict(zip(WHY[::2], WHY[1::2], strict=True)) | changed
    done = run(
        "source", "open", made, code, "--as", "ann", *(word for pair in asked.items() for word in pair)
    )
    assert (done.code, done.out) == (1, "")
    assert why in done.err


def test_a_grantee_lets_another_in(run: Run, made: Path, code: str, tmp_path: Path) -> None:
    ben = tmp_path / "ben.txt"
    ben.write_text("nine red kites circle\n")
    as_ben = ("--as", "ben", "--passphrase-file", ben)
    assert run("source", "open", made, code, *as_ben, *WHY).code == 1
    assert run("source", "grant", made, code, "--to", "ben", "--as", "ann").code == 0
    assert "Orsina" in run("source", "open", made, code, *as_ben, *WHY).out


def test_after_withdrawal_nobody_opens_it(run: Run, made: Path, code: str) -> None:
    withdrawn = run("source", "withdraw", made, code, "--yes", "--reason", "she asked for it by letter")
    assert withdrawn.code == 0
    done = run("source", "open", made, code, "--as", "ann", *WHY)
    assert (done.code, "withdrawn" in done.err) == (1, True)


@pytest.mark.parametrize("given", ["", "[]", '{"nom": "x"}', '{"name": 3}', "Orsina Vell"])
def test_details_that_cannot_be_read_are_refused_without_a_word_of_them(
    run: Run, made: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(given))
    done = run("source", "new", made, "--grant", "ann", "--details", "-")
    assert (done.code, done.out) == (1, "")
    assert "Orsina" not in done.err

"""`saksi prove` and `custody`: what they write, what a check says, and how it ends."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def proved(run: Run, filled: Path) -> Path:
    """A proof in a file, and a folder with checkpoints and the key that checks it."""
    assert run("read", filled).code == 0
    assert run("checkpoint", filled, "--to", "stick").code == 0
    done = run("prove", filled, "one:c1", "--output", "proof.json")
    assert done.code == 0, done.err
    return Path("proof.json")


def test_a_proof_is_checked_without_the_archive_and_without_a_passphrase(
    run: Run, proved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAKSI_PASSPHRASE_FILE")
    Path("arch").rename("elsewhere")
    [key] = Path("stick").glob("public-key-*.json")
    for given in (key, json.loads(key.read_text())["public_key"]):
        done = run("prove", "--check", proved, "--key", given)
        assert (done.code, "signed by this key" in done.err) == (0, True), done.err
    alone = run("prove", "--check", proved)
    assert (alone.code, "who signed it is not shown" in alone.err) == (0, True)
    assert [line.split()[0] for line in alone.out.splitlines()][:2] == ["claim", "decided"]
    assert "traders" not in alone.out


def test_what_differs_is_said_and_ends_with_one(run: Run, proved: Path) -> None:
    said = json.loads(proved.read_text())
    row = next(row for row in said["rows"] if row["kind"] == "original")
    row["content"] = row["content"].replace('"size":', '"size":1')
    proved.write_text(json.dumps(said))
    done = run("prove", "--check", proved, "--key", "ab" * 32)
    assert done.code == 1
    assert done.err.splitlines() == [
        "saksi: proof.json: the original is not as the log noted it",
        "saksi: proof.json: the checkpoint is not signed by the archive's key",
    ]
    answer = json.loads(run("prove", "--check", proved, "--json").out)["results"][0]
    assert (answer["holds"], answer["differs"]) == (False, ["the original is not as the log noted it"])


def test_a_file_is_compared_with_the_original_that_was_proved(run: Run, proved: Path) -> None:
    assert run("prove", "--check", proved, "--original", "in/one.json").code == 0
    Path("in/one.json").write_text("{}")
    done = run("prove", "--check", proved, "--original", "in/one.json")
    assert (done.code, "not the original" in done.err) == (1, True)


def test_words_stand_in_a_proof_only_where_they_are_asked_for(run: Run, proved: Path) -> None:
    assert "traders" not in proved.read_text()
    run("prove", "arch", "one:c1", "--with-words", "--output", "words.json")
    answer = json.loads(run("prove", "--check", "words.json", "--json").out)["results"][0]
    assert "traders" in answer["claim"]["victim_text"]
    assert any("traders" in words for _, _, words in answer["passages"])


@pytest.mark.parametrize(
    ("asked", "code", "say"),
    [
        (("prove",), 2, "needed: an archive and a claim"),
        (("prove", "--check", "no.json"), 1, "no.json cannot be read"),
        (("prove", "--check", "proof.json", "--key", "no.json"), 1, "64 hexadecimal digits"),
        (("prove", "--check", "proof.json", "--key", "proof.json"), 1, "64 hexadecimal digits"),
        (("prove", "--check", "proof.json"), 1, "no proof of this form"),
        (("prove", "--check", "proof.json", "--original", "no.json"), 1, "no.json cannot be read"),
    ],
)
def test_a_check_that_cannot_be_made_says_why(run: Run, asked: tuple[str, ...], code: int, say: str) -> None:
    Path("proof.json").write_text("{}")
    done = run(*asked)
    assert (done.code, say in done.err) == (code, True), done.err


def test_custody_is_listed_with_names_for_those_inside_and_codes_for_programs(run: Run, filled: Path) -> None:
    assert run("verify", filled).code == 0
    lines = run("custody", filled, "one").out.splitlines()
    assert [line.split()[1] for line in lines[1:]] == ["received", "verified"]
    assert all(line.endswith(" ann") for line in lines[1:])
    [found] = json.loads(run("custody", filled, "one", "--json").out)["results"]
    assert [step["event"] for step in found["steps"]] == ["received", "verified"]
    assert "ann" not in json.dumps(found)


def test_an_original_is_taken_out_byte_for_byte(run: Run, filled: Path) -> None:
    done = run("custody", filled, "one", "--output", "out.json")
    assert (done.code, "not sealed there" in done.err) == (0, True)
    assert Path("out.json").read_bytes() == Path("in/one.json").read_bytes()
    assert done.out.splitlines()[-1].split()[1] == "exported"

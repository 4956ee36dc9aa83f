"""Identities of the vault and words of reports, looked for in everything that leaves a sealed archive.

Each exit is registered below with what may leave by it; a file or command that is not registered fails.
"""

import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlcipher3 import dbapi2 as driver
from tests.canaries.planted import ENTRIES, IDENTITIES, IN_TEXT, PASSPHRASES, SECRETS, leaks
from tests.canaries.story import Said, Story, sheets_of, told

from saksi.archive import open_layout, unlock
from saksi.cli.app import app

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")

OPENED = tuple(word for identity in ENTRIES[1] for word in identity)
NOTHING, WORDS, ONE_IDENTITY = "nothing", "words of reports", "the identity that was asked for"

# What a command may say on stdout; on stderr none says anything that was planted.
COMMANDS = {
    "new": NOTHING,  # and recovery sheets: shown there and nowhere else, see below
    "add": NOTHING,
    "read": NOTHING,
    "findings": NOTHING,
    "dossier": NOTHING,  # but into files
    "export": NOTHING,  # but into files
    "search": WORDS,
    "check": WORDS,  # the place as told, and whose word it is
    "link events": NOTHING,
    "link people": NOTHING,
    "link names": NOTHING,
    "estimate": NOTHING,
    "verify": NOTHING,
    "prove": NOTHING,  # but into a file where words are asked for
    "custody": NOTHING,  # but the original into a file
    "backup": NOTHING,
    "restore": NOTHING,
    "unlock": NOTHING,
    "lock": NOTHING,
    "checkpoint": NOTHING,
    "doctor": NOTHING,
    "key list": NOTHING,
    "key add": NOTHING,
    "key remove": NOTHING,
    "key change": NOTHING,
    "key sheets": NOTHING,
    "source new": NOTHING,
    "source list": NOTHING,
    "source open": ONE_IDENTITY,
    "source grant": NOTHING,
    "source recover": NOTHING,
    "source withdraw": NOTHING,
}
# on invented reports or on no archive: test_exits.py and tests/simulation; pages: tests/workspace/web
ELSEWHERE = ("demo", "serve", "sim *")

FILES = {
    "work/*arch/archive.toml": NOTHING,
    "work/arch/keyslots.json": NOTHING,
    "work/arch/.keyslots.json.*.part": NOTHING,
    "work/arch/.archive.toml.*.part": NOTHING,
    "work/arch/record.db": NOTHING,
    "work/arch/record.db-*": NOTHING,
    "work/arch/originals/??/*": NOTHING,
    "work/arch/originals/tmp/*.part": NOTHING,
    "work/arch/checkpoints/*": NOTHING,
    "work/stick/*": NOTHING,
    "work/b.saksi": NOTHING,
    "work/.b.saksi.saksi-*": NOTHING,  # a backup while it is written, restored and compared
    "work/.bad.saksi.saksi-*": NOTHING,
    "work/.again.saksi-*": NOTHING,
    "work/again/*": NOTHING,
    "work/proof.json": NOTHING,
    "work/.proof.json*": NOTHING,
    "work/words.json": WORDS,
    "work/.words.json*": WORDS,
    "work/original.txt": WORDS,
    "work/.original.txt.*.part": WORDS,
    "work/before.json": NOTHING,
    "work/.before.json.*": NOTHING,
    "work/after.json": NOTHING,
    "work/.after.json.*": NOTHING,
    "work/people.csv": NOTHING,
    "work/.people.csv.*": NOTHING,
    "work/pairs.csv": NOTHING,
    "work/.pairs.csv.*": NOTHING,
    "work/model.json": NOTHING,
    "work/.model.json.*": NOTHING,
    "work/names.csv": WORDS,  # the two spellings beside the answer
    "work/.names.csv.*": WORDS,
    "work/estimate.html": NOTHING,
    "work/.estimate.html.*": NOTHING,
    "work/read/*.json": WORDS,
    "work/read/.*": WORDS,
    "work/out/*": WORDS,
    "work/dossier/*": WORDS,
    "work/export/*": WORDS,
    "run/saksi-*/*.sock": NOTHING,
    "tmp/????????": NOTHING,  # Python itself tries whether the folder can be written
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return told(tmp_path_factory.mktemp("canaries"))


def allowed(name: str) -> str | None:
    return next((kind for pattern, kind in FILES.items() if fnmatch(name, pattern)), None)


def test_enough_is_planted_in_enough_scripts() -> None:
    assert len(set(SECRETS)) >= 50
    assert len(IN_TEXT) >= 6
    assert len({char for secret in SECRETS for char in secret if char.isalpha()}) > 150


def test_every_command_is_registered_and_told(story: Story) -> None:
    known = [
        name for name in names(typer.main.get_command(app)) if not any(fnmatch(name, p) for p in ELSEWHERE)
    ]
    assert set(known) - set(COMMANDS) == set(), (
        "register what leaves by this command, and tell it in story.py"
    )
    assert set(COMMANDS) - {said.command for said in story.said} == set()


def names(command: Any, above: str = "") -> Iterator[str]:
    below = getattr(command, "commands", None)
    if below is None:
        yield above
    for name, each in (below or {}).items():
        yield from names(each, f"{above} {name}".strip())


def test_every_file_that_was_there_for_a_moment_is_registered(story: Story) -> None:
    unknown = {name for name in all_files(story) if allowed(name) is None}
    assert unknown == set()


def all_files(story: Story) -> set[str]:
    """Files that the thread saw, and files that a process opened for writing, however briefly."""
    root = story.root
    opened = {Path(note[1].strip("'\"")) for note in story.seen.notes("write")}
    ours = {path for path in opened | set(story.seen.files) if path.is_relative_to(root)}
    return {path.relative_to(root).as_posix() for path in ours if path.name != "hook.log"}


def test_nothing_is_opened_for_writing_outside_the_folders_that_are_watched(story: Story) -> None:
    opened = {Path(note[1].strip("'\"")) for note in story.seen.notes("write")}
    assert len(opened) > 20, "the hook must live"
    beside = {path for path in opened if not any(path.is_relative_to(root) for root in story.seen.roots)}
    assert {path for path in beside if not path.is_relative_to("/dev")} <= {story.root / "hook.log"}


def test_no_file_holds_what_it_may_not(story: Story) -> None:
    found = {}
    for path, versions in story.seen.files.items():
        name = path.relative_to(story.root).as_posix()
        hidden = SECRETS + PASSPHRASES + (IN_TEXT if allowed(name) == NOTHING else ())
        found[name] = [place for data in versions for place in leaks(data, hidden)]
    assert {name: places for name, places in found.items() if places} == {}


def test_what_may_hold_the_words_of_reports_does(story: Story) -> None:
    """Otherwise the search above would prove nothing."""
    for name in ("read/one.json", "out/findings.html", "words.json", "original.txt", "names.csv"):
        versions = story.seen.files[story.work / name]
        assert IN_TEXT[0] in leaks(b"".join(versions), IN_TEXT), name
    [opened] = [said for said in story.said if said.command == "source open" and said.code == 0]
    assert leaks(opened.out, SECRETS) == list(OPENED)


def test_what_a_source_took_back_is_linked_and_checked_against_no_more(story: Story) -> None:
    """The report `given` came from a source that withdrew; the news tells what it told."""
    before, after = (story.seen.files[story.work / f"{when}.json"] for when in ("before", "after"))
    assert b'"given' in b"".join(before)
    assert b"given" not in b"".join(after)
    assert b'"one:' in b"".join(after), "what nobody took back is still linked"
    told = [said.out for said in spoken(story, "check")]
    assert [b"given" in out for out in told] == [True, True, False, False]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_says_what_it_may_not(story: Story, command: str) -> None:
    for said in spoken(story, command):
        hidden = {
            NOTHING: SECRETS + IN_TEXT,
            WORDS: SECRETS,
            ONE_IDENTITY: tuple(set(SECRETS) - set(OPENED)) + IN_TEXT,
        }[COMMANDS[command]]
        assert leaks(said.out, hidden + PASSPHRASES) == []
        typed = IDENTITIES[3].name  # given as a code by mistake: the user's own words may be shown back
        assert [one for one in leaks(said.err, SECRETS + IN_TEXT + PASSPHRASES) if one != typed] == []
        assert b"Traceback" not in said.err


def spoken(story: Story, command: str) -> list[Said]:
    return [said for said in story.said if said.command == command]


def test_no_process_carries_a_secret_in_its_words_or_surroundings(story: Story) -> None:
    assert len(story.seen.processes) > 5, "the eye must live"
    typed = IDENTITIES[3].name
    for data in story.seen.processes | {repr(note).encode() for note in story.seen.notes("start")}:
        assert [one for one in leaks(data, SECRETS + IN_TEXT + PASSPHRASES) if one != typed] == []


def test_who_holds_a_key_leaves_no_core_and_lets_nobody_look(story: Story) -> None:
    ended = {note[1].split("'")[1]: note[2:] for note in story.seen.notes("end") if "'" in note[1]}
    for command in (
        "add",
        "read",
        "search",
        "check",
        "link",
        "verify",
        "backup",
        "restore",
        "source",
        "unlock",
        "key",
    ):
        assert ended[command] == ["0", "0"], command


def test_nobody_is_called_but_the_keeper(story: Story) -> None:
    # urllib3, which comes with trafilatura, tries whether there is IPv6 by taking a port here: no call
    called = {note[1] for note in story.seen.notes("socket")} - {"('::1', 0)"}
    assert called
    assert [address for address in called if str(story.root / "run") not in address] == []


def test_sheets_are_shown_once_and_keys_never(story: Story) -> None:
    printed = next(said for said in story.said if said.command == "new").out.decode()
    sheets = sheets_of(printed, "vault")
    assert len(sheets) == 3
    words = [" ".join(word for word in sheet.split() if not word.isdigit()) for sheet in sheets]
    layout = open_layout(story.work / "arch")
    with unlock(layout, PASSPHRASES[0], holder="ann") as keys:
        raw = [keys.reveal(), keys.derive("database"), keys.derive("log"), keys.derive("signing")]
    hidden = [*(one.encode() for one in words), *raw, *(key.hex().encode() for key in raw)]
    everything = [data for versions in story.seen.files.values() for data in versions]
    everything += [said.out + said.err for said in story.said if said.command != "new"]
    everything += story.seen.processes
    assert not any(secret in data for secret in hidden for data in everything)


def test_inside_the_sealed_record_an_identity_stands_only_in_its_own_blob(story: Story) -> None:
    """Whoever has the archive's key, and no grant, reads no identity: not in a table, log or index."""
    layout = open_layout(story.work / "arch")
    with unlock(layout, PASSPHRASES[0], holder="ann") as keys:
        database = driver.connect(str(layout.database))
        database.execute(f"PRAGMA key = \"x'{keys.derive('database').hex()}'\"")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    cells = [
        cell if isinstance(cell, bytes) else str(cell).encode()
        for table in tables
        for row in database.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the file itself
        for cell in row
    ]
    database.close()
    assert IN_TEXT[0] in leaks(b"\n".join(cells), IN_TEXT)
    assert leaks(b"\n".join(cells), SECRETS + PASSPHRASES) == []


@pytest.mark.parametrize(
    "form",
    [
        "Quillomar Vedrasko", "vedrasko, QUILLOMAR", "QuillomarVedrasko", "Quillomar%20Vedrasko",
        "\\u0051uillomar Vedrasko", "&#81;uillomar&#32;Vedrasko", "Ｑｕｉｌｌｏｍａｒ Vedrasko",
    ],
)  # fmt: skip
def test_the_search_finds_a_name_however_it_is_written(form: str) -> None:
    name = "Quillomar Vedrasko"
    for data in (form.encode(), f"before {form} after".encode("utf-16-le")):
        assert leaks(data, (name,)) == [name]
    assert leaks(b"nothing of the kind", SECRETS) == []


@pytest.mark.parametrize("form", ["+82-10-7391-5528", "8210 73915528", "010.7391.5528"])
def test_the_search_finds_a_number_however_it_is_written(form: str) -> None:
    assert leaks(form.encode(), ("+82 10-7391-5528",)) == ["+82 10-7391-5528"]

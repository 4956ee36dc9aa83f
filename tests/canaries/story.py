"""A year of an archive in one run of real commands, with secrets planted in all that they are given."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.canaries.planted import ENTRIES, IDENTITIES, IN_TEXT, PASSPHRASES
from tests.canaries.watching import HOOK, Seen

ANN, BEN, CHO = PASSPHRASES
REASON = ("--category", "safety", "--reason", "the road is watched now")


@dataclass
class Said:
    """What one command wrote to its two streams, and how it ended."""

    command: str  # as registered: "source open"
    code: int
    out: bytes
    err: bytes


@dataclass
class Story:
    """The folders of the run, what was seen meanwhile, and what was said."""

    root: Path
    seen: Seen
    said: list[Said] = field(default_factory=list)

    @property
    def work(self) -> Path:
        """Where the commands run and write."""
        return self.root / "work"

    def saksi(self, *words: str, command: str = "", given: str = "", code: int | None = 0) -> Said:
        """Run a command and remember what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "saksi", *words],
            cwd=self.work,
            env=self._environment(),
            input=given.encode(),
            capture_output=True,
            check=False,
            timeout=240,
        )
        said = Said(command or words[0], done.returncode, done.stdout, done.stderr)
        self.said.append(said)
        assert code in (None, done.returncode), (words, done.returncode, done.stderr.decode())
        return said

    def _environment(self) -> dict[str, str]:
        bare = {name: value for name, value in os.environ.items() if not name.startswith("SAKSI_")}
        places = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run", "XDG_CACHE_HOME": "home/cache"}
        own = {name: str(self.root / place) for name, place in places.items()}
        hook = {"PYTHONPATH": str(self.root / "hook"), "CANARY_LOG": str(self.root / "hook.log")}
        return {**bare, **own, **hook, "PYTHONDONTWRITEBYTECODE": "1"}


def told(root: Path) -> Story:
    """Play the story and return it."""
    for name in ("home", "tmp", "run", "work", "in", "hook"):
        (root / name).mkdir(mode=0o700)
    (root / "hook" / "sitecustomize.py").write_text(HOOK)
    seen = Seen(tuple(root / name for name in ("home", "tmp", "run", "work")), root / "hook.log")
    story = Story(root, seen)
    plant(root / "in")
    with seen.watching(os.fsencode(root)):
        play(story)
    return story


def plant(folder: Path) -> None:
    """Write reports and passphrases; some reports are broken where a secret stands."""
    texts = {
        "one.txt": "Security agents arrested two traders in Corrow on March 14, a source said. One of them,"
        f" {IN_TEXT[0]}, was beaten.",
        "two.txt": f"국가보위부는 지난 3월 장마당에서 {IN_TEXT[1]} 씨를 체포했다고 소식통이 전했다.",
        "three.txt": f"Agents beat {IN_TEXT[2]} and {IN_TEXT[3]} at the station. Call {IN_TEXT[5]}.",
        "given.txt": f"Two traders were arrested in Corrow in May with {IN_TEXT[4]}, she told us.",
    }
    for name, text in texts.items():
        (folder / name).write_text(f"synthetic: yes\n\n{text}\n", encoding="utf-8")
    (folder / "broken.json").write_text(f'{{"id": "b", "outlet": "{IN_TEXT[0]}" "text"', encoding="utf-8")
    (folder / "wrong.json").write_text(json.dumps({"text": TEXT_IS_NONE, "title": IN_TEXT[1]}))
    (folder / "noise.txt").write_bytes(b"\x00\x01\x02" * 400 + IN_TEXT[2].encode() * 9)
    (folder / "real.json").write_text(json.dumps({"id": "r", "synthetic": False, "text": IN_TEXT[0] * 3}))
    for name, words in {"both": f"{ANN}\n{BEN}", "ann": ANN, "ben": BEN, "cho": CHO}.items():
        (folder / f"{name}.word").write_text(words + "\n")
    plant_tables(folder)


def plant_tables(folder: Path) -> None:
    """Write the news that tells what a report tells already, and tables of people and of lists."""
    tables = folder / "tables"
    tables.mkdir()
    news = f"Two traders were arrested in Corrow in May with {IN_TEXT[4]}, a neighbour said."
    (tables / "news.txt").write_text(f"synthetic: yes\n\n{news}\n", encoding="utf-8")
    names = IN_TEXT[:5]
    people = [
        f"{paper}{place},{name},197{place}-03-02,{names[-place]},{paper}"
        for paper in "pq"
        for place, name in enumerate(names)
    ]
    seen = {"1,1,1": 3, "1,1,0": 9, "1,0,1": 8, "0,1,1": 7, "1,0,0": 30, "0,1,0": 28, "0,0,1": 25}
    rows = [pattern for pattern, number in seen.items() for _ in range(number)]
    of_lists = [f"{names[number % 5]},{row}" for number, row in enumerate(rows)]
    spellings = [f"{one},{other}" for one, other in zip(names, reversed(names), strict=True)]
    for name, lines in {
        "people": ["id,name,born,place,list", *people],
        "lists": ["name,a,b,c", *of_lists],
        "names": ["name_a,name_b", *spellings],
    }.items():
        (tables / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


TEXT_IS_NONE = 7  # a text that is a number: the report is refused


def play(story: Story) -> None:
    """Everything that the commands on an archive can do, good and bad."""
    saksi, files = story.saksi, story.root / "in"
    ann = ("--passphrase-file", str(files / "ann.word"))
    saksi("doctor")
    holders = ("--holder", "ann", "--holder", "ben", "--passphrase-file", str(files / "both.word"))
    made = saksi("new", "arch", "--synthetic", "--small-laptop", *holders)
    saksi("unlock", "arch", *ann)
    codes, new_source = [], ("source", "new", "arch", "--grant", "ann", "--details", "-")
    for pair in ENTRIES:
        details = {key: "; ".join(getattr(who, key) for who in pair) for key in pair[0]._fields}
        given = json.dumps(details, ensure_ascii=False)
        said = saksi(*new_source, command="source new", given=given)
        codes.append(said.out.decode().strip())
    reports = [str(path) for path in sorted(files.glob("*.*")) if path.suffix != ".word"]
    given_by = str(files / "given.txt")
    saksi("add", "arch", *(path for path in reports if path != given_by), "--json")
    saksi("add", "arch", given_by, "--source", codes[0])
    saksi("read", "arch")
    saksi("read", "arch", "--json", "--output-dir", "read")
    saksi("search", "arch", "agents", "--json")
    saksi("findings", "arch", "--output", "out")
    saksi("dossier", "arch", "--case", "one", "--output", "dossier", "--issue", "--json")
    saksi("dossier", "arch", "--person", "Nobody Known", "--output", "none", code=1)
    for name in ("csv", "datapackage", "ftm", "parquet", "saksi", "uwazi", "webannotation"):
        saksi("export", "arch", "--format", name, "--output", f"export/{name}", "--json")
    saksi("checkpoint", "arch", "--to", "stick")
    saksi("prove", "arch", "one:c1", "--output", "proof.json")
    saksi("prove", "arch", "one:c1")
    saksi("prove", "arch", "one:c1", "--with-words", "--output", "words.json")
    saksi("prove", "--check", "proof.json", "--json")
    saksi("custody", "arch", "one", "--output", "original.txt")
    saksi("custody", "arch", "given", "--json")
    saksi("backup", "arch", "b.saksi", "--json")
    saksi("restore", "b.saksi", "again", *ann)
    saksi("verify", "arch", "--json")
    events(story, "before")
    vault(story, codes, made)
    tables(story)
    events(story, "after")
    keys(story)
    faults(story)
    saksi("lock", "arch")


def events(story: Story, when: str) -> None:
    """Link what the archive answers for, and check the news against it."""
    news = str(story.root / "in" / "tables" / "news.txt")
    linked = ("arch", "--output", f"{when}.json", "--json")
    story.saksi("link", "events", *linked, command="link events")
    story.saksi("check", news, "arch")
    story.saksi("check", news, "arch", "--json")


def tables(story: Story) -> None:
    """Link people and names and estimate, on tables that hold names; and refuse what is no such table."""
    saksi, folder = story.saksi, story.root / "in" / "tables"
    people, lists = str(folder / "people.csv"), str(folder / "lists.csv")
    written = ("--output", "people.csv", "--pairs", "pairs.csv", "--model", "model.json", "--json")
    meaning = ("--map", "name=name,birth_date=born,place=place,list=list")
    saksi("link", "people", people, "--id", "id", *meaning, *written, command="link people")
    wrong = ("--id", "place", *meaning, "--output", "wrong.csv")  # a place comes twice
    saksi("link", "people", people, *wrong, command="link people", code=1)
    compared = (str(folder / "names.csv"), "--output", "names.csv", "--json")
    saksi("link", "names", *compared, command="link names")
    quick = ("--method", "chao,loglinear", "--budget", "5")
    saksi("estimate", lists, "--ignore", "name", *quick, "--html", "estimate.html")
    saksi("estimate", lists, *quick, code=1)  # names where memberships should be


def vault(story: Story, codes: list[str], made: Said) -> None:
    """Open, grant, withdraw, recover."""
    saksi, files = story.saksi, story.root / "in"
    own = ("--as", "ann", "--passphrase-file", str(files / "ann.word"))
    saksi("source", "list", "arch", "--json", command="source list")
    saksi("source", "open", "arch", codes[1], *own, *REASON, command="source open")
    saksi("source", "grant", "arch", codes[2], "--to", "ben", *own, command="source grant")
    gone = ("source", "withdraw", "arch", codes[0], "--yes", "--reason", "asked for it by letter")
    saksi(*gone, command="source withdraw")
    saksi("source", "open", "arch", codes[0], *own, *REASON, command="source open", code=1)
    sheets = "\n".join(sheets_of(made.out.decode(), "vault")[:2])
    saksi("source", "recover", "arch", "--to", "ben", command="source recover", given=sheets)
    saksi("prove", "arch", "given:c1", code=1)


def sheets_of(printed: str, which: str) -> list[str]:
    """Return the sheets that a command has printed, as somebody would type them."""
    parts = printed.split(f"Recovery sheet of the {which}, ")[1:]
    return [" ".join(line.strip() for line in part.splitlines()[1:7]) for part in parts]


def keys(story: Story) -> None:
    """Add, change and remove key holders."""
    saksi, files = story.saksi, story.root / "in"
    cho = ("--new-passphrase-file", str(files / "cho.word"))
    saksi("key", "add", "arch", "cho", *cho, "--small-laptop", command="key add")
    ben = ("--passphrase-file", str(files / "ben.word"))
    saksi("key", "change", "arch", "ben", *cho, *ben, "--small-laptop", command="key change")
    saksi("key", "list", "arch", command="key list")
    saksi("key", "remove", "arch", "ben", command="key remove")
    saksi("key", "sheets", "arch", command="key sheets", code=11)  # nobody types one back


def faults(story: Story) -> None:
    """What goes wrong: wrong words, damaged files, details that cannot be read."""
    saksi, files = story.saksi, story.root / "in"
    saksi("verify", "arch", "--passphrase-file", str(files / "ben.word"), code=12)
    saksi("add", "arch", str(files / "one.txt"), "--source", IDENTITIES[3].name, code=1)
    saksi("source", "new", "arch", "--grant", "ann", "--details", "-", command="source new",
          given=f'{{"nom": "{IDENTITIES[4].name}"}}', code=1)  # fmt: skip
    saksi("source", "new", "arch", "--grant", "ann", "--details", "-", command="source new",
          given=f"{IDENTITIES[5].name} {{", code=1)  # fmt: skip
    original = next((story.work / "again" / "originals").glob("??/*"))
    original.write_bytes(original.read_bytes()[:-3])
    database = story.work / "again" / "record.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 8
    database.write_bytes(data)
    ann = ("--passphrase-file", str(files / "ann.word"))
    saksi("verify", "again", *ann, "--json", code=1)
    saksi("backup", "again", "bad.saksi", *ann, code=1)

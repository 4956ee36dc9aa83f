"""Where the parts of an archive lie, and the few facts that are not secret."""

import re
import secrets
import tomllib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from saksi.archive.errors import ArchiveExists, Damaged, NoArchive, UnknownFormat
from saksi.archive.files import canonical, clear_write_errors, make_folder, write_whole
from saksi.record.errors import reason_of

FORMAT = 1
Kind = Literal["real", "synthetic"]
ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class ArchiveFacts:
    """What `archive.toml` says; each key slot holds its digest, so a change is found when it is opened."""

    id: str  # 32 hexadecimal digits, drawn at random
    format: int
    kind: Kind
    demo: bool
    created: str  # UTC, to the second

    def digest(self) -> bytes:
        """Return the SHA-256 that the key slots carry inside their seal."""
        return sha256(canonical(asdict(self))).digest()


@dataclass(frozen=True)
class Layout:
    """The folder of an archive and the paths in it; whether they exist is another question."""

    folder: Path

    @property
    def facts_file(self) -> Path:
        """Format version, id, kind, day of creation: nothing secret."""
        return self.folder / "archive.toml"

    @property
    def slots_file(self) -> Path:
        """The data key, wrapped once per way in."""
        return self.folder / "keyslots.json"

    @property
    def database(self) -> Path:
        """The sealed record."""
        return self.folder / "record.db"

    @property
    def originals(self) -> Path:
        """The sealed originals, named by a keyed hash."""
        return self.folder / "originals"

    def original(self, object_id: str) -> Path:
        """Where an original lies, or would lie."""
        return self.originals / object_id[:2] / object_id

    @property
    def arriving(self) -> Path:
        """Originals that are being sealed now, and what a kill has left of them."""
        return self.originals / "tmp"

    @property
    def checkpoints(self) -> Path:
        """Signed heads of the audit log."""
        return self.folder / "checkpoints"

    @cached_property
    def facts(self) -> ArchiveFacts:
        """Read `archive.toml` once.

        Raises
        ------
        NoArchive
            There is none.
        Damaged
            It is not what we write.
        UnknownFormat
            A newer version of Saksi has written it.
        """
        return _read_facts(self.facts_file)


def new_layout(folder: Path, *, kind: Kind, demo: bool = False) -> Layout:
    """Make the folders of a new archive, for its owner alone (mode 0700).

    Parameters
    ----------
    folder
        Absent, or empty.
    kind
        Whether its reports are real or synthetic; from birth, for good.
    demo
        It shows Saksi on invented reports: one passphrase is enough, and the vault stays shut.

    Raises
    ------
    ArchiveExists
        The folder holds something already.
    CannotWrite
        It cannot be made.
    """
    if kind == "real" and demo:
        raise ValueError("a demo archive is synthetic")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveExists(f"{folder.name} is not empty: give a new folder; nothing was changed")
    layout = Layout(folder)
    facts = ArchiveFacts(
        id=secrets.token_hex(16),
        format=FORMAT,
        kind=kind,
        demo=demo,
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    with clear_write_errors(folder.name):
        for part in (folder, layout.originals, layout.arriving, layout.checkpoints):
            make_folder(part)
    write_whole(layout.facts_file, _toml(facts).encode())
    return layout


def open_layout(folder: Path) -> Layout:
    """Return the layout of an archive that exists; its facts are read, nothing is unlocked.

    Raises
    ------
    NoArchive
        The folder is absent, or is no archive.
    Damaged
        Its `archive.toml` is not what we write.
    UnknownFormat
        A newer version of Saksi has written it.
    """
    layout = Layout(folder)
    _ = layout.facts
    return layout


def _toml(facts: ArchiveFacts) -> str:
    return (
        "# A sealed archive of Saksi. Nothing here is secret; a change is found when it is unlocked.\n"
        f"format = {facts.format}\n"
        f'id = "{facts.id}"\n'
        f'kind = "{facts.kind}"\n'
        f"demo = {str(facts.demo).lower()}\n"
        f'created = "{facts.created}"\n'
    )


def _read_facts(path: Path) -> ArchiveFacts:
    try:
        values = tomllib.loads(path.read_bytes()[:10_000].decode())
    except (FileNotFoundError, NotADirectoryError):
        raise NoArchive(
            f"{path.parent.name or path.parent} is no archive: it holds no {path.name}."
            " Give the folder that `saksi new` made"
        ) from None
    except OSError as error:
        raise NoArchive(f"{path.name} cannot be read: {reason_of(error)}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise Damaged(f"{path.name} is no TOML any more: restore it from a backup") from None
    _check_format(values.get("format"), path.name)
    return _facts(values, path.name)


def _check_format(found: Any, file: str) -> None:
    if type(found) is not int or found < 1:
        raise Damaged(f"{file}: format is missing or no number: restore it from a backup")
    if found > FORMAT:
        raise UnknownFormat(
            f"{file}: format {found}, and this version of Saksi knows formats up to {FORMAT}:"
            " use the version that wrote it, or a newer one; nothing was changed"
        )


def _facts(values: dict[str, Any], file: str) -> ArchiveFacts:
    id_, kind, demo, created = (values.get(key) for key in ("id", "kind", "demo", "created"))
    if not isinstance(id_, str) or not ID.fullmatch(id_):
        raise Damaged(f"{file}: id is not 32 hexadecimal digits: restore it from a backup")
    if kind not in ("real", "synthetic") or not isinstance(demo, bool) or not isinstance(created, str):
        raise Damaged(f"{file}: kind, demo or created is missing or unknown: restore it from a backup")
    return ArchiveFacts(id=id_, format=values["format"], kind=kind, demo=demo, created=created)

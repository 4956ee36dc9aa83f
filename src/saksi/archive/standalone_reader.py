"""Read a backup of a Saksi archive without Saksi.

    python reader.py BACKUP --list             what is inside: id, size, SHA-256 of each original
    python reader.py BACKUP --extract FOLDER   originals and the record's tables, in clear, into FOLDER

Needs Python 3.11 and: pip install cryptography argon2-cffi sqlcipher3 (with --sheets also shamir-mnemonic).
The passphrase is asked for; --passphrase-file FILE or - (standard input) gives it otherwise. The format is
described in Saksi's docs/reference/archive-format.md; this file is the same in a few lines.
"""

import argparse
import base64
import getpass
import hashlib
import hmac
import importlib
import json
import os
import re
import struct
import sys
import tarfile
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK, TAG = 65_536, 16
ORIGINAL = re.compile(r"originals/[0-9a-f]{2}/([0-9a-f]{64})")


def canonical(value: Any) -> bytes:
    """Return the one JSON spelling that seals and signatures bind."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def hkdf(secret: bytes, salt: bytes, info: str) -> bytes:
    """Return 32 bytes by HKDF-SHA256."""
    return HKDF(SHA256(), 32, salt, info.encode()).derive(secret)


def open_slot(slot: dict[str, Any], key: bytes) -> bytes | None:
    """Return what a key slot seals; None when the key is not its own."""
    header = {name: value for name, value in slot.items() if name not in ("nonce", "sealed")}
    nonce, sealed = bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["sealed"])
    try:
        return AESGCM(key).decrypt(nonce, sealed, canonical(header))
    except InvalidTag:
        return None


def by_passphrase(slots: list[dict[str, Any]], passphrase: str) -> bytes | None:
    """Return the payload of the first slot that a passphrase opens."""
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    for slot in (one for one in slots if one["kind"] == "passphrase"):
        kdf = slot["kdf"]
        salt, memory = bytes.fromhex(kdf["salt"]), kdf["memory_kib"]
        key = hash_secret_raw(secret, salt, kdf["passes"], memory, kdf["lanes"], 32, Type.ID)
        payload = open_slot(slot, key)
        if payload:
            return payload
    return None


def by_sheets(slots: list[dict[str, Any]], sheets: list[str]) -> bytes | None:
    """Return the payload that two recovery sheets (SLIP-39) open."""
    library = importlib.import_module("shamir_mnemonic")
    try:
        secret = library.combine_mnemonics([as_printed(sheet) for sheet in sheets])
    except library.MnemonicError:  # its words quote the sheet
        return None
    for slot in (one for one in slots if one["kind"] == "sheets"):
        return open_slot(slot, hkdf(secret, bytes.fromhex(slot["salt"]), "saksi/1/sheets"))
    return None


def as_printed(sheet: str) -> str:
    """Return the words of a sheet: any case, any spaces, numbers before the words are as good."""
    words = unicodedata.normalize("NFKC", sheet).lower().replace(".", " ").split()
    return " ".join(word for word in words if not word.isdigit())


class Backup:
    """A backup whose key was found."""

    def __init__(self, path: Path, given: str, *, sheets: bool) -> None:
        self.tar = tarfile.open(path, mode="r:")  # noqa: SIM115 - as long as the program runs
        self.parts = {info.name: info for info in self.tar if info.isreg()}
        facts = tomllib.loads(self.part("archive.toml").decode())
        slots = json.loads(self.part("keyslots.json"))["slots"]
        lines = [line for line in given.splitlines() if line.strip()]
        payload = by_sheets(slots, lines) if sheets else by_passphrase(slots, given)
        if payload is None:
            sys.stderr.write("this does not open the backup\n")
            raise SystemExit(12)
        if payload[32:] != hashlib.sha256(canonical(facts)).digest():
            raise SystemExit("archive.toml is not what it was when the key slots were made")
        self.master, self.salt = payload[:32], bytes.fromhex(facts["id"])

    def key(self, purpose: str) -> bytes:
        """Return the key of one purpose."""
        return hkdf(self.master, self.salt, f"saksi/1/{purpose}")

    def part(self, name: str) -> bytes:
        """Return one part of the backup as it lies there."""
        stream = self.tar.extractfile(self.parts[name]) if name in self.parts else None
        if stream is None:
            raise SystemExit(f"{name} is missing: this is no backup, or it is cut")
        return stream.read()

    def check_signature(self) -> str:
        """Return what the signature is worth."""
        manifest = json.loads(self.part("manifest.json"))
        signature = bytes.fromhex(manifest.pop("signature"))
        public = Ed25519PrivateKey.from_private_bytes(self.key("signing")).public_key()
        try:
            public.verify(signature, b"saksi/1/backup" + canonical(manifest))
        except InvalidSignature:
            return "NOT SIGNED BY THIS ARCHIVE"
        if hashlib.sha256(self.part("SHA256SUMS")).hexdigest() != manifest["sums_sha256"]:
            return "THE LIST OF PARTS WAS CHANGED"
        return "signed by this archive"

    def damaged_parts(self) -> list[str]:
        """Return the parts that are missing or are not what was signed."""
        lines = self.part("SHA256SUMS").decode().splitlines()
        sums = {line[66:]: line[:64] for line in lines}
        found = {name: hashlib.sha256(self.part(name)).hexdigest() for name in sums if name in self.parts}
        return [name for name, digest in sums.items() if found.get(name) != digest]

    def originals(self) -> Iterator[str]:
        """Yield the ids of the originals."""
        for name in self.parts:
            match = ORIGINAL.fullmatch(name)
            if match:
                yield match[1]

    def original(self, object_id: str) -> bytes:
        """Return the bytes of an original; raises InvalidTag when one of them was changed."""
        sealed = self.part(f"originals/{object_id[:2]}/{object_id}")
        header, body = sealed[:47], sealed[47:]
        magic, salt, prefix = struct.unpack("8s32s7s", header)
        cipher = AESGCM(hkdf(self.key("originals"), salt, "saksi/1/original"))
        end = len(body) - 72 - TAG
        pieces = []
        for n, start in enumerate(range(0, end, CHUNK + TAG)):
            chunk = body[start : min(start + CHUNK + TAG, end)]
            pieces.append(cipher.decrypt(prefix + struct.pack(">I?", n, False), chunk, header))
        last = cipher.decrypt(prefix + struct.pack(">I?", len(pieces), True), body[end:], header)
        data, (id_, digest, size) = b"".join(pieces), struct.unpack(">32s32sQ", last)
        named = hmac.digest(self.key("names"), data, "sha256")
        sound = (magic, id_.hex(), digest, size) == (
            b"SAKSI-O1",
            object_id,
            hashlib.sha256(data).digest(),
            len(data),
        )
        if not sound or named != id_:
            raise InvalidTag
        return data

    def tables(self, folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield the record's tables; the database is laid into the folder, sealed, to be opened."""
        sealed = folder / "record.db"
        write_new(sealed, self.part("record.db"))
        connection = importlib.import_module("sqlcipher3.dbapi2").connect(str(sealed))
        connection.execute(f"PRAGMA key = \"x'{self.key('database').hex()}'\"")
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (name,) in listed.fetchall():
            rows = connection.execute('SELECT * FROM "' + name.replace('"', '""') + '"')  # noqa: S608
            columns = [column[0] for column in rows.description]
            yield name, [dict(zip(columns, row, strict=True)) for row in rows]
        connection.close()


def write_new(path: Path, data: bytes) -> None:
    """Write a file for its owner alone; one that exists is never written over."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def as_json(value: Any) -> str:
    """Return what JSON does not know as text: bytes in base64."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def show(backup: Backup, folder: Path | None) -> int:
    """List the originals, and write them and the tables into a folder; return how many are damaged."""
    n_damaged = 0
    for object_id in backup.originals():
        try:
            data = backup.original(object_id)
        except (InvalidTag, struct.error, ValueError):
            n_damaged += 1
            sys.stdout.write(f"{object_id}\tDAMAGED\n")
            continue
        sys.stdout.write(f"{object_id}\t{len(data)}\t{hashlib.sha256(data).hexdigest()}\n")
        if folder:
            write_new(folder / "originals" / object_id, data)
    if folder:
        for name, rows in backup.tables(folder):
            lines = [json.dumps(row, ensure_ascii=False, default=as_json) for row in rows]
            write_new(folder / "tables" / f"{name}.jsonl", "".join(f"{line}\n" for line in lines).encode())
    return n_damaged


def ask(arguments: argparse.Namespace) -> str:
    """Return the passphrase, or the sheets one a line."""
    source = arguments.passphrase_file
    if source is None:
        wanted = ["First sheet: ", "Second sheet: "] if arguments.sheets else ["Passphrase: "]
        return "\n".join(getpass.getpass(prompt) for prompt in wanted)
    return (sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")).rstrip("\r\n")


def main() -> int:
    """Return 0 when all is sound, 1 when something is damaged, 12 when the key was not found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("backup", type=Path)
    wish = parser.add_mutually_exclusive_group(required=True)
    wish.add_argument("--list", action="store_true")
    wish.add_argument("--extract", type=Path, metavar="FOLDER")
    parser.add_argument("--passphrase-file", metavar="FILE", help="- reads standard input")
    parser.add_argument("--sheets", action="store_true", help="two recovery sheets instead of a passphrase")
    arguments = parser.parse_args()
    if arguments.extract:
        arguments.extract.mkdir(mode=0o700)  # a new folder: nothing is mixed, nothing written over
    backup = Backup(arguments.backup, ask(arguments), sheets=arguments.sheets)
    signed, damaged = backup.check_signature(), backup.damaged_parts()
    sys.stderr.write(f"{signed}; {len(damaged)} parts damaged or missing\n")
    sys.stderr.writelines(f"damaged or missing: {name}\n" for name in damaged)
    n_damaged = show(backup, arguments.extract)
    return 0 if signed.islower() and not damaged and not n_damaged else 1


if __name__ == "__main__":
    raise SystemExit(main())

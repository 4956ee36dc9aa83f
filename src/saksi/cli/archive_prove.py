"""`saksi prove`, `custody`: what can be shown to outsiders of a claim, and of the file that it came from."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from saksi.cli.archive import (
    BY_SHEETS,
    ArchiveFolder,
    AsJson,
    AsName,
    PassphraseFile,
    log_head,
    opening,
)
from saksi.cli.screen import complain, say, show, show_json

if TYPE_CHECKING:
    from saksi.archive.proofs import Proved

SHOWN = ("kind", "act", "victim_type", "modality", "count_min", "count_max", "time_from", "time_to")


def prove(
    folder: Annotated[Path | None, typer.Argument(metavar="[ARCHIVE]", help="The archive's folder.")] = None,
    claim: Annotated[
        str | None, typer.Argument(metavar="[REPORT:CLAIM]", help="The claim, as findings name it.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", help="File instead of stdout.")] = None,
    with_words: Annotated[
        bool, typer.Option("--with-words", help="Show the claim's words and the report's text too.")
    ] = False,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Check a proof; needs no archive.")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|HEX", help="With --check: the public key, as a folder of checkpoints keeps it."
        ),
    ] = None,
    original: Annotated[
        Path | None, typer.Option(help="With --check: a file that should be the report's original.")
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Write a proof of a claim: its state and passages, its report's original, custody, place in the log.

    Anybody checks it with --check, without archive and passphrase. It holds no word of the report and nothing
    of the source, unless --with-words is given. --check ends with 0, or with 1 and all that differs.

    Example: saksi prove my-archive isk-2024-03-20:c1 --output proof.json
    """
    if check is not None:
        _check(check, key, original, as_json=as_json)
        return
    if folder is None or claim is None:
        raise typer.BadParameter("needed: an archive and a claim, or --check with a proof")
    text = json.dumps(_proof(folder, claim, with_words, passphrase_file, as_name), indent=2) + "\n"
    if output is None:
        typer.echo(text, nl=False)
        return
    from saksi.workflows.files import write_text  # noqa: PLC0415 - see app.py

    write_text(output, text)
    say(f"wrote {output.name}. Who gets it checks it with: saksi prove --check {output.name}")


def custody(
    folder: ArchiveFolder,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Id of a report.")],
    output: Annotated[
        Path | None, typer.Option("--output", help="Write the original there, byte for byte, in clear.")
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Show what happened to the file that a report came from, or take the file out, which is noted first.

    Example: saksi custody my-archive isk-2024-03-20
    """
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.holdings.custody import export_original, history_of, holders  # noqa: PLC0415

        if output is None:
            found = history_of(report)
        else:
            found = export_original(archive, report_id=report, file=output)
        if as_json:
            show_json([asdict(found)], input_sha256=log_head())
        names = holders(archive) | {archive.code_of(BY_SHEETS): BY_SHEETS}
    if not as_json:
        show([f"sha256 {found.sha256}, {found.size:,} bytes"])
        show([f"{_handled(asdict(step))} {names.get(step.actor, '')}".rstrip() for step in found.steps])
    if output is not None:
        say(f"wrote {output.name}: it is not sealed there")


def _proof(
    folder: Path, claim: str, words: bool, passphrase_file: Path | None, name: str | None
) -> dict[str, Any]:
    from saksi.record import InvalidInput  # noqa: PLC0415

    report_id, found, claim_id = claim.rpartition(":")
    if not found:
        raise InvalidInput("needed REPORT:CLAIM, such as isk-2024-03-20:c1")
    with opening(folder, passphrase_file=passphrase_file, name=name) as archive:
        from saksi.workspace.audit.proving import prove as proof_of  # noqa: PLC0415

        return proof_of(archive, report_id=report_id, claim_id=claim_id, words=words)


def _check(file: Path, key: str | None, original: Path | None, *, as_json: bool) -> None:
    from saksi.archive import NotProved  # noqa: PLC0415
    from saksi.archive.proofs import check_proof  # noqa: PLC0415

    data, known = _bytes_of(file), key and _key(key)
    try:
        found = check_proof(data, key=known or None, original=_sha256(original) if original else None)
    except NotProved as error:
        if as_json:
            show_json([{"holds": False, "differs": error.differs}], input_sha256=_sha256(file).hex())
        for each in error.differs:
            complain(f"{file.name}: {each}")
        raise typer.Exit(1) from None
    if as_json:
        known_signer = {"holds": True, "differs": [], "signer_known": bool(known)}
        show_json([known_signer | asdict(found)], input_sha256=_sha256(file).hex())
    else:
        show(_said(found))
    if known:
        say("it holds, and was signed by this key")
    else:
        say(
            "its parts hold together; who signed it is not shown: compare the key above with the archive's,"
            " from its people or their folder of checkpoints, and give it as --key"
        )


def _said(found: "Proved") -> list[str]:
    values = ", ".join(f"{name} {found.claim[name]}" for name in SHOWN if found.claim.get(name) is not None)
    spans = [
        f"passage   {start}-{end}" + (f": {words}" if words else "") for start, end, words in found.passages
    ]
    return [
        f"claim     {found.about}: {values}",
        f"decided   {found.verdict or 'not yet'}",
        *spans,
        f"text      sha256 {found.report['text_sha256']}",
        f"original  sha256 {found.sha256}, {found.size:,} bytes",
        *(f"custody   {_handled(asdict(step))}" for step in found.custody),
        *(f"noted     {at}, entry {n}, by {actor or 'Saksi'}" for n, at, actor in found.entries),
        f"signed    {found.signed_at}, {found.n:,} entries, archive {found.archive}",
        f"key       {found.signed_by}",
    ]


def _handled(step: Mapping[str, str]) -> str:
    return f"{step['at']}  {step['event'].replace('_', ' ')} by {step['actor'] or 'Saksi'}"


def _key(given: str) -> bytes:
    """Return a public key: 64 hexadecimal digits, or the file that a folder of checkpoints keeps."""
    from saksi.record import InvalidInput  # noqa: PLC0415

    wrong = InvalidInput("--key: needed 64 hexadecimal digits, or a file public-key-….json")
    text = given
    if Path(given).is_file():
        try:
            text = json.loads(_bytes_of(Path(given)))["public_key"]
        except (ValueError, KeyError, TypeError):
            raise wrong from None
    try:
        found = bytes.fromhex(text)
    except (ValueError, TypeError):
        raise wrong from None
    if len(found) != 32:
        raise wrong
    return found


def _bytes_of(file: Path) -> bytes:
    from saksi.archive.proofs import MOST_BYTES  # noqa: PLC0415
    from saksi.record import InvalidInput, reason_of  # noqa: PLC0415

    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise InvalidInput(f"{file.name} cannot be read: {reason_of(error)}") from None
    if len(data) > MOST_BYTES:
        raise InvalidInput(f"{file.name} has over {MOST_BYTES} bytes, more than any proof")
    return data


def _sha256(file: Path) -> bytes:
    from saksi.record import InvalidInput, reason_of  # noqa: PLC0415

    try:
        with file.open("rb") as stream:
            return file_digest(stream, "sha256").digest()
    except OSError as error:
        raise InvalidInput(f"{file.name} cannot be read: {reason_of(error)}") from None

"""What SQLite and PostgreSQL do differently: the full-text index, locks, bytes in bytes, copies.

All other SQL is the ORM's, but for the log's plain statements, which both take (`saksi.workspace.audit.log`).
Nothing here holds text of its own: the index lives inside the sealed file, beside the reports.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from sqlcipher3 import dbapi2 as driver

from saksi.workspace import words

INDEX = "holdings_words"


def create_index(editor: BaseDatabaseSchemaEditor) -> None:
    """Create the full-text index (a migration calls this)."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"CREATE TABLE {INDEX} (id bigint PRIMARY KEY, words tsvector NOT NULL)")
        editor.execute(f"CREATE INDEX {INDEX}_gin ON {INDEX} USING gin (words)")
        return
    editor.execute(
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5"
        "(words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')",
        params=None,
    )


def index_words(words: Iterable[tuple[int, str]]) -> None:
    """Put texts into the index, as `words.indexed` gives them, by the primary keys of their reports."""
    if connection.vendor == "postgresql":
        statement = f"INSERT INTO {INDEX} (id, words) VALUES (%s, to_tsvector('simple', %s))"  # noqa: S608 - our own name
    else:
        statement = f"INSERT INTO {INDEX} (rowid, words) VALUES (%s, %s)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(words))


def search(phrases: Sequence[Sequence[str]], *, limit: int) -> list[int]:
    """Return primary keys of reports that hold all phrases (neighbouring index words), best first."""
    if connection.vendor == "postgresql":
        query = " & ".join("(" + " <-> ".join(_lexeme(word) for word in phrase) + ")" for phrase in phrases)
        statement = (
            f"SELECT id FROM {INDEX}, to_tsquery('simple', %s) asked WHERE words @@ asked"  # noqa: S608
            " ORDER BY ts_rank(words, asked) DESC, id LIMIT %s"
        )
    else:
        query = " AND ".join(_phrase(phrase) for phrase in phrases)
        statement = f"SELECT rowid FROM {INDEX} WHERE words MATCH %s ORDER BY rank, rowid LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [query, limit])
        return [int(row[0]) for row in cursor.fetchall()]


def lock_key(number: int) -> None:
    """Let one transaction at a time do what `number` stands for; it ends with the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
    # SQLite: every transaction is IMMEDIATE and holds the only write lock already


def entries_noting(signs: Sequence[bytes], about: str) -> list[int]:
    """Return the numbers of the log's entries that note rows with these signs, or are about an object."""
    holds = (
        "position(%s::bytea in notes) > 0" if connection.vendor == "postgresql" else "instr(notes, %s) > 0"
    )
    wanted = " OR ".join(['"object" = %s', *([holds] * len(signs))])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT n FROM audit_entry WHERE {wanted} ORDER BY n", [about, *signs])  # noqa: S608
        return [int(row[0]) for row in cursor.fetchall()]


def snapshot(file: Path, key: bytes) -> None:
    """Write a consistent copy of the database, under the same key, while others go on working.

    Raises
    ------
    NotImplementedError
        The database is a server's: its own tools back it up.
    """
    if connection.vendor != "sqlite":
        raise NotImplementedError("a PostgreSQL archive is backed up by pg_dump on the server")
    connection.ensure_connection()
    copy = driver.connect(str(file))
    try:
        copy.execute("PRAGMA cipher_log_level = NONE")
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.connection.backup(copy)
    finally:
        copy.close()


def _phrase(phrase: Sequence[str]) -> str:
    quoted = '"' + " ".join(word.replace('"', "") for word in phrase) + '"'
    return f"{quoted} *" if words.lone_syllable(phrase[-1]) else quoted


def _lexeme(word: str) -> str:
    quoted = "'" + word.replace("'", "''").replace("\\", "\\\\") + "'"
    return f"{quoted}:*" if words.lone_syllable(word) else quoted

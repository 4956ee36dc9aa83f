"""Opens the sealed database: key first, then everything that Django's backend for SQLite does.

The driver is `sqlcipher3` (SQLCipher 4, statically linked). What else would leave the key or the text in
clear is set here, for every connection: memory for temporary tables, zeroed pages on deletion, no log of the
cipher on stderr. Measurements and the nine pitfalls behind this: docs/decisions/0014.
"""

import datetime as dt
import decimal
import os
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock, get_ident
from typing import Any
from weakref import WeakSet

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3 import base as stock
from django.db.backends.sqlite3._functions import (  # type: ignore[import-untyped]  # stubs miss it
    register as register_functions,
)
from django.utils.asyncio import async_unsafe
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as driver

from saksi.workspace.backend.client import DatabaseClient
from saksi.workspace.backend.features import DatabaseFeatures
from saksi.workspace.backend.key import WrongKey, key_of
from saksi.workspace.backend.operations import DatabaseOperations

PRAGMAS = (
    "PRAGMA busy_timeout = 20000",
    "PRAGMA cache_size = -65536",  # KiB: pages are decrypted once, look-ups cost as on plain SQLite
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = FULL",  # with NORMAL a power cut may lose what was acknowledged
)


def _registered() -> None:
    """Teach the driver Django's types: adapters and converters are registered per module."""
    decoder = stock.decoder
    driver.register_converter("bool", b"1".__eq__)
    driver.register_converter("date", decoder(parse_date))
    driver.register_converter("time", decoder(parse_time))
    driver.register_converter("datetime", decoder(parse_datetime))
    driver.register_converter("timestamp", decoder(parse_datetime))
    driver.register_adapter(decimal.Decimal, str)
    driver.register_adapter(dt.date, stock.adapt_date)
    driver.register_adapter(dt.datetime, stock.adapt_datetime)


_registered()


class DatabaseWrapper(stock.DatabaseWrapper):
    """A connection to a SQLCipher file; everything not named here is Django's."""

    display_name = "SQLite"  # as Django's tests and messages expect it
    Database = driver
    client_class = DatabaseClient  # type: ignore[assignment]  # it refuses instead of being one
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    opened_by: int | None = None
    opened_in: int | None = None  # thread
    opened_file = False  # the settings may name another database by the time that this one is closed
    init_commands: list[str]

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open, unlock and set up one connection.

        Raises
        ------
        Locked
            The process holds no key for this database.
        WrongKey
            The file does not open with the key that it holds.
        """
        unwritable = _unwritable(Path(conn_params["database"]))
        connection = driver.connect(**conn_params | ({"database": unwritable} if unwritable else {}))
        try:
            if not self.is_in_memory_db():
                self._unlock(connection, str(conn_params["database"]))
            register_functions(connection)
            self._set_up(connection, can_write=unwritable is None)
        except BaseException:
            connection.close()
            raise
        self.opened_by, self.opened_in = os.getpid(), get_ident()
        self.opened_file = not self.is_in_memory_db()
        with _opened_lock:
            _opened.add(self)
        return connection

    @async_unsafe
    def close(self) -> None:
        """Close a file; a database in memory stays, as with Django's backend."""
        if self.opened_file:
            BaseDatabaseWrapper.close(self)
        else:
            super().close()

    @staticmethod
    def _unlock(connection: Any, database: str) -> None:
        # The log level may come before the key; everything that touches a page may not.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key_of(database).hex()}'\"")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.DatabaseError as error:
            if "not a database" not in str(error):
                raise
            raise WrongKey("the database does not open with its key: it is another's, or damaged") from None

    def _set_up(self, connection: Any, *, can_write: bool) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA legacy_alter_table = OFF")
        for pragma in PRAGMAS:
            connection.execute(pragma)
        if can_write and not self.is_in_memory_db():
            connection.execute("PRAGMA journal_mode = WAL")
        for command in self.init_commands:
            if command.strip():
                connection.execute(command)

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 - Django's signature
        """Return a cursor that takes Django's placeholders.

        Raises
        ------
        RuntimeError
            The process was forked since: two processes on one connection corrupt the file.
        """
        if self.opened_by != os.getpid():
            raise RuntimeError("this connection was opened before a fork; close it and open it anew after")
        return self.connection.cursor(factory=CursorWrapper)


_opened: WeakSet[DatabaseWrapper] = WeakSet()
_opened_lock = Lock()


def close_connections(*, except_threads: Container[int]) -> None:
    """Close the connections of all threads but those named, which close their own: the archive is locked."""
    with _opened_lock:
        wrappers = [each for each in _opened if each.opened_in not in except_threads]
    for wrapper in wrappers:
        wrapper.inc_thread_sharing()  # else only its own thread may close it
        try:
            wrapper.close()
        finally:
            wrapper.dec_thread_sharing()


def _unwritable(path: Path) -> str | None:
    """Return the address of a file on a read-only disk, to be read as one that nobody changes; else None.

    SQLite wants to write beside a file with a log even to read it. A log that still holds something is not
    passed over: then the file is opened as ever, and SQLite refuses.
    """
    if not path.is_file() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return None
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return None
    return f"{path.as_uri()}?immutable=1"


@lru_cache(maxsize=512)
def _converted(query: str) -> str:
    """Turn ``%s`` into ``?``; statements come again and again, and hold no values."""
    return str(stock.SQLiteCursorWrapper.convert_query(None, query))  # type: ignore[arg-type]  # it needs no self


class CursorWrapper(driver.Cursor):  # type: ignore[misc]  # the driver ships no types
    """The driver's cursor with Django's ``%s`` placeholders.

    Django's own wrapper calls ``super()`` of the standard library's cursor, so its two methods are here anew.
    """

    convert_query = stock.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        if isinstance(params, Mapping):
            return super().execute(self.convert_query(query, param_names=list(params)), params)
        return super().execute(_converted(query), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Run one statement for each set of parameters."""
        rows = list(param_list)
        names = list(rows[0]) if rows and isinstance(rows[0], Mapping) else None
        return super().executemany(self.convert_query(query, param_names=names), rows)

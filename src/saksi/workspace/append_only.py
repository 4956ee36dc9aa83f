"""Tables whose rows are written once: triggers refuse to change or remove them, on both databases.

Whoever holds the key can drop a trigger; what they did then is found by the chain of the log.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "the log and the decisions are written once: append, never change"

SQLITE = """\
CREATE TRIGGER {table}_{event}_refused BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END"""
POSTGRESQL = """\
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '{refusal}'; END $$;
CREATE OR REPLACE TRIGGER {table}_refused BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
CREATE OR REPLACE TRIGGER {table}_truncate_refused BEFORE TRUNCATE ON {table}
EXECUTE FUNCTION {table}_refuse()"""


def append_only(*tables: str) -> migrations.RunPython:
    """Return the migration step that guards these tables.

    A later migration that alters one of them on SQLite makes the table anew, without its triggers:
    it ends with this step again (a test looks for the triggers after all migrations).
    """

    def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in _statements(editor.connection.vendor, table):
                editor.execute(statement, params=None)

    return migrations.RunPython(guard, migrations.RunPython.noop)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [POSTGRESQL.format(table=table, refusal=REFUSAL)]
    return [SQLITE.format(table=table, event=event, refusal=REFUSAL) for event in ("UPDATE", "DELETE")]

"""The full-text index, and a guard on the chain of custody."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from saksi.workspace.append_only import append_only
from saksi.workspace.differing import create_index


def _index(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    create_index(editor)


class Migration(migrations.Migration):
    """See above."""

    dependencies = (("holdings", "0001_initial"),)
    operations = (
        migrations.RunPython(_index, migrations.RunPython.noop),
        append_only("holdings_custody"),
    )

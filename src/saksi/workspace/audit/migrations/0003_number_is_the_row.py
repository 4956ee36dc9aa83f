"""The number of an entry is its row number: one page less to seal for each."""

from django.db import migrations, models

from saksi.workspace.append_only import append_only


class Migration(migrations.Migration):
    """The guard comes again: SQLite makes an altered table anew, without its triggers."""

    dependencies = (("audit", "0002_append_only"),)
    operations = (
        migrations.AlterField("entry", "n", models.IntegerField(primary_key=True, serialize=False)),
        append_only("audit_entry"),
    )

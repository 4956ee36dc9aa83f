"""The log is written once."""

from django.db import migrations

from saksi.workspace.append_only import append_only


class Migration(migrations.Migration):
    """Guards the entries."""

    dependencies = (("audit", "0001_initial"),)
    operations = (append_only("audit_entry"),)

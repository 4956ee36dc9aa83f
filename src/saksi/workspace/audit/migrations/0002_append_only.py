"""The log is written once."""

from django.db import migrations

from saksi.workspace.append_only import append_only


class Migration(migrations.Migration):
    """Guards entries and states; the head moves with them."""

    dependencies = (("audit", "0001_initial"),)
    operations = (append_only("audit_entry", "audit_state"),)

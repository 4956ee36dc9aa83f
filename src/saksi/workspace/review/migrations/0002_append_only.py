"""Decisions are written once."""

from django.db import migrations

from saksi.workspace.append_only import append_only


class Migration(migrations.Migration):
    """Guards decisions."""

    dependencies = (("review", "0001_initial"),)
    operations = (append_only("review_decision"),)

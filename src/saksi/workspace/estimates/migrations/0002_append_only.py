"""Estimates are frozen when they are made."""

from django.db import migrations

from saksi.workspace.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("estimates", "0001_initial"),)
    operations = (append_only("estimates_estimate"),)

"""Verdicts and the history of clusters are written once."""

from django.db import migrations

from saksi.workspace.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("linking", "0002_events_and_history"),)
    operations = (append_only("linking_judgement", "linking_change"),)

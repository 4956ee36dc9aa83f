"""Which estimate the findings hold is said once, and again, never changed."""

from django.db import migrations

from saksi.workspace.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("estimates", "0003_taken"),)
    operations = (append_only("estimates_taken"),)

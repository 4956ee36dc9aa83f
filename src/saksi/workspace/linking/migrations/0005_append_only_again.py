"""What is said of orders and of differences is written once."""

from django.db import migrations

from saksi.workspace.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("linking", "0004_orders_and_differences"),)
    operations = (append_only("linking_ordertie", "linking_settlement"),)

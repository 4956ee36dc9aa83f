"""Which estimate the findings hold."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("estimates", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Taken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("into", models.BooleanField()),
                ("coder", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="estimates.estimate",
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
    ]

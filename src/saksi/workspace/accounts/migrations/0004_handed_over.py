"""A passphrase that was handed over is changed at the first sign-in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="handed_at",
            field=models.DateTimeField(null=True),
        ),
    ]

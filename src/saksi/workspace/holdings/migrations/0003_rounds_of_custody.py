"""What happens to many originals at once is one row; a single original is received and exported."""

from django.db import migrations, models
from django.db.models import CheckConstraint, F, Q

from saksi.workspace.append_only import append_only


class Migration(migrations.Migration):
    """The guard of custody comes again: SQLite makes an altered table anew, without its triggers."""

    dependencies = (("holdings", "0002_words_and_custody"),)
    operations = (
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=64)),
                ("event", models.CharField(max_length=16)),
                ("last", models.PositiveBigIntegerField()),
                ("part", models.PositiveIntegerField(default=1)),
                ("parts", models.PositiveIntegerField(default=1)),
                ("n_originals", models.PositiveBigIntegerField()),
            ],
            options={
                "constraints": (
                    CheckConstraint(
                        condition=Q(event__in=("verified", "backed_up", "restored")), name="round_event_known"
                    ),
                    CheckConstraint(condition=Q(part__gte=1), name="round_part_counted_from_one"),
                    CheckConstraint(condition=Q(parts__gte=F("part")), name="round_part_of_parts"),
                ),
            },
        ),
        migrations.RemoveConstraint(model_name="custody", name="custody_event_known"),
        migrations.AddConstraint(
            model_name="custody",
            constraint=CheckConstraint(
                condition=Q(event__in=("received", "exported")), name="custody_event_known"
            ),
        ),
        append_only("holdings_custody", "holdings_round"),
    )

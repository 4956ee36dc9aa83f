"""What is said of orders and of differences; what a look at a pair is worth."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("holdings", "0004_lists"),
        ("linking", "0003_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrderTie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tied", models.BooleanField()),
                ("coder", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("note", models.TextField(null=True)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=16)),
                ("answer", models.CharField(max_length=16)),
                ("values", models.JSONField()),
                ("coder", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("note", models.TextField(null=True)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="pair",
            name="worth",
            field=models.FloatField(null=True),
        ),
        migrations.AddIndex(
            model_name="cluster",
            index=models.Index(
                fields=["kind", "dissolved_at", "contested", "n_reports", "id"], name="cluster_contested"
            ),
        ),
        migrations.AddIndex(
            model_name="pair",
            index=models.Index(
                condition=models.Q(("verdict__isnull", True), ("worth__isnull", False)),
                fields=["worth", "id"],
                name="pair_open",
            ),
        ),
        migrations.AddField(
            model_name="ordertie",
            name="act",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="carries_out", to="holdings.claim"
            ),
        ),
        migrations.AddField(
            model_name="ordertie",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="carried_out", to="holdings.claim"
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="claim",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settlements",
                to="holdings.claim",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="cluster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="settlements", to="linking.cluster"
            ),
        ),
        migrations.AddConstraint(
            model_name="ordertie",
            constraint=models.CheckConstraint(
                condition=models.Q(("order", models.F("act")), _negated=True), name="order_tie_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ("disagree", "misread", "apart"))),
                name="settlement_answer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "disagree"), ("claim__isnull", True)),
                    models.Q(models.Q(("answer", "disagree"), _negated=True), ("claim__isnull", False)),
                    _connector="OR",
                ),
                name="settlement_claim_where_needed",
            ),
        ),
    ]

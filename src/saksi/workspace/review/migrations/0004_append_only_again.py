"""Decisions keep their guards, codings and notes get theirs; what stands is filled in from the decisions."""

from typing import Any

from django.db import migrations

from saksi.workspace.append_only import append_only


def fill(apps: Any, _editor: Any) -> None:
    decisions, standings = apps.get_model("review", "Decision"), apps.get_model("review", "Standing")
    latest: dict[int, Any] = {}
    for decision in decisions.objects.order_by("pk").iterator():
        latest[decision.claim_id] = decision
    standings.objects.bulk_create(
        standings(
            claim_id=decision.claim_id,
            decision_id=decision.pk,
            verdict=decision.verdict,
            coder=decision.coder,
            at=decision.at,
        )
        for decision in latest.values()
        if decision.verdict != "withdrawn"
    )


class Migration(migrations.Migration):
    dependencies = (("review", "0003_standing_and_double_coding"),)
    operations = (
        append_only(
            "review_decision", "review_coding", "review_ruling", "review_codernote", "review_readmark"
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    )

"""Decisions on claims."""

from django.db import models
from django.db.models import CheckConstraint, Q

from saksi.workspace.codes import one_of
from saksi.workspace.holdings.models import Claim

VERDICTS = ("accepted", "rejected", "corrected")


class Decision(models.Model):
    """A person's verdict on a claim; the latest counts, the earlier ones stay."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=16)
    before = models.JSONField()
    after = models.JSONField(null=True)  # the claim as corrected
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField(null=True)

    class Meta:
        """A correction says what it corrects to; the others do not."""

        ordering = ("id",)
        constraints = (
            one_of("verdict", VERDICTS, "decision_verdict_known"),
            CheckConstraint(
                condition=Q(verdict="corrected", after__isnull=False)
                | (~Q(verdict="corrected") & Q(after__isnull=True)),
                name="decision_after_of_corrections",
            ),
        )

    def __str__(self) -> str:
        return f"decision {self.pk}"

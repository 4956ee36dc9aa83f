"""Editions of the findings: what was answered on one day, from which reports."""

from django.db import models
from django.db.models import CheckConstraint, Q


class Edition(models.Model):
    """All findings as they were computed once; never computed anew, never changed but to be frozen.

    `pieces`, `page` and `data` are compressed (`saksi.workspace.findings.packing`). `reports` are the keys of
    all reports that it rests on: whoever may not see one of them does not see the edition.
    """

    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)  # a member's name
    n_reports = models.PositiveIntegerField()
    n_claims = models.PositiveIntegerField()
    n_decided = models.PositiveIntegerField()  # of these claims: accepted or corrected by a person
    last_decision = models.PositiveBigIntegerField(null=True)  # key of the latest then; null = none yet
    reports = models.BinaryField()
    pieces = models.BinaryField()  # language to finding to HTML
    page = models.BinaryField()  # findings.html, as `saksi findings` writes it
    data = models.BinaryField()  # findings.json
    sha256 = models.CharField(max_length=64)  # of the data before it was compressed
    title = models.TextField(null=True)  # given when it is frozen
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.CharField(max_length=64, null=True)

    class Meta:
        """Frozen: by somebody, under a title."""

        constraints = (
            CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_by__isnull=True, title__isnull=True)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False, title__isnull=False),
                name="edition_frozen_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"edition {self.pk}"

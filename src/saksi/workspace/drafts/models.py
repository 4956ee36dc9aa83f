"""The table of drafts."""

from collections.abc import Mapping, Sequence

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.datastructures import MultiValueDict

from saksi.workspace.codes import one_of
from saksi.workspace.holdings.models import Report

PASTED = "pasted"
# a correction, moved passages, a note to the adjudicator: of a claim; a new claim; an adjudicator's answer
OF_REPORTS = ("correct", "passages", "note", "new", "ruling")


class Draft(models.Model):
    """What a member typed into one form; changed while they type, removed when it is sent or given up."""

    coder = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="drafts")  # null = pasted
    place = models.TextField()  # a claim's id, a new claim's first span, a difference's slug; empty = pasted
    fields = models.JSONField()  # name of an input -> its values, as the form sends them
    at = models.DateTimeField()

    class Meta:
        """One a member and form."""

        ordering = ("-at",)
        constraints = (
            one_of("kind", (*OF_REPORTS, PASTED), "draft_kind_known"),
            CheckConstraint(
                condition=Q(kind=PASTED, report__isnull=True) | (~Q(kind=PASTED) & Q(report__isnull=False)),
                name="draft_of_a_report_or_pasted",
            ),
            UniqueConstraint(fields=("coder", "report", "kind", "place"), name="draft_once"),
            UniqueConstraint(fields=("coder",), condition=Q(report__isnull=True), name="draft_pasted_once"),
        )

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def posted(self) -> MultiValueDict[str, str]:
        """The fields as a request posts them."""
        fields: Mapping[str, Sequence[str]] = self.fields
        return MultiValueDict({name: list(values) for name, values in fields.items()})

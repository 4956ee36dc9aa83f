"""Decisions on claims, what stands because of them, and notes beside them."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from saksi.workspace.codes import one_of
from saksi.workspace.holdings.models import Claim, Report

STANDING = ("accepted", "rejected", "corrected", "cannot_tell")
VERDICTS = (*STANDING, "withdrawn")  # withdrawn: the decision before is taken back, the claim is a suggestion
WAYS = ("group", "added", "adjudicated", "undone")


class Decision(models.Model):
    """A person's verdict on a claim; the latest counts, the earlier ones stay."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=16)
    before = models.JSONField()
    after = models.JSONField(null=True)  # the claim as corrected
    fields = models.JSONField(null=True)  # names of the fields that a correction changes
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField(null=True)
    way = models.CharField(max_length=16, null=True)  # null = one by one, by somebody who looked at it
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undone_by")
    key = models.CharField(max_length=64, null=True)  # of the form it came from: sent twice, it counts once

    class Meta:
        """A correction says what it corrects to; the others do not. What is taken back is so once."""

        ordering = ("id",)
        constraints = (
            one_of("verdict", VERDICTS, "decision_verdict_known"),
            one_of("way", WAYS, "decision_way_known"),
            CheckConstraint(
                condition=Q(verdict="corrected", after__isnull=False)
                | (~Q(verdict="corrected") & Q(after__isnull=True)),
                name="decision_after_of_corrections",
            ),
            UniqueConstraint(fields=("undoes",), name="decision_undone_once"),
            UniqueConstraint(fields=("key",), name="decision_key_once"),
        )

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Standing(models.Model):
    """The decision that counts for a claim now; no row: the claim is a suggestion.

    It repeats the latest decision, so that lists of a million claims need not look for it; `saksi verify` and
    findings go by the decisions themselves.
    """

    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="standing")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=16)
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Verdicts that can stand."""

        constraints = (one_of("verdict", STANDING, "standing_verdict_known"),)
        indexes = (models.Index(fields=("verdict", "at"), name="standing_verdict_at"),)

    def __str__(self) -> str:
        return f"standing of claim {self.pk}"


class CoderNote(models.Model):
    """What a coder wants the adjudicator to know of a claim; appended, never changed."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="coder_notes")
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()
    text = models.TextField()
    key = models.CharField(max_length=64, null=True)

    class Meta:
        """Says something; sent twice, it counts once."""

        ordering = ("id",)
        constraints = (
            CheckConstraint(condition=~Q(text=""), name="coder_note_says_something"),
            UniqueConstraint(fields=("key",), name="coder_note_key_once"),
        )

    def __str__(self) -> str:
        return f"coder note {self.pk}"


class ReadMark(models.Model):
    """Somebody read a report to its end and found no further claim; appended, never changed."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="read_marks")
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Each coder once a report."""

        constraints = (UniqueConstraint(fields=("report", "coder"), name="read_mark_once"),)

    def __str__(self) -> str:
        return f"read mark {self.pk}"

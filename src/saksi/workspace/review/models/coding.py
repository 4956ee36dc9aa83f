"""Double coding: who codes what, what they said without seeing others, and how differences were settled."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from saksi.workspace.codes import one_of
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.models.decisions import Decision

CODINGS = ("accepted", "rejected", "corrected", "cannot_tell", "added", "withdrawn")
ANSWERS = ("first", "second", "own", "all_wrong", "cannot_tell")


class Assignment(models.Model):
    """One report for one coder, blind: neither decisions nor the reader's confidence are shown."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="assignments")
    coder = models.CharField(max_length=64)
    sample = models.PositiveIntegerField()  # assigned together
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """Each coder once a report."""

        ordering = ("id",)
        constraints = (UniqueConstraint(fields=("report", "coder"), name="assignment_once"),)
        indexes = (models.Index(fields=("coder", "finished_at"), name="assignment_of_coder"),)

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class Coding(models.Model):
    """What a blind coder says of a claim, or a verdict that came too late to stand; appended, never changed.

    It decides nothing: it is compared, and an adjudicator rules where it differs.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="codings")
    report = models.ForeignKey(Report, models.PROTECT, related_name="codings")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="codings")  # null = added
    local_id = models.TextField()  # of the claim within its report
    verdict = models.CharField(max_length=16)
    before = models.JSONField(null=True)  # null = added
    after = models.JSONField(null=True)  # as corrected or added
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField(null=True)
    key = models.CharField(max_length=64, null=True)

    class Meta:
        """What is corrected or added says to what; an addition is of no claim of the record."""

        ordering = ("id",)
        constraints = (
            one_of("verdict", CODINGS, "coding_verdict_known"),
            CheckConstraint(
                condition=Q(verdict__in=("corrected", "added"), after__isnull=False)
                | (~Q(verdict__in=("corrected", "added")) & Q(after__isnull=True)),
                name="coding_after_where_needed",
            ),
            CheckConstraint(
                condition=~Q(verdict="added") | Q(claim__isnull=True), name="coding_added_is_new"
            ),
            UniqueConstraint(fields=("key",), name="coding_key_once"),
        )
        indexes = (models.Index(fields=("report", "local_id"), name="coding_of_claim"),)

    def __str__(self) -> str:
        return f"coding {self.pk}"


class Ruling(models.Model):
    """An adjudicator's answer to one difference; appended, never changed."""

    coding = models.OneToOneField(Coding, models.PROTECT, null=True, related_name="ruling")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="rulings")
    answer = models.CharField(max_length=16)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="ruling")
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField(null=True)

    class Meta:
        """Known answers, about something."""

        ordering = ("id",)
        constraints = (
            one_of("answer", ANSWERS, "ruling_answer_known"),
            CheckConstraint(
                condition=Q(coding__isnull=False) | Q(claim__isnull=False), name="ruling_about_something"
            ),
        )

    def __str__(self) -> str:
        return f"ruling {self.pk}"

"""Estimates and refusals as they were made: frozen, with all that is needed to make them again."""

from django.db import models


class Estimate(models.Model):
    """One run on lists of the linked record; written once.

    Neither table nor results name anybody: counts by list, and lists by the names of outlets or codes.
    """

    choice = models.JSONField()  # what was asked: `saksi.workflows.linking_lists.Choice`
    settings = models.JSONField()  # of estimation, seed and budget among them
    table = models.JSONField()  # capture patterns: the linkage as it stands
    results = models.JSONField()  # rows as `saksi estimate --json` prints them
    versions = models.JSONField()
    input_sha256 = models.CharField(max_length=64)  # of all tables that went in
    log_head = models.CharField(max_length=64)  # hash of the log's last entry: the record that it rests on
    documented = models.PositiveIntegerField()  # people
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        return f"estimate {self.pk}"


class Taken(models.Model):
    """One estimate is taken into the findings, or left out again; appended: the latest counts."""

    estimate = models.ForeignKey(Estimate, models.PROTECT, related_name="taken")
    into = models.BooleanField()
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """In the order in which it was said."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"taken {self.pk}"

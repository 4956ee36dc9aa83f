"""Originals, where they have been, and the reports that were read out of them."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from saksi.workspace.codes import one_of, ordered

CUSTODY = ("received", "exported")  # to one original
ROUNDS = ("verified", "backed_up", "restored")  # to many at once
WORK = ("add", "read")


class Batch(models.Model):
    """One run of `add` or `read`: what was asked, how far it got."""

    work = models.CharField(max_length=16)
    actor = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    settings = models.JSONField(default=dict)

    class Meta:
        """Known kinds of work only."""

        constraints = (one_of("work", WORK, "batch_work_known"),)

    def __str__(self) -> str:
        return f"batch {self.pk}"


class Original(models.Model):
    """The bytes of one document as received; sealed in ``originals/`` under `object_id`."""

    object_id = models.CharField(max_length=64, unique=True)  # keyed: tells an outsider nothing
    name = models.TextField()
    sha256 = models.CharField(max_length=64)  # plain, for court; never leaves the sealed file by itself
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    complete = models.BooleanField(default=False)  # all its reports are in
    problem = models.TextField(null=True)  # why it gave no report; it is tried again when added again

    def __str__(self) -> str:
        return f"original {self.pk}"


class Custody(models.Model):
    """One thing that happened to one original; appended, never changed."""

    original = models.ForeignKey(Original, models.PROTECT, related_name="custody")
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)  # a code: see `Archive.code_of`
    event = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64)  # of the bytes at that moment

    class Meta:
        """Known events only."""

        constraints = (one_of("event", CUSTODY, "custody_event_known"),)

    def __str__(self) -> str:
        return f"custody {self.pk}"


class Round(models.Model):
    """One thing that happened to many originals at once, in one row; appended, never changed.

    It covers the originals with keys up to `last` whose remainder by `parts` is that of `part`.
    """

    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    event = models.CharField(max_length=16)
    last = models.PositiveBigIntegerField()
    part = models.PositiveIntegerField(default=1)
    parts = models.PositiveIntegerField(default=1)
    n_originals = models.PositiveBigIntegerField()

    class Meta:
        """Known events; a part of as many as there are."""

        constraints = (
            one_of("event", ROUNDS, "round_event_known"),
            CheckConstraint(condition=Q(part__gte=1), name="round_part_counted_from_one"),
            ordered("part", "parts", "round_part_of_parts"),
        )

    def __str__(self) -> str:
        return f"round {self.pk}"


class Report(models.Model):
    """One text as received; the fields of `saksi.record.Report`."""

    report_id = models.CharField(max_length=200, unique=True)
    received_in = models.ForeignKey(Original, models.PROTECT, related_name="reports")
    position = models.PositiveIntegerField()  # within its original
    key = models.CharField(max_length=64, unique=True)  # keyed id of original and position
    source = models.ForeignKey("Source", models.PROTECT, null=True, related_name="reports")
    outlet = models.TextField(null=True)
    url = models.TextField(null=True)
    title = models.TextField(null=True)
    published = models.DateField(null=True, db_index=True)
    language = models.TextField(null=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    comparison_key = models.CharField(max_length=64, db_index=True)
    original_name = models.TextField(null=True)
    original_sha256 = models.TextField(null=True)
    original_bytes = models.BigIntegerField(null=True)
    furniture = models.JSONField(default=list)
    duplicate_of = models.TextField(
        null=True
    )  # a report id; of another archive where a read report was added
    retracted_by = models.TextField(null=True)  # a report id, or the outlet
    retracted_at = models.DateField(null=True)
    withdraws = models.BooleanField(default=False)  # it says that another report is withdrawn
    synthetic = models.BooleanField(default=False)
    read_by = models.TextField(null=True)
    extra = models.JSONField(default=dict)

    class Meta:
        """Each place of an original once; a hash and its name together."""

        constraints = (
            UniqueConstraint(fields=("received_in", "position"), name="report_place_once"),
            CheckConstraint(
                condition=Q(retracted_at__isnull=True) | Q(retracted_by__isnull=False),
                name="report_retraction_has_author",
            ),
            CheckConstraint(condition=~Q(report_id=""), name="report_id_not_empty"),
        )
        indexes = (
            models.Index(fields=("outlet", "published"), name="report_outlet_day"),
            models.Index(fields=("read_by",), name="report_read_by"),
            models.Index(fields=("language",), name="report_language"),
            # few among many: lists of them need not look at all reports
            models.Index(fields=("id",), name="report_unread", condition=Q(read_by=None)),
            models.Index(fields=("id",), name="report_retracted", condition=Q(retracted_by__isnull=False)),
            models.Index(fields=("id",), name="report_copy", condition=Q(duplicate_of__isnull=False)),
        )

    def __str__(self) -> str:
        return f"report {self.pk}"

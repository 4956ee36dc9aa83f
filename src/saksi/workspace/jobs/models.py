"""What was asked for, how far it is, and how it ended."""

from django.db import models
from django.db.models import CheckConstraint, Q

from saksi.workspace.codes import one_of, ordered

STATES = ("waiting", "running", "done", "failed", "cancelled")
ENDED = ("done", "failed", "cancelled")


class Job(models.Model):
    """One piece of long work; the row is all that its process knows, so another can take it up.

    Neither settings nor outcome hold words of a report: ids, counts and codes alone.
    """

    kind = models.CharField(max_length=32)  # see `kinds`
    settings = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=64)  # a member's name
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=16, default="waiting")
    started_at = models.DateTimeField(null=True)  # the first time
    ended_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # last sign of life of the process that has it in hand
    worker = models.CharField(max_length=32, null=True)  # which process that is
    attempts = models.PositiveSmallIntegerField(default=0)  # times it was taken up; a clean stop counts not
    cancel_asked = models.BooleanField(default=False)
    step = models.CharField(max_length=32, null=True)  # what it is at, as a code
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)  # null = not known yet
    outcome = models.JSONField(null=True)  # of a job that is done
    error = models.TextField(null=True)  # of one that failed: what was found, needed, what to do next

    class Meta:
        """An end has a time, a failure a reason, and what is in hand a process."""

        indexes = (models.Index(fields=("state", "id"), name="job_state"),)
        constraints = (
            one_of("state", STATES, "job_state_known"),
            ordered("done", "total", "job_done_of_total"),
            CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="job_end_has_time",
            ),
            CheckConstraint(condition=~Q(state="failed") | Q(error__isnull=False), name="job_failure_said"),
            CheckConstraint(
                condition=~Q(state="running") | Q(worker__isnull=False, beat_at__isnull=False),
                name="job_running_has_worker",
            ),
        )

    def __str__(self) -> str:
        return f"job {self.pk}"

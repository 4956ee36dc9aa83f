"""The audit log: entries in a hash chain, the states that each left, and the chain's head."""

from django.db import models
from django.db.models import UniqueConstraint


class Entry(models.Model):
    """One thing done, by whom, to what; hashed together with the entry before (`saksi.archive.chain`)."""

    n = models.PositiveBigIntegerField(primary_key=True)  # from 1, without gaps
    at = models.DateTimeField()  # UTC, to the microsecond
    actor = models.CharField(max_length=64)
    action = models.CharField(max_length=48)
    object = models.TextField()  # kind and id: never a name, never words of a report
    reason = models.TextField()
    state = models.BinaryField()  # keyed digest over the states that the entry left behind
    previous = models.BinaryField()  # hash of the entry before

    def __str__(self) -> str:
        return f"entry {self.n}"


class State(models.Model):
    """The keyed digest of one row as an entry left it; the latest must fit the row as it is."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="states")
    kind = models.CharField(max_length=16)
    key = models.PositiveBigIntegerField()  # primary key of the row
    digest = models.BinaryField()

    class Meta:
        """One state a row and entry; found by row."""

        constraints = (UniqueConstraint(fields=("kind", "key", "entry"), name="state_once"),)

    def __str__(self) -> str:
        return f"state {self.pk}"


class Head(models.Model):
    """The chain's last entry and the peaks of its mountain range: one row, kept so that appending is quick.

    Nothing is believed because it stands here: `saksi verify` computes it anew from the entries.
    """

    hash = models.BinaryField()
    peaks = models.BinaryField()  # `saksi.archive.Peaks`, the number of entries first

    def __str__(self) -> str:
        return f"head {self.pk}"


class Setting(models.Model):
    """A choice that belongs to the archive, such as where checkpoints are kept outside of it."""

    name = models.CharField(max_length=32, unique=True)
    value = models.TextField()

    def __str__(self) -> str:
        return f"setting {self.pk}"

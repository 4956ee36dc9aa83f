"""The audit log: entries in a hash chain, each with the digests of the rows that it left."""

from django.db import models


class Entry(models.Model):
    """One thing done, by whom, to what; hashed together with the entry before (`saksi.archive.chain`)."""

    # From 1, without gaps. A plain integer, because only that is SQLite's own row number: any other kind of
    # key is a second tree, and a second page to seal for each entry.
    n = models.IntegerField(primary_key=True)
    at = models.DateTimeField()  # UTC, to the microsecond
    actor = models.CharField(max_length=64)  # a code: see `Archive.code_of`
    action = models.CharField(max_length=48)
    object = models.TextField()  # kind and id: never a name, never words of a report
    reason = models.TextField()
    state = models.BinaryField()  # keyed digest over the states that the entry left behind
    previous = models.BinaryField()  # hash of the entry before
    hash = models.BinaryField()  # its own, which the next one names
    notes = models.BinaryField()  # digests of the rows that it left (`saksi.workspace.audit.notes`)

    def __str__(self) -> str:
        return f"entry {self.n}"


class Range(models.Model):
    """The peaks of the log's mountain range up to some entry: one row, so that a checkpoint is quick to make.

    Nothing is believed because it stands here: `saksi verify` computes it anew from the entries.
    """

    peaks = models.BinaryField()  # `saksi.archive.Peaks`, the number of entries first

    def __str__(self) -> str:
        return f"range {self.pk}"


class Setting(models.Model):
    """A choice that belongs to the archive, such as where checkpoints are kept outside of it."""

    name = models.CharField(max_length=32, unique=True)
    value = models.TextField()

    def __str__(self) -> str:
        return f"setting {self.pk}"

"""Sources: a random code for everybody, and sealed details for those who hold a grant."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from saksi.workspace.codes import one_of

GRADES = ("A", "B", "C", "D", "E", "F")


class Source(models.Model):
    """Who told, under a random code. What could tell who it is stands in the vault alone."""

    code = models.CharField(max_length=16, unique=True)
    kind = models.TextField(null=True)  # a role of the vocabulary; null = not told
    grade = models.CharField(max_length=1, null=True)  # null = not graded
    consent_until = models.DateField(null=True)
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Grades A to F."""

        constraints = (one_of("grade", GRADES, "source_grade_known"),)

    def __str__(self) -> str:
        return f"source {self.pk}"


class VaultEntry(models.Model):
    """The sealed details of one source; the blob stays after withdrawal, its key does not."""

    source = models.OneToOneField(Source, models.PROTECT, related_name="vault")
    blob = models.BinaryField()

    def __str__(self) -> str:
        return f"vault entry {self.pk}"


class Grant(models.Model):
    """The key of one vault entry, sealed to one member by name, or to the vault's recovery sheets."""

    entry = models.ForeignKey(VaultEntry, models.PROTECT, related_name="grants")
    grantee = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        """One grant a grantee."""

        constraints = (
            UniqueConstraint(fields=("entry", "grantee"), name="grant_once"),
            CheckConstraint(condition=~Q(sealed=b""), name="grant_not_empty"),
        )

    def __str__(self) -> str:
        return f"grant {self.pk}"


class VaultKey(models.Model):
    """The public half of the vault's recovery key; two printed sheets are the other half. One row."""

    public = models.BinaryField()

    def __str__(self) -> str:
        return f"vault key {self.pk}"

"""People who work in the archive."""

from django.db import models


class Member(models.Model):
    """Somebody who works in the archive: a short chosen name and a key pair for the vault.

    The private half is wrapped under the member's own passphrase (`saksi.archive.vault`); the archive's key
    does not open it.
    """

    name = models.CharField(max_length=64, unique=True)  # chosen; need not be a person's name
    public_key = models.BinaryField()
    wrapped_key = models.JSONField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """In the order in which they joined."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"member {self.pk}"

"""People who work in the archive, the cases they work on, and how they sign in."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from saksi.workspace.codes import one_of

LANGUAGES = ("en", "ko")
FACTORS = ("totp", "passkey")


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
    roles = models.JSONField(null=True)  # codes of `Role`; null = none were chosen: see `roles_of`
    handed_at = models.DateTimeField(null=True)  # a passphrase was drawn for them; null = it is their own

    class Meta:
        """In the order in which they joined."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"member {self.pk}"


class Preference(models.Model):
    """How a member likes the pages: no part of the record, so the log does not tell of it."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="preference")
    language = models.CharField(max_length=2, default="en")
    single_keys = models.BooleanField(default=True)  # WCAG 2.1.4: they can be turned off

    class Meta:
        """Languages that there are words for."""

        constraints = (one_of("language", LANGUAGES, "preference_language_known"),)

    def __str__(self) -> str:
        return f"preference {self.pk}"


class Factor(models.Model):
    """A second factor of a member: a shared secret for codes, or the public half of a passkey."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="factors")
    kind = models.CharField(max_length=8)
    label = models.CharField(max_length=64)  # chosen: which device
    secret = models.BinaryField(null=True)  # of a code
    last_step = models.PositiveBigIntegerField(null=True)  # of a code: the step used last; none works twice
    credential = models.BinaryField(null=True)  # of a passkey: its id
    public_key = models.BinaryField(null=True)  # of a passkey
    sign_count = models.PositiveBigIntegerField(null=True)  # of a passkey: a copy counts from an older one
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """Known kinds, each with what it needs; a passkey once."""

        constraints = (
            one_of("kind", FACTORS, "factor_kind_known"),
            CheckConstraint(
                condition=Q(kind="totp", secret__isnull=False)
                | Q(kind="passkey", credential__isnull=False, public_key__isnull=False),
                name="factor_is_whole",
            ),
            UniqueConstraint(fields=("credential",), name="factor_credential_once"),
        )

    def __str__(self) -> str:
        return f"factor {self.pk}"


class Token(models.Model):
    """A way in for a program of a member's: what it may do, and a hash of its word, never the word."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=64)  # chosen: for what
    sha256 = models.BinaryField(unique=True)  # of 256 random bits: nobody can guess them from it
    scopes = models.JSONField()  # codes of `saksi.workspace.accounts.tokens.SCOPES`
    made_at = models.DateTimeField()
    until = models.DateField()  # the last day on which it works
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """In the order in which they were made."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"token {self.pk}"


class Case(models.Model):
    """A compartment: reports that only a team may see."""

    label = models.CharField(max_length=120)  # chosen; names no source
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # closed cases stay compartments

    class Meta:
        """In the order in which they were opened."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"case {self.pk}"


class Teammate(models.Model):
    """One member in the team of one case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="team")
    member = models.ForeignKey(Member, models.PROTECT, related_name="teams")

    class Meta:
        """Each member once a case."""

        constraints = (UniqueConstraint(fields=("case", "member"), name="teammate_once"),)

    def __str__(self) -> str:
        return f"teammate {self.pk}"


class CaseReport(models.Model):
    """One report in a case; it lies in one case at most, so that leaving one can never open it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    report = models.OneToOneField("holdings.Report", models.PROTECT, related_name="filed")

    def __str__(self) -> str:
        return f"report in case {self.pk}"

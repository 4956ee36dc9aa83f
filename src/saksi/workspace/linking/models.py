"""Pairs of claims that were compared, and the clusters that came of it. Pairs are scored, never people."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from saksi.workspace.codes import one_of, unit_interval
from saksi.workspace.holdings.models import Claim

KINDS = ("person", "event", "order", "origin")
VERDICTS = ("same", "different", "unsure")


class Pair(models.Model):
    """Two claims compared: how likely they speak of the same, and what a person said of it."""

    kind = models.CharField(max_length=16)
    first = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    second = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    probability = models.FloatField(null=True)
    explanation = models.TextField(null=True)
    verdict = models.CharField(max_length=16, null=True)  # null = not decided
    coder = models.TextField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Each pair once, the earlier claim first; a verdict has an author."""

        constraints = (
            UniqueConstraint(fields=("kind", "first", "second"), name="pair_once"),
            CheckConstraint(condition=Q(first__lt=F("second")), name="pair_ordered"),
            one_of("kind", KINDS, "pair_kind_known"),
            one_of("verdict", VERDICTS, "pair_verdict_known"),
            CheckConstraint(
                condition=Q(verdict__isnull=True) | Q(coder__isnull=False), name="pair_verdict_has_coder"
            ),
            unit_interval("probability", "pair_is_probability"),
        )

    def __str__(self) -> str:
        return f"pair {self.pk}"


class Cluster(models.Model):
    """A person, event, order or origin: the claims that speak of it."""

    kind = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    made_by = models.TextField()  # method and version, or a coder
    dissolved_at = models.DateTimeField(null=True)

    class Meta:
        """Known kinds only."""

        constraints = (one_of("kind", KINDS, "cluster_kind_known"),)

    def __str__(self) -> str:
        return f"cluster {self.pk}"


class Membership(models.Model):
    """One claim in one cluster, with the probability that it belongs there."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="members")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="memberships")
    probability = models.FloatField(null=True)

    class Meta:
        """Each claim once a cluster."""

        constraints = (
            UniqueConstraint(fields=("cluster", "claim"), name="membership_once"),
            unit_interval("probability", "membership_is_probability"),
        )

    def __str__(self) -> str:
        return f"membership {self.pk}"

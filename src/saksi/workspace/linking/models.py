"""Pairs of claims that were compared, and the clusters that came of it. Pairs are scored, never people."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from saksi.workspace.codes import coded, one_of, ordered, unit_interval
from saksi.workspace.holdings.models import Claim, Report

KINDS = ("person", "event", "order", "origin")
VERDICTS = ("same", "different", "unsure")
CHANGES = ("new", "merged", "split", "dissolved")
ANSWERS = ("disagree", "misread", "apart")


class Pair(models.Model):
    """Two claims compared: how likely they speak of the same, and what a person said of it."""

    kind = models.CharField(max_length=16)
    first = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    second = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    probability = models.FloatField(null=True)
    worth = models.FloatField(null=True)  # of a person's look: `near.worth`; null = the two are joined
    explanation = models.TextField(null=True)  # codes as JSON: the fields that agree, and that differ
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
        indexes = (
            models.Index(
                fields=("worth", "id"),
                name="pair_open",
                condition=Q(verdict__isnull=True, worth__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"pair {self.pk}"


class Judgement(models.Model):
    """One verdict on a pair; appended, never changed: the latest counts, and stands in the pair as well."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="judgements")
    verdict = models.CharField(max_length=16, null=True)  # null = an earlier one is taken back
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField(null=True)

    class Meta:
        """Known verdicts only."""

        ordering = ("id",)
        constraints = (one_of("verdict", VERDICTS, "judgement_verdict_known"),)

    def __str__(self) -> str:
        return f"judgement {self.pk}"


class Cluster(models.Model):
    """A person, event, order or origin: the claims that speak of it.

    The columns after the first four are null where a kind has no such thing.
    """

    kind = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    made_by = models.TextField()  # method and version, or a coder
    dissolved_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, null=True)  # of an origin: what tells it from others, hashed
    act = models.CharField(max_length=32, null=True)  # the gravest that the claims of an event tell
    admin1 = models.TextField(null=True)  # as most claims have it
    first_day = models.DateField(null=True)  # that any claim allows; null = no time is told
    last_day = models.DateField(null=True)
    count_min = models.PositiveBigIntegerField(null=True)  # of persons, over all claims that say a number
    count_max = models.PositiveBigIntegerField(null=True)
    n_claims = models.PositiveIntegerField(null=True)
    n_reports = models.PositiveIntegerField(null=True)
    sources_min = models.PositiveIntegerField(null=True)  # surely independent
    sources_max = models.PositiveIntegerField(null=True)  # possibly; null = some, nobody says how many
    grade = models.PositiveSmallIntegerField(null=True)  # Admiralty code, 1 to 6
    denied = models.BooleanField(null=True)  # a claim or a source denies it
    contested = models.BooleanField(null=True)  # claims contradict each other
    alone = models.PositiveIntegerField(null=True)  # of an origin: claims that fall with it
    alone_events = models.PositiveIntegerField(null=True)  # of an origin: events that fall with it
    detail = models.JSONField(null=True)  # of an event: conflicts and circles, by keys of claims

    class Meta:
        """Known kinds only; bounds in order; a source once."""

        constraints = (
            one_of("kind", KINDS, "cluster_kind_known"),
            coded("act", "act", "cluster_act_known"),
            ordered("count_min", "count_max", "cluster_count_ordered"),
            ordered("sources_min", "sources_max", "cluster_sources_ordered"),
            ordered("first_day", "last_day", "cluster_days_ordered"),
            UniqueConstraint(fields=("kind", "key"), name="cluster_key_once"),
        )
        indexes = (
            models.Index(fields=("kind", "dissolved_at", "n_reports", "id"), name="cluster_by_reports"),
            models.Index(fields=("kind", "dissolved_at", "alone", "id"), name="cluster_by_alone"),
            models.Index(fields=("kind", "dissolved_at", "act", "first_day"), name="cluster_act_day"),
            models.Index(
                fields=("kind", "dissolved_at", "contested", "n_reports", "id"), name="cluster_contested"
            ),
        )

    def __str__(self) -> str:
        return f"cluster {self.pk}"


class Membership(models.Model):
    """One claim in one cluster, with the probability that it belongs there."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="members")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="memberships")
    probability = models.FloatField(null=True)
    rests_on = models.JSONField(null=True)  # numbers of the event's origins that are behind the claim
    withdrawn = models.BooleanField(null=True)  # it rests on a report that was withdrawn

    class Meta:
        """Each claim once a cluster."""

        constraints = (
            UniqueConstraint(fields=("cluster", "claim"), name="membership_once"),
            unit_interval("probability", "membership_is_probability"),
        )

    def __str__(self) -> str:
        return f"membership {self.pk}"


class Telling(models.Model):
    """One attribution of one claim of an event: which of the event's origins, which source of the record."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="tellings")  # the event
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="tellings")
    attribution = models.PositiveSmallIntegerField()  # 0 is the claim's own chain
    origin = models.PositiveSmallIntegerField()  # number within the event
    source = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="told")  # null = nobody named
    people = models.PositiveIntegerField(null=True)  # null = some
    voice = models.BooleanField()  # an outlet speaks for itself
    sure = models.BooleanField()  # its origin was there and is surely another than the other sure ones
    disputes = models.BooleanField()

    class Meta:
        """Each attribution once an event."""

        constraints = (UniqueConstraint(fields=("cluster", "claim", "attribution"), name="telling_once"),)

    def __str__(self) -> str:
        return f"telling {self.pk}"


class Change(models.Model):
    """What happened to a cluster between two runs; appended, never changed."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="changes")
    change = models.CharField(max_length=16)
    other = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="+")  # merged in, or left
    at = models.DateTimeField()

    class Meta:
        """Known changes only."""

        ordering = ("id",)
        constraints = (one_of("change", CHANGES, "change_known"),)

    def __str__(self) -> str:
        return f"change {self.pk}"


class Tie(models.Model):
    """Two reports: how they depend on each other. Made anew with their events; nothing rests on it alone."""

    first = models.ForeignKey(Report, models.PROTECT, related_name="+")
    second = models.ForeignKey(Report, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    same_event = models.FloatField()
    share = models.FloatField(null=True)  # of the shorter text that stands in the longer one
    sharing = models.BooleanField(default=False)  # they share an event by what its claims say alone

    class Meta:
        """Each pair once, in order."""

        constraints = (
            UniqueConstraint(fields=("first", "second"), name="tie_once"),
            CheckConstraint(condition=Q(first__lt=F("second")), name="tie_ordered"),
            unit_interval("same_event", "tie_is_probability"),
        )

    def __str__(self) -> str:
        return f"tie {self.pk}"


class OrderTie(models.Model):
    """What a member says of an order and an act: that it carried it out, or not; appended, never changed.

    The latest of a pair counts. It stands beside what reports say themselves, and changes no claim.
    """

    order = models.ForeignKey(Claim, models.PROTECT, related_name="carried_out")
    act = models.ForeignKey(Claim, models.PROTECT, related_name="carries_out")
    tied = models.BooleanField()
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField(null=True)

    class Meta:
        """No claim carries out itself."""

        ordering = ("id",)
        constraints = (CheckConstraint(condition=~Q(order=F("act")), name="order_tie_of_two"),)

    def __str__(self) -> str:
        return f"order tie {self.pk}"


class Settlement(models.Model):
    """What a member says of a difference between claims of an event; appended, never changed.

    It holds for the values named in it: what a further claim says differently waits again.
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="settlements")
    field = models.CharField(max_length=16)  # as `saksi.linking.events.conflicts` names it
    answer = models.CharField(max_length=16)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="settlements")  # null = no one
    values = models.JSONField()  # claim's key, as text -> the value that it gives
    coder = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField(null=True)

    class Meta:
        """Known answers; what is misread, or of another event, is one claim."""

        ordering = ("id",)
        constraints = (
            one_of("answer", ANSWERS, "settlement_answer_known"),
            CheckConstraint(
                condition=Q(answer="disagree", claim__isnull=True)
                | (~Q(answer="disagree") & Q(claim__isnull=False)),
                name="settlement_claim_where_needed",
            ),
        )

    def __str__(self) -> str:
        return f"settlement {self.pk}"


class Compared(models.Model):
    """A report as it was linked last: what it was then, and its claims' facts, to compare others with."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="compared")
    mark = models.CharField(max_length=200)  # changes with the report, its claims and their decisions
    facts = models.JSONField()  # by claim id: `saksi.linking.events.stored.packed`

    def __str__(self) -> str:
        return f"compared {self.pk}"

"""Claims with every field of the schema as a column: a question to the record is a query."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from saksi.workspace.codes import coded, one_of, ordered, unit_interval
from saksi.workspace.holdings.models.reports import Report

STAGES = ("claim", "candidate")


class Claim(models.Model):
    """What a report asserts, as a reader suggests it; the fields of `saksi.record.Claim`, flat."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="claims")
    claim_id = models.TextField()  # unique within its report
    stage = models.CharField(max_length=16)  # a candidate is below the reader's threshold
    position = models.PositiveIntegerField()  # in its stage
    kind = models.CharField(max_length=32)
    act = models.CharField(max_length=32)
    victim_text = models.TextField(null=True)
    victim_name = models.TextField(null=True)
    victim_type = models.CharField(max_length=32)
    victim_status = models.CharField(max_length=32)
    victim_roles = models.JSONField(default=list)
    victim_sex = models.CharField(max_length=16)
    victim_age = models.TextField(null=True)
    victim_family_included = models.BooleanField()
    count_min = models.PositiveBigIntegerField(null=True)
    count_max = models.PositiveBigIntegerField(null=True)
    count_text = models.TextField(null=True)
    count_unit = models.CharField(max_length=16)
    perpetrator_text = models.TextField(null=True)
    perpetrator_institution = models.CharField(max_length=32, null=True)  # null is unknown
    perpetrator_level = models.CharField(max_length=32, null=True)
    place_text = models.TextField(null=True)
    place_country = models.TextField(null=True)
    place_admin1 = models.TextField(null=True)
    time_text = models.TextField(null=True)
    time_from = models.DateField(null=True)
    time_to = models.DateField(null=True)
    modality = models.CharField(max_length=32)
    penalty = models.TextField(null=True)
    note = models.TextField(null=True)
    confidence = models.FloatField(null=True)
    field_confidence = models.JSONField(null=True)
    reader = models.TextField(null=True)
    rules = models.JSONField(null=True)

    class Meta:
        """Codes of the vocabularies, bounds and days in order, ids unique within a report."""

        constraints = (
            UniqueConstraint(fields=("report", "claim_id"), name="claim_id_once"),
            one_of("stage", STAGES, "claim_stage_known"),
            coded("kind", "kind", "claim_kind_known"),
            coded("act", "act", "claim_act_known"),
            coded("victim_type", "victim_type", "claim_victim_type_known"),
            coded("victim_status", "status", "claim_status_known"),
            coded("victim_sex", "sex", "claim_sex_known"),
            coded("count_unit", "unit", "claim_unit_known"),
            coded("perpetrator_institution", "institution", "claim_institution_known"),
            coded("perpetrator_level", "level", "claim_level_known"),
            coded("modality", "modality", "claim_modality_known"),
            ordered("count_min", "count_max", "claim_count_ordered"),
            ordered("time_from", "time_to", "claim_days_ordered"),
            unit_interval("confidence", "claim_confidence_is_probability"),
        )
        indexes = (
            models.Index(fields=("act", "time_from"), name="claim_act_day"),
            models.Index(fields=("place_admin1",), name="claim_admin1"),
        )

    def __str__(self) -> str:
        return f"claim {self.pk}"


class Ground(models.Model):
    """One alleged reason of one claim; a claim may name one twice, and in an order."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="grounds")
    position = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=32, db_index=True)

    class Meta:
        """Codes of the vocabulary, each place once."""

        constraints = (
            UniqueConstraint(fields=("claim", "position"), name="ground_place_once"),
            coded("ground", "ground", "ground_known"),
        )

    def __str__(self) -> str:
        return f"ground {self.pk}"


class Passage(models.Model):
    """A half-open span ``[start, end)`` in code points of the report's text; position 0 is the core."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        """At least one character, each place once."""

        constraints = (
            UniqueConstraint(fields=("claim", "position"), name="passage_place_once"),
            ordered("start", "end", "passage_holds_a_character", strictly=True),
        )

    def __str__(self) -> str:
        return f"passage {self.pk}"


class ChainLink(models.Model):
    """One teller of an attribution chain; attribution 0 is the claim's own, others are further sources."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="links")
    attribution = models.PositiveIntegerField()
    position = models.PositiveIntegerField()  # 0 = origin, the last is the outlet
    text = models.TextField()
    role = models.CharField(max_length=32)
    anonymous = models.BooleanField()
    place = models.TextField(null=True)  # coarse
    directness = models.CharField(max_length=32)  # of the whole chain
    stance = models.CharField(max_length=16, null=True)  # null in the claim's own chain

    class Meta:
        """Codes of the vocabularies; a stance belongs to further sources and to each of them."""

        constraints = (
            UniqueConstraint(fields=("claim", "attribution", "position"), name="link_place_once"),
            coded("role", "role", "link_role_known"),
            coded("directness", "directness", "link_directness_known"),
            coded("stance", "stance", "link_stance_known"),
            CheckConstraint(
                condition=Q(attribution=0, stance__isnull=True) | Q(attribution__gt=0, stance__isnull=False),
                name="link_stance_of_further_sources",
            ),
        )

    def __str__(self) -> str:
        return f"link {self.pk}"

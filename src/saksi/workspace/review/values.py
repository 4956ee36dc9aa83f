"""What a claim says by this or that person's word: as suggested, as it stands, as a coder has it."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from saksi import record
from saksi.review import Stated
from saksi.workspace.frames import as_decided
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.models import Coding, Decision, Standing


def whole_claims(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Return claims with all that their values need, in a fixed number of queries."""
    decisions = Decision.objects.order_by("pk").defer("before")
    return claims.select_related("standing__decision").prefetch_related(
        "grounds", "passages", "links", Prefetch("decisions", decisions)
    )


def suggested(*reports: Report) -> QuerySet[Claim]:
    """Return the claims of reports that are shown: suggestions and additions, candidates are not."""
    return whole_claims(Claim.objects.filter(report__in=reports, stage="claim"))


def standing_of(claim: Claim) -> Standing | None:
    """Return the decision that stands; None: a suggestion."""
    return getattr(claim, "standing", None)


def version_of(claim: Claim) -> int:
    """Return the number of the latest decision on a claim, 0 for none: what a verdict is made on."""
    return max((decision.pk for decision in claim.decisions.all()), default=0)


def stated_now(claim: Claim) -> Stated:
    """Return what the record says: the claim, False where rejected, None where nobody could tell or did."""
    standing = standing_of(claim)
    if standing is None or standing.verdict == "cannot_tell":
        return None
    return False if standing.verdict == "rejected" else as_decided(claim)


def stated_in(coding: Coding) -> Stated:
    """Return what a coder says; None where they could not tell or took it back."""
    if coding.verdict in {"cannot_tell", "withdrawn"}:
        return None
    if coding.verdict == "rejected":
        return False
    return record.Claim.model_validate(coding.after or coding.before)


def latest_codings(codings: Iterable[Coding]) -> list[Coding]:
    """Return the last word of each coder on each claim, without those taken back; in the order said."""
    last: dict[tuple[int | None, str, str], Coding] = {}
    for coding in sorted(codings, key=lambda each: each.pk):
        last[coding.assignment_id, coding.coder, coding.local_id] = coding
    return [coding for coding in last.values() if coding.verdict != "withdrawn"]

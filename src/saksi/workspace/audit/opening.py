"""Who may see the history of a record: whoever may see the record."""

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.roles import WORKING, Role
from saksi.workspace.accounts.seeing import claims_seen, hidden_reports, of_seen, reports_seen
from saksi.workspace.audit.states import KINDS
from saksi.workspace.estimates.selectors import estimates_seen
from saksi.workspace.holdings.models import Claim
from saksi.workspace.linking.figures import clusters_seen
from saksi.workspace.linking.models import Change, Cluster, Pair
from saksi.workspace.review.selectors import assignment_of

KEEPERS = frozenset(("source", "vault", "vault key"))
ADMINISTRATORS = frozenset(("case", "case report", "setting", "member", "factor"))
WORKERS = frozenset(("pair", "judgement", "cluster change", "estimate"))


def may_see(member: Member, roles: frozenset[Role], kind: str, key: int) -> bool:
    """Return whether a member may see the history of a row; of kinds not named here, nobody may."""
    if kind not in KINDS:
        return False
    if kind == "report":
        return reports_seen(member).filter(pk=key).exists()
    if kind == "claim":
        return _claim_seen(member, key)
    if kind == "cluster":
        return bool(roles & WORKING) and _cluster_seen(member, key)
    if kind in KEEPERS:
        return Role.KEEPER in roles and _exists(kind, key)
    if kind in ADMINISTRATORS:
        return Role.ADMINISTRATOR in roles and _exists(kind, key)
    return kind in WORKERS and bool(roles & WORKING) and _worked_on(member, kind, key)


def _claim_seen(member: Member, key: int) -> bool:
    """A blind coder does not learn what others decided."""
    claim: Claim | None = claims_seen(member).filter(pk=key).select_related("report").first()
    return claim is not None and assignment_of(member, claim.report) is None


def _cluster_seen(member: Member, key: int) -> bool:
    """As long as a claim of it is seen; who took part in a foreign case is not told."""
    hidden = frozenset(hidden_reports(member))
    kinds = Cluster.objects.filter(pk=key).values_list("kind", flat=True)
    return any(clusters_seen(kind, hidden).filter(pk=key).exists() for kind in kinds)


def _worked_on(member: Member, kind: str, key: int) -> bool:
    """As long as what it is about is seen: both claims of a pair, the cluster, what an estimate rests on."""
    if kind == "estimate":
        return any(row.pk == key for row in estimates_seen(member))
    if kind == "cluster change":
        return any(_cluster_seen(member, row.cluster_id) for row in Change.objects.filter(pk=key))
    own = {"pk": key} if kind == "pair" else {"judgements": key}
    both = of_seen(member, "first__report") & of_seen(member, "second__report")
    return Pair.objects.filter(both, **own).exists()


def _exists(kind: str, key: int) -> bool:
    return KINDS[kind].model._default_manager.filter(pk=key).exists()  # noqa: SLF001 - Django's public name for it

"""Which estimates a member may see."""

from django.http import Http404

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import foreign_reports
from saksi.workspace.estimates.models import Estimate

MOST = 500  # estimates that are looked through, the newest


def estimates_seen(member: Member) -> list[Estimate]:
    """Return the estimates whose reports the member all sees, the newest first.

    An estimate rests on what its maker saw; whoever sees less may not see it, for its counts would tell.
    """
    mine = set(foreign_reports(member))
    makers: dict[str, bool] = {}
    found = []
    for row in Estimate.objects.all()[:MOST]:
        if row.made_by not in makers:
            maker = Member.objects.filter(name=row.made_by).first()
            makers[row.made_by] = mine <= set(foreign_reports(maker)) if maker else not mine
        if not mine or (row.choice.get("seen") and makers[row.made_by]):
            found.append(row)
    return found


def estimate_seen(member: Member, pk: int) -> Estimate:
    """Return one estimate.

    Raises
    ------
    Http404
        There is none, or it rests on a report that this member may not see.
    """
    row = next((row for row in estimates_seen(member) if row.pk == pk), None)
    if row is None:
        raise Http404
    return row

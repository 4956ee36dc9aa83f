"""Which estimates a member may see."""

from saksi.workspace.accounts.models import CaseReport, Member
from saksi.workspace.estimates.models import Estimate

MOST = 500  # estimates that are looked through, the newest


def estimates_seen(member: Member) -> list[Estimate]:
    """Return the estimates whose reports the member all sees, the newest first.

    An estimate rests on what its maker saw; whoever sees less may not see it, for its counts would tell.
    """
    mine = _foreign(member)
    makers: dict[str, bool] = {}
    found = []
    for row in Estimate.objects.all()[:MOST]:
        if row.made_by not in makers:
            maker = Member.objects.filter(name=row.made_by).first()
            makers[row.made_by] = mine <= _foreign(maker) if maker else not mine
        if not mine or (row.choice.get("seen") and makers[row.made_by]):
            found.append(row)
    return found


def _foreign(member: Member) -> set[int]:
    """Return the reports in cases of teams that a member is not in."""
    return set(CaseReport.objects.exclude(case__team__member=member).values_list("report_id", flat=True))

"""What a member began and did not send: of which report it is, and where to go on."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from saksi.workspace.accounts.models import Member
from saksi.workspace.drafts.models import Draft
from saksi.workspace.drafts.selectors import begun

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Begun:
    """One draft and its way."""

    draft: Draft
    title: str  # of its report; empty: a pasted one, which has none yet
    goes_on: str
    dropped: str

    @classmethod
    def of(cls, draft: Draft) -> "Begun":
        """Return a draft with its way."""
        title = (draft.report.title or draft.report.report_id) if draft.report else ""
        return cls(draft, title, _goes_on(draft), _dropped(draft))


def begun_by(member: Member) -> list[Begun]:
    """Return the latest drafts of a member."""
    return [Begun.of(each) for each in begun(member)[:SHOWN]]


def _goes_on(draft: Draft) -> str:
    if draft.report is None:
        return reverse("holdings:add")
    report_id = draft.report.report_id
    if draft.kind == "ruling":
        return reverse("review:difference", args=[report_id, draft.place])
    desk = reverse("review:read", args=[report_id])
    if draft.kind == "new":
        return f"{desk}?{urlencode({'new': 1, 'span': draft.posted.getlist('span')}, doseq=True)}#new"
    edit = {"correct": {"edit": "fields"}, "passages": {"edit": "passages"}}.get(draft.kind, {})
    return f"{desk}?{urlencode({'id': draft.place, **edit})}"


def _dropped(draft: Draft) -> str:
    if draft.report is None:
        return reverse("holdings:drop_draft")
    return reverse("review:drop_draft", args=[draft.report.report_id])

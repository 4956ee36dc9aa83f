"""Computing the findings, as a job."""

from collections.abc import Mapping
from typing import Any

from saksi.workflows import Progress, load_settings
from saksi.workspace.accounts.models import Member
from saksi.workspace.jobs.kinds import Outcome, job
from saksi.workspace.session import Archive


@job("findings", app="findings", leads="findings:findings")
def compute(archive: Archive, settings: Mapping[str, Any], progress: Progress) -> Outcome:
    """Compute an edition for the member whose key the settings name."""
    from saksi.workspace.findings.services import make_edition  # noqa: PLC0415 - it loads what draws

    member = Member.objects.get(pk=settings["member"])
    made = make_edition(archive, member=member, settings=load_settings(), on_progress=progress)
    return {"edition": made.pk, "reports": made.n_reports, "claims": made.n_claims}

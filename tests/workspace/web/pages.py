"""Addresses with parameters, for the matrix: which rows each is about.

A page without parameters needs no line. One with `report_id` needs none either: the matrix asks it for a
report that is seen, for one of a foreign case and for one whose source withdrew. All others are listed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from saksi.workspace.accounts.models import Case, Factor, Member
from saksi.workspace.findings.models import Edition
from saksi.workspace.holdings.models import Report, Source
from saksi.workspace.jobs.models import Job

SEEN, FOREIGN, WITHDRAWN = "isk-seen", "isk-foreign", "isk-withdrawn"


@dataclass(frozen=True)
class Objects:
    """The rows that the matrix has made."""

    ann: Member
    case: Case
    factor: Factor
    source: Source
    report: Report
    job: Job
    edition: Edition


Kwargs = Callable[[Objects], dict[str, object]]

EXAMPLES: dict[str, Kwargs] = {
    "web:language": lambda _: {"language": "en"},
    "accounts:factor-remove": lambda made: {"key": made.factor.pk},
    "accounts:member-roles": lambda made: {"key": made.ann.pk},
    "accounts:member-retire": lambda made: {"key": made.ann.pk},
    "accounts:case-team": lambda made: {"key": made.case.pk},
    "accounts:case-close": lambda made: {"key": made.case.pk},
    "accounts:token-end": lambda _: {"key": 1},
    "accounts:vocabulary": lambda _: {"name": "act"},
    "holdings:source": lambda made: {"code": made.source.code},
    "holdings:source_open": lambda made: {"code": made.source.code},
    "holdings:source_grant": lambda made: {"code": made.source.code},
    "holdings:source_withdraw": lambda made: {"code": made.source.code},
    "audit:of": lambda made: {"kind": "report", "key": made.report.pk},
    **dict.fromkeys(
        (
            "linking:event",
            "linking:event_apart",
            "linking:person",
            "linking:person_apart",
            "linking:person_join",
            "linking:origin",
        ),
        lambda _: {"cluster": 1},
    ),
    "linking:differences": lambda _: {"cluster": 1},
    "linking:settle": lambda _: {"cluster": 1, "field": "count"},
    "linking:order": lambda _: {"claim": 1},
    "linking:order_tie": lambda _: {"claim": 1},
    "linking:decide": lambda _: {"pair": 1},
    "estimates:take": lambda _: {"pk": 1},
    "estimates:estimate": lambda _: {"pk": 1},
    "findings:edition": lambda made: {"pk": made.edition.pk},
    "findings:freeze": lambda made: {"pk": made.edition.pk},
    "findings:export": lambda made: {"pk": made.edition.pk, "what": "data"},
    "jobs:one": lambda made: {"pk": made.job.pk},
    "jobs:progress": lambda made: {"pk": made.job.pk},
    "jobs:cancel": lambda made: {"pk": made.job.pk},
    "jobs:again": lambda made: {"pk": made.job.pk},
}
REPORT_AND_MORE: dict[str, dict[str, object]] = {  # what else an address about a report takes
    "review:difference": {"slug": "c0"},
    "review:rule": {"slug": "c0"},
}
# Rows that the matrix does not make: it looks at the roles alone, the apps' own tests at the rest.
MAY_BE_ABSENT = {
    "review:difference",
    "linking:event",
    "linking:differences",
    "linking:order",
    "linking:person",
    "linking:origin",
    "estimates:estimate",
}

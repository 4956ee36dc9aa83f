"""Reading what was linked: as tables for findings, as rows for pages."""

from typing import Any

import polars as pl
from django.db.models import QuerySet

from saksi.linking.corroboration import CORROBORATION
from saksi.workspace.holdings.models import Report
from saksi.workspace.linking.models import Cluster, Membership


def current(kind: str) -> QuerySet[Cluster]:
    """Return the clusters of a kind that hold now."""
    return Cluster.objects.filter(kind=kind, dissolved_at__isnull=True)


def corroboration(reports: QuerySet[Report] | None = None) -> pl.DataFrame:
    """Return what each linked claim's event rests on, columns `saksi.linking.corroboration.CORROBORATION`.

    Parameters
    ----------
    reports
        Only claims of these; null = all. The bounds are those of the whole event.
    """
    rows = Membership.objects.filter(cluster__kind="event", cluster__dissolved_at__isnull=True)
    if reports is not None:
        rows = rows.filter(claim__report__in=reports)
    told: list[tuple[Any, ...]] = [
        (report, claim, f"E-{event}", *rest)
        for report, claim, event, *rest in rows.values_list(
            "claim__report__report_id",
            "claim__claim_id",
            "cluster_id",
            "cluster__sources_min",
            "cluster__sources_max",
            "cluster__grade",
            "cluster__contested",
            "withdrawn",
        ).iterator()
    ]
    return pl.DataFrame(told, schema=dict(CORROBORATION), orient="row").sort("report_id", "claim_id")

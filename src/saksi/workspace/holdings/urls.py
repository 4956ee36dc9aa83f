"""Addresses of reports, claims and orders."""

from django.urls import path

from saksi.workspace.holdings.views import adding, claims, orders, reports, vault

app_name = "holdings"
urlpatterns = [
    path("reports/", reports.listed, name="reports"),
    path("reports/<str:report_id>/", reports.one, name="report"),
    path("reports/<str:report_id>/original/", reports.original, name="original"),
    path("reports/<str:report_id>/case/", reports.into_case, name="case"),
    path("reports/<str:report_id>/case/out/", reports.out_of_case, name="out_of_case"),
    path("reports/<str:report_id>/withdrawal/", reports.withdraw, name="withdraw"),
    path("intake/", adding.add, name="add"),
    path("intake/receive/", adding.receive_files, name="receive"),
    path("intake/waiting/", adding.take_waiting, name="take_waiting"),
    path("intake/read/", adding.read_unread, name="read"),
    path("intake/draft/", adding.keep, name="draft"),
    path("intake/draft/drop/", adding.drop, name="drop_draft"),
    path("claims/", claims.listed, name="claims"),
    path("claims/export/", claims.export, name="export_claims"),
    path("orders/", orders.time_line, name="orders"),
    path("vault/", vault.vault, name="vault"),
    path("vault/new/", vault.register, name="source_new"),
    path("vault/<str:code>/", vault.source, name="source"),
    path("vault/<str:code>/open/", vault.open_entry, name="source_open"),
    path("vault/<str:code>/grant/", vault.grant, name="source_grant"),
    path("vault/<str:code>/withdraw/", vault.end_consent, name="source_withdraw"),
]

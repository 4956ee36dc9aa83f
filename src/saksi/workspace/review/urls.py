"""Addresses of review."""

from django.urls import path

from saksi.workspace.review.views import adjudicating, deciding, desk, doubles, drafting, reading

app_name = "review"
_REPORT = "reports/<str:report_id>/read/"
urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("read/", reading.following, name="next"),
    path(_REPORT, reading.read, name="read"),
    path(f"{_REPORT}awake/", reading.awake, name="awake"),
    path(f"{_REPORT}decide/", deciding.decide, name="decide"),
    path(f"{_REPORT}correct/", deciding.correct, name="correct"),
    path(f"{_REPORT}passages/", deciding.passages, name="passages"),
    path(f"{_REPORT}group/", deciding.group, name="group"),
    path(f"{_REPORT}undo/", deciding.take_back_last, name="undo"),
    path(f"{_REPORT}add/", deciding.add, name="add"),
    path(f"{_REPORT}note/", deciding.note, name="note"),
    path(f"{_REPORT}through/", deciding.through, name="through"),
    path(f"{_REPORT}finish/", deciding.end_coding, name="finish"),
    path(f"{_REPORT}conflict/", deciding.conflict, name="conflict"),
    path(f"{_REPORT}draft/", drafting.keep, name="draft"),
    path(f"{_REPORT}draft/drop/", drafting.drop, name="drop_draft"),
    path("coding/", doubles.coding, name="coding"),
    path("coding/assign/", doubles.assign, name="assign"),
    path("coding/agreement/", doubles.agreement, name="agreement"),
    path("adjudicate/<str:report_id>/<slug:slug>/", adjudicating.difference, name="difference"),
    path("adjudicate/<str:report_id>/<slug:slug>/rule/", adjudicating.ruling, name="rule"),
]

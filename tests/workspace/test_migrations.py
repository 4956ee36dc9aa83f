from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from tests.workspace.conftest import Add, Made, Write

from saksi.archive import UnknownFormat
from saksi.testing import a_claim, a_report
from saksi.workspace.frames import claim_rows, store_claims
from saksi.workspace.holdings.models import Claim, Original, Passage, Report
from saksi.workspace.linking.models import Pair
from saksi.workspace.review.models import Decision
from saksi.workspace.session import Archive, opened

WRITTEN_ONCE = (
    "audit_entry", "holdings_custody", "holdings_round", "review_decision", "linking_judgement",
    "linking_change", "estimates_estimate",
)  # fmt: skip


def test_the_models_need_no_migration_that_is_not_written(archive: Archive) -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_every_step_forwards_keeps_what_is_there(archive: Archive, add: Add, write: Write) -> None:
    """Undo and redo the last steps on a filled database; where a step only adds a guard, rows stay."""
    add(write())
    before = Report.objects.values_list("key", "text").get()
    executor = MigrationExecutor(connection)
    executor.migrate([("audit", "0001_initial"), ("review", "0001_initial")])
    drop_guards()
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert Report.objects.values_list("key", "text").get() == before
    with pytest.raises(IntegrityError, match="written once"), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET actor = 'somebody else'")


def drop_guards() -> None:
    with connection.cursor() as cursor:
        for table in ("audit_entry", "review_decision"):
            for event in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}_refused")


def test_a_database_of_a_newer_version_is_not_touched(archive: Archive, made: Made) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0999_later', '2027-01-01')"
        )
    with pytest.raises(UnknownFormat, match="1 changes"), opened(archive.layout, made.keys):
        pass


@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_what_is_written_once_has_its_guards_after_all_migrations(archive: Archive, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        assert cursor.fetchone()[0] == 2


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET actor = 'x'"])
@pytest.mark.parametrize("table", ["audit_entry", "holdings_custody"])
def test_what_is_written_once_refuses_to_be_changed(
    archive: Archive, add: Add, write: Write, table: str, statement: str
) -> None:
    add(write())
    with pytest.raises(IntegrityError, match="append, never change"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def stored_claim(archive: Archive, **columns: object) -> Claim:
    original = Original.objects.create(
        object_id="1" * 64, name="a", sha256="1" * 64, size=1, received_at="2026-01-01T00:00Z"
    )
    report = Report.objects.create(
        report_id="r",
        received_in=original,
        position=0,
        key="k",
        text=a_report().text,
        text_sha256="",
        comparison_key="",
    )
    rows = claim_rows(a_claim(), report, stage="claim", position=0)
    for name, value in columns.items():
        setattr(rows.claim, name, value)
    store_claims([rows])
    return rows.claim


WRONG = (
    ({"act": "gossip"}, "claim_act_known"),
    ({"kind": "rumour"}, "claim_kind_known"),
    ({"stage": "fact"}, "claim_stage_known"),
    ({"modality": "maybe"}, "claim_modality_known"),
    ({"victim_type": "target"}, "claim_victim_type_known"),
    ({"victim_status": "x"}, "claim_status_known"),
    ({"victim_sex": "x"}, "claim_sex_known"),
    ({"count_unit": "lots"}, "claim_unit_known"),
    ({"perpetrator_institution": "x"}, "claim_institution_known"),
    ({"perpetrator_level": "x"}, "claim_level_known"),
    ({"count_min": 3, "count_max": 2}, "claim_count_ordered"),
    ({"time_from": "2024-02-02", "time_to": "2024-02-01"}, "claim_days_ordered"),
    ({"confidence": 1.5}, "claim_confidence_is_probability"),
    ({"count_min": -1}, "count_min"),
)


@pytest.mark.parametrize(("columns", "constraint"), WRONG)
def test_the_database_itself_refuses_what_no_claim_can_say(
    archive: Archive, columns: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        stored_claim(archive, **columns)


def test_a_passage_holds_a_character(archive: Archive) -> None:
    claim = stored_claim(archive)
    with pytest.raises(IntegrityError, match="passage_holds"), transaction.atomic():
        Passage.objects.create(claim=claim, position=9, start=5, end=5)


def test_a_claim_id_is_given_once_a_report(archive: Archive) -> None:
    claim = stored_claim(archive)
    claim.pk = None
    with pytest.raises(IntegrityError, match="claim_id"), transaction.atomic():
        claim.save(force_insert=True)


def test_what_others_rest_on_cannot_be_removed(archive: Archive) -> None:
    claim = stored_claim(archive)
    for rested_on in (claim.report, claim.report.received_in):
        with pytest.raises(IntegrityError):
            rested_on.delete()


def test_a_pair_is_two_claims_in_order(archive: Archive) -> None:
    claim = stored_claim(archive)
    with pytest.raises(IntegrityError, match="pair_ordered"), transaction.atomic():
        Pair.objects.create(kind="event", first=claim, second=claim, at="2026-01-01T00:00Z")


def test_a_correction_says_what_it_corrects_to(archive: Archive) -> None:
    claim = stored_claim(archive)
    wanted = {"claim": claim, "before": {}, "coder": "ann", "at": "2026-01-01T00:00Z"}
    with pytest.raises(IntegrityError, match="decision_after"), transaction.atomic():
        Decision.objects.create(verdict="corrected", **wanted)
    with pytest.raises(IntegrityError, match="decision_after"), transaction.atomic():
        Decision.objects.create(verdict="accepted", after={"id": "c1"}, **wanted)

import csv
import io
import json
from hashlib import sha256
from typing import Any
from zipfile import ZipFile

import polars as pl
import pytest

from saksi.exchange import GROUP, Loss, exporter
from saksi.record import CLAIMS, InvalidInput, Report, check_table
from saksi.record.plugins import installed
from saksi.testing import TEXT, a_claim, a_report, check_exporter

RECORD = [
    a_report(
        id="isk-1",
        url="https://isk.example/reports/1",
        published="2024-03-20",
        claims=[a_claim(), a_claim(id="c2", victim={"name": "Hask Jorimund", "sex": "male"}, note="as told")],
        retracted={"by": "Isk Radio", "at": "2024-04-02"},
    ),
    a_report(id="isk-2", claims=[]),
]


def exported(name: str, reports: list[Report] | None = None) -> tuple[dict[str, Any], list[Loss]]:
    files: dict[str, Any] = {}
    losses = exporter(name)(RECORD if reports is None else reports, write=files.__setitem__)
    return files, losses


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", list(installed(GROUP)))
def test_every_built_in_exporter_keeps_the_contract(name: str) -> None:
    check_exporter(exporter(name))


def test_an_unknown_format_is_told_the_nearest() -> None:
    with pytest.raises(InvalidInput, match="did you mean parquet"):
        exporter("parket")


def test_our_own_form_gives_the_record_back_whole() -> None:
    files, losses = exported("saksi")
    assert [Report.model_validate_json(text) for text in files.values()] == RECORD
    assert losses == []


def test_parquet_keeps_the_declared_columns_and_types() -> None:
    table = pl.read_parquet(io.BytesIO(exported("parquet")[0]["claims.parquet"]))
    assert check_table(table, CLAIMS, "claims")["time_from"].dtype == pl.Date()


def test_a_datapackage_names_each_file_with_its_size_hash_and_keys() -> None:
    files, _ = exported("datapackage")
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        data = files[resource["path"]].encode()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
        head = data.decode().split("\r\n")[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert set(resource["schema"]["primaryKey"]) <= set(head)


def test_an_annotation_finds_its_words_by_position_and_by_quotation() -> None:
    text = f"🚓 {TEXT}"
    start = text.index("Security")
    claim = a_claim(passages=[[start, start + 36]])
    files, _ = exported("webannotation", [a_report(text, id="isk-3", claims=[claim])])
    (item,) = json.loads(files["annotations.jsonld"])["items"]
    position, quote = item["target"][0]["selector"]
    stored = files["texts/isk-3.txt"]
    assert stored[position["start"] : position["end"]] == quote["exact"] == claim.passages[0].of(text)
    assert item["target"][0]["source"] == f"urn:sha256:{sha256(stored.encode()).hexdigest()}"


def test_uwazi_gets_unique_titles_a_range_of_days_and_labels_of_its_thesauri() -> None:
    files, _ = exported("uwazi")
    with ZipFile(io.BytesIO(files["3-claims.zip"])) as archive:
        assert archive.namelist() == ["import.csv"]
        claims = rows(archive.read("import.csv").decode())
    with ZipFile(io.BytesIO(files["2-reports.zip"])) as archive:
        reports = rows(archive.read("import.csv").decode())
    titles = [row["title"] for row in (*claims, *reports)]
    assert len(set(titles)) == len(titles)
    assert {row["report"] for row in claims} <= {row["title"] for row in reports}
    assert claims[0]["date"] == "2024-03-01:2024-03-31"
    acts = {row["English"] for row in rows(files["1-thesauri/act.csv"])}
    assert {row["act"] for row in claims} <= acts


def test_a_loss_says_how_many_values_of_this_record_it_concerns() -> None:
    found = {loss.what: loss.n for loss in exported("csv")[1]}
    assert found == {"reports.text": 2, "reports.retracted.at": 1}
